import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { packageRoot } from "../util/packageRoot";
import type { StageInputs } from "./types";

/**
 * Digests of the compiled modules that the entry points can run: what they require and what those require, and the files they name:
 * workers and JSON beside themselves, style sheets and the like below the package's root. Modules are read as text, so that a file
 * that is only loaded at times is in it too.
 *
 * @param entries modules below `build/src`, such as `twin/index`, or their paths
 * @returns `code src/twin/index` and so on
 */
export function codeOf(entries: readonly string[], root = packageRoot()): StageInputs {
  const source = join(root, "build", "src");
  const found = new Map<string, string>();
  const waiting = entries.map((entry) => moduleFile(resolve(source, entry)) ?? missing(entry));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    const content = readFileSync(file);
    found.set(file, createHash("sha256").update(content).digest("hex").slice(0, 16));
    if (/\.m?js$/.test(file)) waiting.push(...namedFiles(content.toString("utf8"), dirname(file), root));
  }
  const named = [...found].map(([file, digest]) => [nameOf(file, root), digest] as const);
  return Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const RELATIVE = /["'](\.{1,2}\/[^"'\n]*)["']/g;
const BESIDE = /["']([\w-]+\.(?:js|mjs|json))["']/g;
/** `join(packageRoot(), "report", name)`, as compiled, and the same of a `root` that was kept. */
const BELOW_ROOT = /(?:packageRoot\)?\(\)|\broot), ((?:"[^"\n]+"(?:, )?)+)/g;
/** Made, not written: their content is in the inputs otherwise. */
const MADE = /^(?:\.cache|build|node_modules|package-lock\.json)/;

/** Files that the string literals of a module name. */
function namedFiles(text: string, folder: string, root: string): string[] {
  const modules = [RELATIVE, BESIDE].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, name]) => moduleFile(join(folder, name))),
  );
  const below = [...text.matchAll(BELOW_ROOT)].flatMap(([, names]) => {
    const place = [...names.matchAll(/"([^"]+)"/g)].map(([, name]) => name).join("/");
    return MADE.test(place) ? [] : filesAt(join(root, place));
  });
  return [...modules.filter((file) => file !== undefined), ...below];
}

function moduleFile(path: string): string | undefined {
  return [path, `${path}.js`, `${path}.json`, join(path, "index.js")].find(isFile);
}

/** The file, or the files of the folder. */
function filesAt(path: string): string[] {
  if (!existsSync(path)) return [];
  return isFile(path)
    ? [path]
    : readdirSync(path)
        .map((name) => join(path, name))
        .filter(isFile);
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** `code src/model/fitLogit`, `file report/report.css`. */
function nameOf(file: string, root: string): string {
  const name = relative(root, file).split(sep).join("/");
  return name.startsWith("build/src/") ? `code src/${name.slice(10).replace(/\.m?js$/, "")}` : `file ${name}`;
}

function missing(entry: string): never {
  throw new Error(`no module ${entry} in build/src`);
}
