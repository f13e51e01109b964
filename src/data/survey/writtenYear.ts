import { variablesOf } from "../coding";
import { type Duck, identifier } from "../duck";
import { surveyDeclaration } from "../inputs/declarations";
import type { OpenedInput } from "../inputs/openInput";
import { readRegularCsv, type TextColumn } from "../inputs/readRegularCsv";

/**
 * A survey year as its file writes it. The places as written, and their rows, stand in the tables `practices_written` and
 * `lsoas_written (written, n, place)`, blank cells as NULL.
 */
export interface WrittenYear {
  readonly year: number;
  readonly rows: number;
  /** `place` of each row's place. */
  readonly practice: Uint32Array;
  readonly lsoa: Uint32Array;
  /** By variable: position in `allowedCodes`, 255 = blank cell. */
  readonly answers: Readonly<Record<string, Uint8Array>>;
}

/** The year of a file that is regular; `undefined` for any other, which must be loaded into the table `answers`. */
export async function regularYear(duck: Duck, input: OpenedInput, year: number): Promise<WrittenYear | undefined> {
  const read = await readRegularCsv(duck, input, surveyDeclaration(year));
  if (read === undefined) return undefined;
  const { rows, codes, texts } = read;
  for (const [table, { distinct }] of [
    ["practices_written", texts.practice_code],
    ["lsoas_written", texts.lsoa],
  ] as const satisfies readonly (readonly [string, TextColumn])[]) {
    await duck.run(`CREATE OR REPLACE TABLE ${table} (written VARCHAR, n INTEGER, place INTEGER)`);
    await duck.append(
      table,
      distinct.texts.map((text, at) => [text === "" ? null : text, distinct.counts[at], at]),
    );
  }
  return { year, rows, practice: texts.practice_code.at, lsoa: texts.lsoa.at, answers: codes };
}

/** The year that stands in the table `answers`. */
export async function loadedYear(duck: Duck, year: number, rows: number): Promise<WrittenYear> {
  for (const [table, column] of [
    ["practices_written", "practice_code"],
    ["lsoas_written", "lsoa"],
  ])
    await duck.run(`CREATE OR REPLACE TABLE ${table} AS
      SELECT *, (row_number() OVER () - 1)::UINTEGER AS place FROM (SELECT ${column} AS written, count(*)::INTEGER AS n FROM answers GROUP BY ALL)`);
  const names = variablesOf(year).map(({ name }) => name);
  const answers = Object.fromEntries(names.map((name) => [name, new Uint8Array(rows)]));
  const [practice, lsoa] = [new Uint32Array(rows), new Uint32Array(rows)];
  const codes = names.map((name) => `coalesce(enum_code(${identifier(name)}), 255)::UTINYINT`);
  // Respondents join by the text as written, so that no text is worked upon row by row.
  const filled = await duck.fill(
    `SELECT p.place, l.place, ${codes.join(", ")} FROM answers a
     JOIN practices_written p ON p.written IS NOT DISTINCT FROM a.practice_code
     JOIN lsoas_written l ON l.written IS NOT DISTINCT FROM a.lsoa`,
    [practice, lsoa, ...names.map((name) => answers[name])],
  );
  if (filled !== rows) throw new Error(`survey ${year}: ${rows} rows became ${filled} in a many-to-one join`);
  return { year, rows, practice, lsoa, answers };
}
