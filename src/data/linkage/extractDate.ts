import type { Duck } from "../duck";
import type { OpenedInput } from "../inputs/openInput";
import { refuse } from "../inputs/refuse";

/** Days of extracts as publishers write them. */
const FORMATS = "['%d%b%Y', '%d-%b-%y', '%d-%b-%Y', '%Y%m%d', '%Y-%m-%d', '%d/%m/%Y', '%Y-%m-%d %H:%M:%S']";
const DAY = `try_strptime(nullif(trim(extract_date), ''), ${FORMATS})::DATE`;

/**
 * The year of the one extract that a loaded table with the column `extract_date` is of; null when the file does not say.
 * @throws StudyError `input` when a date cannot be read, or when rows are of different days
 */
export async function extractYear(duck: Duck, input: OpenedInput, table: string): Promise<number | null> {
  await refuse(
    duck,
    input,
    {
      table,
      where: `nullif(trim(extract_date), '') IS NOT NULL AND coalesce(year(${DAY}), 0) < 2000`,
      rule: "date-readable",
      value: "extract_date",
      message: (text) => `extract_date "${text}" is not a date. Write YYYYMMDD.`,
    },
    {
      table,
      where: `${DAY} IS DISTINCT FROM (SELECT mode(${DAY}) FROM ${table})`,
      rule: "one-extract-date",
      value: `coalesce(${DAY}::VARCHAR, 'no date')`,
      message: (day) =>
        `extract of ${day} among rows of another day. Keep one extract; if day and month are swapped, correct the cell.`,
    },
  );
  const [{ year }] = await duck.rows<{ year: number | null }>(
    `SELECT max(year(${DAY}))::INTEGER AS year FROM ${table}`,
  );
  return year;
}
