import type { Duck } from "../duck";
import { PRACTICE_MAP } from "../inputs/declarations";
import { type Loaded, loadTable } from "../inputs/loadTable";
import type { OpenedInput } from "../inputs/openInput";
import { refuse } from "../inputs/refuse";
import { code, IN_A_PCN, refusePcnCodes } from "./codes";

/** Dates as ODS and Excel exports write them, as SQL. */
const FORMATS = "['%Y%m%d', '%Y-%m-%d', '%d/%m/%Y', '%d-%b-%Y', '%Y-%m-%d %H:%M:%S']";
const date = (name: string): string => `try_strptime(nullif(trim(${name}), ''), ${FORMATS})::DATE`;

const START = date("relationship_start");
const END = date("relationship_end");

/** Makes `relationship (practice, pcn, starts, ends)` from the dated practice map; `ends` is NULL while it lasts. */
export async function loadPracticeMap(duck: Duck, input: OpenedInput): Promise<Loaded> {
  const expressions = { practice_code: code("practice_code"), pcn_code: code("pcn_code") };
  const loaded = await loadTable(duck, input, PRACTICE_MAP, { table: "map_rows", expressions });
  for (const column of ["relationship_start", "relationship_end"]) {
    await refuse(duck, input, {
      table: "map_rows",
      where: `nullif(trim(${column}), '') IS NOT NULL AND ${date(column)} IS NULL`,
      rule: "date-readable",
      value: column,
      message: (text) => `${column} "${text}" is not a date. Write YYYYMMDD.`,
    });
  }
  await refusePcnCodes(duck, input, "map_rows");
  await duck.run(`CREATE OR REPLACE TABLE relationship AS
    SELECT practice_code AS practice, pcn_code AS pcn, ${START} AS starts, ${END} AS ends FROM map_rows WHERE ${IN_A_PCN}`);
  const [row] = await duck.rows<{ ended: number; unallocated: number }>(`
    SELECT count(*) FILTER (${END} < ${START})::INTEGER AS ended, count(*) FILTER (NOT (${IN_A_PCN}))::INTEGER AS unallocated FROM map_rows`);
  const counts = [
    { rule: "practice map: relationships that end before they start never apply", file: input.name, rows: row.ended },
    { rule: "practice map: relationships to no PCN left out", file: input.name, rows: row.unallocated },
  ];
  return { ...loaded, repairs: [...loaded.repairs, ...counts.filter((count) => count.rows > 0)] };
}
