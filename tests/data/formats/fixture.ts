import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openTabular, type ReadOptions, type TabularHeader } from "../../../src/data/formats";
import { splitFields } from "../../../src/data/inputs/readHeader";
import { packageRoot } from "../../../src/util/packageRoot";

/** A committed file that R haven, PSPP or pandas wrote, or what they print of it. */
export const fixture = (name: string): string => join(packageRoot(), "tests", "data", "formats", "fixtures", name);

export const FIXTURES = [
  "haven_byte.sav",
  "haven_none.sav",
  "haven_zsav.zsav",
  "haven_wide.sav",
  "pspp_bytes.sav",
  "pspp_plain.sav",
  "pspp_zlib.zsav",
  "pspp_1252.sav",
  "haven_117.dta",
  "haven_118.dta",
  "haven_119.dta",
  "haven_wide.dta",
  "pandas_117.dta",
  "pandas_118_big.dta",
] as const;

/** Lines of a printed CSV as records by column name; cells hold no line breaks. */
export function printed(name: string): readonly Readonly<Record<string, string>>[] {
  const [header, ...lines] = readFileSync(fixture(name), "utf8").trimEnd().split(/\r?\n/).map(splitFields);
  return lines.map((cells) => Object.fromEntries(header.map((column, i) => [column, cells[i]])));
}

export type Cells = Readonly<Record<string, readonly (number | string)[]>>;

/** Every cell of a file that lies in its rows. */
export async function readAll(
  path: string,
  options?: ReadOptions,
): Promise<{ header: TabularHeader; rows: number; cells: Cells }> {
  const file = await openTabular(path, options);
  const stored = file.header.variables.filter(({ type }) => type.kind === "number" || type.stored);
  const cells: Record<string, (number | string)[]> = Object.fromEntries(stored.map(({ name }) => [name, []]));
  const names = Object.keys(cells);
  const rows = await file.stream(names, ({ columns }) => {
    for (const [i, name] of names.entries()) for (const cell of columns[i]) cells[name].push(cell);
  });
  return { header: file.header, rows, cells };
}
