import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { StudyError } from "../util/errors";
import type { RunResults } from "./diffRuns";

/** Reads the results file of a run; a folder stands for the `results.json` in it. */
export function readRun(path: string): RunResults {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, "results.json") : path;
  if (!existsSync(file)) {
    throw new StudyError(
      "input",
      "run-has-results",
      `${file}: no such results file. Make one with \`npm run report\`.`,
    );
  }
  const run = JSON.parse(readFileSync(file, "utf8")) as { schema?: string } & RunResults;
  if (run.schema !== "link-workers-results/1") {
    throw new StudyError(
      "input",
      "run-has-results",
      `${file} is not a results file of link-workers. Name the results.json of a run.`,
    );
  }
  return run;
}
