import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../src/util/packageRoot";

/** What a script of bench/peers prints as its last line, or a text that says that its program is not installed. */
export function runPeer<Result>(script: string, args: readonly string[]): Result | string {
  const path = join(packageRoot(), "bench", "peers", script);
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const programs = script.endsWith(".R") ? ["Rscript"] : ["python3", "/usr/bin/python3"];
  for (const program of programs) {
    const { stdout } = spawnSync(program, [path, ...args], { encoding: "utf8", env });
    const line = stdout?.trim().split("\n").at(-1) ?? "";
    if (line.startsWith("{")) return JSON.parse(line) as Result;
  }
  return `${script}: not installed here`;
}
