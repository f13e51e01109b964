import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { promisify } from "node:util";
import { findChromium } from "./findChromium";

/** Which browser draws and prints, as an input of what it makes: its version, asked for where it has to be. */
export async function browserIdentity(): Promise<string> {
  const { path, source, version } = await findChromium();
  if (version !== undefined) return `${source} ${version}`;
  const { mtimeMs, size } = statSync(path);
  const file = `${path} ${size} ${mtimeMs}`;
  // On Windows the option opens a window.
  if (process.platform === "win32") return file;
  try {
    return `${(await promisify(execFile)(path, ["--version"], { timeout: 30_000 })).stdout.trim()} ${file}`;
  } catch {
    return file;
  }
}
