import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Modules of the page's script, each after those it uses. Their names are unique over all of them. */
const MODULES = [
  "./page/unpack.mjs",
  "./page/clipboard.mjs",
  "./page/wordTable.mjs",
  "./page/picture.mjs",
  "./page/explore.mjs",
  "./page/exhibitTools.mjs",
  "./page/search.mjs",
  "./page/main.mjs",
];

/**
 * The page's script as one text: the compiled modules without their imports and exports, in a scope of their own. A page opened from
 * a file cannot load modules from beside it.
 */
export function pageScript(): string {
  const modules = MODULES.map((name) =>
    readFileSync(join(__dirname, name), "utf8")
      .replace(/^import [^;]*;\n/gm, "")
      .replace(/^export \{\};\n/gm, "")
      .replace(/^export /gm, "")
      .replace(/^\/\/# sourceMappingURL=.*\n?/gm, ""),
  );
  return `(() => {\n"use strict";\n${modules.join("")}})();\n`;
}
