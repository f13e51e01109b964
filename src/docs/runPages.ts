import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readNotebook } from "../notebook/parseNotebook";
import { readRun } from "../reproduction/readRun";
import { packageRoot } from "../util/packageRoot";
import { replaceBetweenMarkers } from "./betweenMarkers";
import { exhibitTable } from "./exhibitTable";
import { keyTable } from "./keyTable";
import { resultsPage } from "./resultsPage";

/** The pages that also need an executed run: result keys, and the list of exhibits in the README. `run` is the report's folder. */
export function runPages(run: string): Readonly<Record<string, string>> {
  const folder = join(run, "notebooks");
  const notebooks = readdirSync(folder)
    .filter((name) => name.endsWith(".ipynb"))
    .sort()
    .map((name) => ({ name: name.replace(/\.ipynb$/, ""), notebook: readNotebook(join(folder, name)) }));
  const readme = readFileSync(join(packageRoot(), "README.md"), "utf8");
  return {
    "docs/reference/results.md": resultsPage(keyTable(readRun(run).results)),
    "README.md": replaceBetweenMarkers(readme, "exhibits", exhibitTable(notebooks)),
  };
}
