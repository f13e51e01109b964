import type { Linkage } from "../../study/study";
import { StudyError } from "../../util/errors";
import type { Duck } from "../duck";
import { PRACTICE_MAP, PRACTICE_SNAPSHOT } from "../inputs/declarations";
import { type Loaded, loadTable } from "../inputs/loadTable";
import type { OpenedInput } from "../inputs/openInput";
import { plainName, readHeader } from "../inputs/readHeader";
import { type Refusal, refuse } from "../inputs/refuse";
import { code, IN_A_PCN, NOT_A_PRACTICE, pcnCodeRefusal, practiceCodeRefusal } from "./codes";
import { SCHEME_START } from "./exposure";
import { extractYear } from "./extractDate";

/** Dates as ODS and Excel exports write them, as SQL. */
const FORMATS = "['%Y%m%d', '%Y-%m-%d', '%d/%m/%Y', '%d-%b-%Y', '%Y-%m-%d %H:%M:%S']";
const date = (name: string): string => `try_strptime(nullif(trim(${name}), ''), ${FORMATS})::DATE`;

const START = date("relationship_start");
const END = date("relationship_end");

/** Where a first of a month lands when day and month are swapped; few relationships start or end there. */
const SWAPPED_FIRST = (day: string) => `coalesce(month(${day}) = 1 AND day(${day}) BETWEEN 2 AND 12, false)`;

/**
 * Makes `relationship (practice, pcn, starts, ends)` from the practice map: the dated one of ODS, or a snapshot
 * (`gp-reg-pat-prac-map`), which says nothing of other dates and needs `linkage.practiceMap: fixed`. `ends` is NULL while it lasts.
 */
export const loadPracticeMap =
  (linkage: Linkage) =>
  async (duck: Duck, input: OpenedInput): Promise<Loaded> => {
    const snapshot = await isSnapshot(duck, input);
    if (snapshot && linkage.practiceMap !== "fixed") throw snapshotNeedsFixed(input);
    const expressions = { practice_code: code("practice_code"), pcn_code: code("pcn_code") };
    const declaration = snapshot ? PRACTICE_SNAPSHOT : PRACTICE_MAP;
    const loaded = await loadTable(duck, input, declaration, { table: "map_rows", expressions });
    if (snapshot) {
      await extractYear(duck, input, "map_rows");
      await duck.run(
        `CREATE OR REPLACE TABLE map_rows AS SELECT practice_code, pcn_code, '${SCHEME_START}' AS relationship_start, '' AS relationship_end FROM map_rows`,
      );
    }
    await refuse(
      duck,
      input,
      ...["relationship_start", "relationship_end"].flatMap((column) => [dateRefusal(column), eraRefusal(column)]),
      pcnCodeRefusal("map_rows"),
      practiceCodeRefusal("map_rows", NOT_A_PRACTICE("practice_code")),
    );
    await duck.run(`CREATE OR REPLACE TABLE relationship AS
    SELECT practice_code AS practice, pcn_code AS pcn, ${START} AS starts, ${END} AS ends FROM map_rows WHERE ${IN_A_PCN}`);
    const [row] = await duck.rows<{ ended: number; unallocated: number; january: number }>(`
    SELECT count(*) FILTER (${END} < ${START})::INTEGER AS ended, count(*) FILTER (NOT (${IN_A_PCN}))::INTEGER AS unallocated,
      count(*) FILTER (${SWAPPED_FIRST(START)} OR ${SWAPPED_FIRST(END)})::INTEGER AS january FROM map_rows`);
    const counts = [
      { rule: "practice map: relationships that end before they start never apply", file: input.name, rows: row.ended },
      { rule: "practice map: relationships to no PCN left out", file: input.name, rows: row.unallocated },
      {
        rule: "practice map: dates of 2 to 12 January kept (or a first of month swapped)",
        file: input.name,
        rows: row.january,
      },
    ];
    return { ...loaded, repairs: [...loaded.repairs, ...counts.filter((count) => count.rows > 0)] };
  };

/** A file of practices and PCNs at the date of an extract, without start dates. */
async function isSnapshot(duck: Duck, input: OpenedInput): Promise<boolean> {
  const names = (await readHeader(duck, input, { what: "", columns: [] })).names.map(plainName);
  const starts = PRACTICE_MAP.columns.find(({ name }) => name === "relationship_start")?.headers.map(plainName) ?? [];
  return names.includes("extract_date") && !names.some((name) => starts.includes(name));
}

function snapshotNeedsFixed({ name }: OpenedInput): StudyError {
  return new StudyError(
    "settings",
    "snapshot-map-fixed",
    `${name}: says which practice is in which PCN on one day only. Set linkage.practiceMap: fixed, or name a dated map (ODS ePCN) in source.practiceMap.`,
  );
}

const dateRefusal = (column: string): Refusal => ({
  table: "map_rows",
  where: `nullif(trim(${column}), '') IS NOT NULL AND ${date(column)} IS NULL`,
  rule: "date-readable",
  value: column,
  message: (text) => `${column} "${text}" is not a date. Write YYYYMMDD.`,
});

/** Relationships start with the scheme; other dates come of two-digit years, swapped parts, or spreadsheet numbers. */
const eraRefusal = (column: string): Refusal => ({
  table: "map_rows",
  where: `${date(column)} NOT BETWEEN DATE '${SCHEME_START}' AND DATE '2040-12-31'`,
  rule: "date-plausible",
  value: column,
  message: (text) =>
    `${column} "${text}" is not between ${SCHEME_START}, when networks began, and 2040. Write YYYYMMDD; day and month may be swapped.`,
});
