import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StudyError } from "../util/errors";
import { packageRoot } from "../util/packageRoot";
import { writeFileAtomically } from "../util/writeFileAtomically";

/** A kernel specification as installed. */
export interface InstalledKernel {
  readonly file: string;
  readonly outcome: "installed" | "replaced" | "unchanged";
}

interface KernelSpec {
  readonly argv: readonly string[];
  readonly display_name: string;
  readonly language: string;
  readonly interrupt_mode: "signal";
  /** Ours are known by it, and only ours are overwritten or removed. */
  readonly metadata: { readonly "link-workers": { readonly root: string } };
}

/**
 * Writes the specification of this clone's kernel into a folder of kernel specifications; a second time changes nothing.
 * @param name as notebooks ask for it
 * @throws {StudyError} `kernel-name-is-free` when another program's kernel has the name
 */
export function installKernel(folder: string, name: string): InstalledKernel {
  const file = specFile(folder, name);
  const text = `${JSON.stringify(specification(), null, 1)}\n`;
  const present = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  if (present === text) return { file, outcome: "unchanged" };
  if (present !== undefined && !isOurs(present)) throw taken(file, name, "install this one under another");
  writeFileAtomically(file, text);
  return { file, outcome: present === undefined ? "installed" : "replaced" };
}

/** Removes it again; undefined when there is none. @throws {StudyError} `kernel-name-is-free` when it is another program's */
export function uninstallKernel(folder: string, name: string): string | undefined {
  const file = specFile(folder, name);
  if (!existsSync(file)) return undefined;
  if (!isOurs(readFileSync(file, "utf8"))) throw taken(file, name, "remove it with its own program, or name ours");
  rmSync(join(folder, name), { recursive: true });
  return file;
}

const specFile = (folder: string, name: string): string => join(folder, name, "kernel.json");

function specification(): KernelSpec {
  const root = packageRoot();
  return {
    // By their full paths: editors start kernels with a PATH of their own.
    argv: [process.execPath, join(root, "build", "src", "kernel", "launcher.js"), "{connection_file}"],
    display_name: "TypeScript (link-workers)",
    language: "typescript",
    interrupt_mode: "signal",
    metadata: { "link-workers": { root } },
  };
}

function isOurs(text: string): boolean {
  try {
    return typeof JSON.parse(text).metadata["link-workers"].root === "string";
  } catch {
    return false;
  }
}

function taken(file: string, name: string, remedy: string): StudyError {
  return new StudyError(
    "environment",
    "kernel-name-is-free",
    `${file} is a kernel "${name}" of another program: ${remedy}, with --name link-workers.`,
  );
}
