import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../util/packageRoot";

/** A source file of the project: path from the repository's root with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file below `src`, in code-point order of their paths. */
export function sourceFiles(): readonly SourceFile[] {
  const folder = join(packageRoot(), "src");
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
  return names.map((name) => ({ path: `src/${name}`, text: readFileSync(join(folder, name), "utf8") }));
}
