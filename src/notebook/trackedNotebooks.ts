import { readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../util/packageRoot";

/** Paths of the repository's notebooks in reading order. */
export function trackedNotebooks(): string[] {
  const folder = join(packageRoot(), "notebooks");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ipynb"))
    .sort()
    .map((name) => join(folder, name));
}
