import { spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { StudyError } from "../util/errors";

/** Where a kernel specification goes: for this user, into a Python environment, below a prefix, or into a folder that `JUPYTER_PATH` names. */
export type KernelPlace =
  | { readonly kind: "user" }
  | { readonly kind: "sys-prefix" }
  | { readonly kind: "prefix"; readonly folder: string }
  | { readonly kind: "jupyter-path"; readonly folder: string };

/**
 * The folder of kernel specifications, by Jupyter's own rules.
 * @throws {StudyError} `python-is-found`
 * @see https://docs.jupyter.org/en/latest/use/jupyter-directories.html
 */
export function kernelsFolder(place: KernelPlace, env: NodeJS.ProcessEnv = process.env): string {
  switch (place.kind) {
    case "user":
      return join(userData(env), "kernels");
    case "sys-prefix":
      return join(pythonPrefix(env), "share", "jupyter", "kernels");
    case "prefix":
      return join(resolve(place.folder), "share", "jupyter", "kernels");
    case "jupyter-path":
      return join(resolve(place.folder), "kernels");
  }
}

function userData(env: NodeJS.ProcessEnv): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32") return join(env.APPDATA ?? join(homedir(), "AppData", "Roaming"), "jupyter");
  return join(env.XDG_DATA_HOME || join(env.HOME ?? homedir(), ".local", "share"), "jupyter");
}

function pythonPrefix(env: NodeJS.ProcessEnv): string {
  const active = env.VIRTUAL_ENV ?? env.CONDA_PREFIX;
  if (active) return active;
  for (const python of ["python3", "python"]) {
    const { status, stdout } = spawnSync(python, ["-c", "import sys; print(sys.prefix)"], { encoding: "utf8", env });
    if (status === 0) return stdout.trim();
  }
  throw new StudyError(
    "environment",
    "python-is-found",
    "No python3 on the PATH to ask for its prefix. Activate the environment that has Jupyter, or name its folder: --prefix DIR.",
  );
}
