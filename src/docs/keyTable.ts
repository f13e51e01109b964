import type { StoredResult } from "../results/collectResults";
import { markdownTable } from "./markdownTable";

/** The families of result keys of a run: parts that vary are put in angle brackets. */
export function keyTable(results: readonly StoredResult[]): string {
  const families = new Map<string, StoredResult[]>();
  for (const result of results) {
    const parts = result.key.split("/");
    const last = parts.at(-1)?.replace(/(19|20)\d\d/, "<year>") as string;
    const family = [parts[0], ...(parts.length > 2 ? [placeholder(parts[1])] : []), last].join("/");
    families.set(family, [...(families.get(family) ?? []), result]);
  }
  const rows = [...families].map(([family, found]) => [
    `\`${family}\``,
    found[0].unit,
    [...new Set(found.map(({ notebook }) => notebook))].join(", "),
    `\`${found[0].key}\``,
  ]);
  return markdownTable(["key", "unit", "notebook", "example"], rows);
}

const placeholder = (part: string): string =>
  /^M\d\./.test(part) ? "<cell>" : /^\d{4}$/.test(part) ? "<year>" : "<name>";
