import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../../src/util/packageRoot";

export interface CommandRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `link-workers` to its end, in a folder that is not the repository's. */
export function command(...args: readonly string[]): CommandRun {
  const program = join(packageRoot(), "setup", "link-workers.mjs");
  return spawnSync(process.execPath, [program, ...args], { cwd: tmpdir(), encoding: "utf8" });
}
