import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

let found: string | undefined;

/** Folder of this package's package.json, wherever the compiled file stands below it. */
export function packageRoot(): string {
  found ??= search(__dirname);
  return found;
}

function search(folder: string): string {
  const file = join(folder, "package.json");
  if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).name === "link-workers") return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("package.json of link-workers not found above " + __dirname);
  return search(parent);
}
