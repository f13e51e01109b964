import { type Command, InvalidArgumentError } from "commander";
import { installKernel, type KernelPlace, kernelsFolder, uninstallKernel } from "../jupyter";

interface KernelOptions {
  readonly sysPrefix?: boolean;
  readonly prefix?: string;
  readonly jupyterPath?: string;
  readonly name: string;
}

/** `link-workers kernel install|uninstall`: makes the project's kernel known to Jupyter and VS Code, or takes it away. */
export function registerKernel(program: Command): void {
  const kernel = program
    .command("kernel")
    .description("the project's notebook kernel for an installed Jupyter or VS Code");
  withPlace(kernel.command("install"))
    .description("register the kernel of this clone; again changes nothing")
    .action((options: KernelOptions) => {
      const { file, outcome } = installKernel(kernelsFolder(placeOf(options)), options.name);
      process.stdout.write(`${outcome}: ${file}\n${outcome === "unchanged" ? "" : hint(options)}`);
    });
  withPlace(kernel.command("uninstall"))
    .description("remove it again; kernels of other programs are left alone")
    .action((options: KernelOptions) => {
      const removed = uninstallKernel(kernelsFolder(placeOf(options)), options.name);
      process.stdout.write(removed ? `removed: ${removed}\n` : `There is no kernel "${options.name}" to remove.\n`);
    });
}

function withPlace(command: Command): Command {
  return command
    .option("--user", "for this user (the default)")
    .option("--sys-prefix", "into the active Python environment, or the one of python3")
    .option("--prefix <dir>", "below this folder, in share/jupyter/kernels")
    .option("--jupyter-path <dir>", "into this folder, for programs started with JUPYTER_PATH=DIR")
    .option("--name <name>", "name of the kernel; the notebooks ask for tslab", kernelName, "tslab");
}

function placeOf({ sysPrefix, prefix, jupyterPath }: KernelOptions): KernelPlace {
  if (sysPrefix) return { kind: "sys-prefix" };
  if (prefix !== undefined) return { kind: "prefix", folder: prefix };
  if (jupyterPath !== undefined) return { kind: "jupyter-path", folder: jupyterPath };
  return { kind: "user" };
}

function hint({ jupyterPath, name }: KernelOptions): string {
  const start = jupyterPath === undefined ? "" : `JUPYTER_PATH=${jupyterPath} `;
  const choose = name === "tslab" ? "" : ` and choose the kernel "TypeScript (link-workers)"`;
  return `Open a notebook in Jupyter (${start}jupyter notebook notebooks/) or VS Code${choose}.\n`;
}

/** As Jupyter allows it. */
function kernelName(text: string): string {
  if (/^[A-Za-z0-9._-]+$/.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError("letters, digits, points, hyphens and underscores.");
}
