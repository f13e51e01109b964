import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { packageRoot } from "../util/packageRoot";

/** Functions of the package to the files that define them, as `src/paper/table3.ts`. */
export type SourceModules = ReadonlyMap<string, string>;

const LISTS = /export (?:type )?\{([^}]*)\} from "(\.[^"]+)"/g;
/** What every cell uses and no exhibit is made by. */
const PLUMBING = new Set(["show", "say", "publish", "quoter", "sentence", "openStudy", "cellSpecs", "describeStudy"]);
const MOST = 3;

/** What notebooks import, found in the lists of the index files; nothing where the sources are not installed. */
export function sourceModules(index = join(packageRoot(), "src", "index.ts")): SourceModules {
  if (!existsSync(index)) return new Map();
  const found = new Map<string, string>();
  for (const [, list, from] of readFileSync(index, "utf8").matchAll(LISTS)) {
    const path = join(dirname(index), from);
    const file = existsSync(`${path}.ts`) ? `${path}.ts` : join(path, "index.ts");
    const below = file.endsWith("index.ts") ? sourceModules(file) : undefined;
    for (const name of list.split(",").map((one) => one.replace(/\btype\b/, "").trim())) {
      const where = below === undefined ? relative(packageRoot(), file).replaceAll("\\", "/") : below.get(name);
      if (name !== "" && where !== undefined) found.set(name, where);
    }
  }
  return found;
}

/** Files of the functions that a cell calls, those it shows first, at most three. */
export function modulesOfCell(source: string, modules: SourceModules): readonly string[] {
  const called = [
    ...[...source.matchAll(/\bshow\(\s*(\w+)\(/g)].map((match) => match[1]),
    ...[...source.matchAll(/\b(\w+)\(/g)].map((match) => match[1]),
  ];
  const files = called.flatMap((name) => (PLUMBING.has(name) ? [] : (modules.get(name) ?? [])));
  return [...new Set(files)].slice(0, MOST);
}
