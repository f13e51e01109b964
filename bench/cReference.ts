import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { packageRoot } from "../src/util/packageRoot";
import type { CellEstimates } from "./cells";

export interface CReference {
  readonly cells: readonly CellEstimates[];
  readonly cpu: number;
  readonly mb: number;
}

/** The C reference, compiled into a folder: runs all twelve cells of a folder of columns. Undefined without a compiler. */
export function cReference(folder: string): ((columns: string) => CReference) | undefined {
  const program = join(folder, "reference");
  const source = join(packageRoot(), "bench", "reference.c");
  if (spawnSync("cc", ["-O3", "-o", program, source, "-lm"], { encoding: "utf8" }).status !== 0) return undefined;
  return (columns) => run(program, columns);
}

function run(program: string, columns: string): CReference {
  const { stdout, status } = spawnSync(program, [columns], { encoding: "utf8" });
  if (status !== 0) throw new Error("the C reference failed");
  const lines = stdout.trim().split("\n");
  const [, cpu, , kb] = (lines.pop() as string).split(" ");
  const cells = lines.map((line) => {
    const [n, b, se, ame, ameSe] = line.split(" ").map(Number);
    return { n, b, se, ame, ameSe };
  });
  return { cells, cpu: Number(cpu), mb: Number(kb) / 1024 };
}
