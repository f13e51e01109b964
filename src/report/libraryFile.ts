import { dirname, join } from "node:path";

/** A package that the page's script loads when it is asked to search or to draw. */
export type Library = "minisearch" | "plotly";

/** The browser's build of a package. */
export function libraryFile(name: Library): string {
  if (name === "plotly") return require.resolve("plotly.js");
  return join(dirname(dirname(require.resolve(name))), "umd", "index.js");
}
