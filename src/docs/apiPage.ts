import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sourceModules } from "../report/sourceModules";
import { packageRoot } from "../util/packageRoot";
import { declarationOf } from "./declaration";

/** Areas in the order of the page: beginnings of paths, the longest that fits counts. */
const AREAS: readonly (readonly [prefix: string, title: string])[] = [
  ["src/data", "Data"],
  ["src/study", "Study and models"],
  ["src/model", "Estimation"],
  ["src/paper/supplement", "Supplement"],
  ["src/paper", "Tables and figures of the paper"],
  ["src/exhibit", "Exhibits"],
  ["src/figure", "Figures"],
  ["src/results", "Results"],
  ["src/published", "Published figures"],
  ["src/reproduction", "Reproduction"],
  ["src/audit", "Audit"],
];

/** `docs/reference/api.md`: what notebooks import from "link-workers", with the words and signatures of the source. */
export function apiPage(): string {
  const entries = [...sourceModules()].map(([name, file]) => ({ name, file, area: areaOf(file) }));
  const sections = AREAS.flatMap(([, title]) => {
    const own = entries.filter(({ area }) => area === title).sort((a, b) => (a.name < b.name ? -1 : 1));
    return own.length === 0 ? [] : [`## ${title}`, ...own.map(entry)];
  });
  return [
    "# What notebooks import",
    'Everything that `import { … } from "link-workers"` gives, in notebooks and other programs.',
    ...sections,
    "",
  ].join("\n\n");
}

function areaOf(file: string): string {
  const area = [...AREAS].sort(([a], [b]) => b.length - a.length).find(([prefix]) => file.startsWith(prefix));
  if (area === undefined) throw new Error(`${file} is in no area of the page: add it to src/docs/apiPage.ts`);
  return area[1];
}

function entry({ name, file }: { name: string; file: string }): string {
  const { comment, example, signature } = declarationOf(readFileSync(join(packageRoot(), file), "utf8"), name, file);
  const code = ["```text", signature, ...(example === "" ? [] : ["", example]), "```"].join("\n");
  return [`### ${name}`, comment, code, `[${file}](../../${file})`].filter((part) => part !== "").join("\n\n");
}
