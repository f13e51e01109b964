import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { libraryFile } from "../report/libraryFile";
import { pageScript } from "../report/pageScript";
import { StudyError } from "../util/errors";
import { packageRoot } from "../util/packageRoot";
import type { Answer } from "./http";
import { HttpError } from "./httpError";

/** Own files of the review and of the packages its page uses; no other script is served. */
export interface PageAssets {
  /** The report's page with the review's script and style put in. */
  page(html: string, port: number): Answer;
  /** A file by name. @throws {HttpError} 404 */
  asset(name: string): Answer;
}

const SCRIPT = "text/javascript; charset=utf-8";

export function pageAssets(): PageAssets {
  const modules = join(packageRoot(), "build", "src", "review", "page");
  const files = new Map<string, { type: string; path: string }>([
    ["review.css", { type: "text/css; charset=utf-8", path: join(packageRoot(), "report", "review.css") }],
    ["plotly.js", { type: SCRIPT, path: libraryFile("plotly") }],
    ["minisearch.js", { type: SCRIPT, path: libraryFile("minisearch") }],
    ["services.js", { type: SCRIPT, path: clientLibrary() }],
    ...readdirSync(modules)
      .filter((name) => name.endsWith(".mjs"))
      .map((name) => [name, { type: SCRIPT, path: join(modules, name) }] as const),
  ]);
  return {
    page: (html, port) => ({
      kind: "content",
      type: "text/html; charset=utf-8",
      body: withReview(html),
      policy: pagePolicy(port),
    }),
    asset(name) {
      if (name === "report.js") return { kind: "content", type: SCRIPT, body: pageScript() };
      const file = files.get(name);
      if (!file) throw new HttpError(404, "No such file in the review.");
      return { kind: "content", type: file.type, body: readFileSync(file.path) };
    },
  };
}

/** The browser bundle of Jupyter's own client library. */
function clientLibrary(): string {
  try {
    const main = require.resolve("@jupyterlab/services");
    return join(dirname(dirname(main)), "dist", "dist", "index.js");
  } catch {
    throw new StudyError(
      "environment",
      "package-is-installed",
      "The package @jupyterlab/services is not installed. Run the setup again: node setup/setup.mjs",
    );
  }
}

/** Scripts from this server only, none inline: neither the report nor an output of a cell can bring one in. */
function pagePolicy(port: number): string {
  const sockets = [`ws://127.0.0.1:${port}`, `ws://localhost:${port}`].join(" ");
  return `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' ${sockets}; font-src data:; img-src data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/** Libraries that the report holds packed, to be run from inside it. */
const PACKED_LIBRARY = /<script\b[^>]*\bid="packed-(?:plotly|minisearch)">[^<]*<\/script>\n?/g;
const INLINE_SCRIPT = /<script>[\s\S]*?<\/script>\n?/g;

/** The header's policy takes the place of the report's own; the report's script and libraries come as files, its packed data stay. */
function withReview(html: string): string {
  const own = html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>\n?/, "")
    .replace(PACKED_LIBRARY, "")
    .replace(INLINE_SCRIPT, "")
    .replace("<html ", '<html data-libraries="../../review/" ');
  const head = [
    '<link rel="icon" href="data:,">',
    '<link rel="stylesheet" href="../../review/review.css">',
    '<script defer src="../../review/report.js"></script>',
    '<script defer src="../../review/services.js"></script>',
    '<script type="module" src="../../review/main.mjs"></script>',
  ];
  return own.replace("</head>", () => `${head.join("\n")}\n</head>`);
}
