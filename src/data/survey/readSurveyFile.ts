import { StudyError } from "../../util/errors";
import { variablesOf } from "../coding";
import { type Duck, identifier } from "../duck";
import { type InputDeclaration, pooledSurveyDeclaration, surveyDeclaration, YEAR_COLUMN } from "../inputs/declarations";
import { loadTable } from "../inputs/loadTable";
import type { OpenedInput } from "../inputs/openInput";
import { refuse } from "../inputs/refuse";
import { NOT_A_PRACTICE, practiceCodeRefusal } from "../linkage/codes";
import { joinReport } from "../linkage/joinReport";
import type { JoinReport, RepairCount } from "../linkage/types";
import type { RawYear } from "./rawYear";

/** One survey year of a respondent file. */
export interface SurveyYear {
  readonly year: number;
  /** Rows of the year in its file. */
  readonly rowsInFile: number;
  readonly raw: RawYear;
  readonly joins: readonly JoinReport[];
  readonly repairs: readonly RepairCount[];
}

/** Codes in capitals without surrounding spaces; blank becomes NULL. */
const tidied = (name: string) => `nullif(upper(trim(${name}, ' \u00a0')), '')`;

/** Makes the dictionary of practice codes met in any survey year; `readSurveyFile` adds to it. */
export const startPracticeDictionary = (duck: Duck): Promise<void> =>
  duck.run("CREATE OR REPLACE TABLE practice_ids (practice VARCHAR PRIMARY KEY, id USMALLINT)");

/** The practice dictionary in order of position. */
export async function practiceDictionary(duck: Duck): Promise<readonly string[]> {
  const rows = await duck.rows<{ practice: string }>("SELECT practice FROM practice_ids ORDER BY id");
  return rows.map(({ practice }) => practice);
}

/** The respondent files of a study, each with the survey years it holds: a path named for several years holds them all. */
export function surveyFilesOf(
  years: readonly number[],
  paths: Readonly<Record<string, string>>,
): readonly { readonly path: string; readonly years: readonly number[] }[] {
  const ordered = [...years].sort((a, b) => a - b);
  return [...new Set(ordered.map((year) => paths[year]))].map((path) => ({
    path,
    years: ordered.filter((year) => paths[year] === path),
  }));
}

/** What a file of these survey years must hold. */
export const declarationOf = (years: readonly number[]): InputDeclaration =>
  years.length === 1 ? surveyDeclaration(years[0]) : pooledSurveyDeclaration(years);

/**
 * Reads a respondent file of one survey year or several, and joins each row to its practice, income decile and rural-urban class.
 * Row order is not kept.
 */
export async function readSurveyFile(
  duck: Duck,
  input: OpenedInput,
  years: readonly number[],
): Promise<readonly SurveyYear[]> {
  const loaded = await loadTable(duck, input, declarationOf(years), { table: "answers" });
  await refusePracticeCodes(duck, input);
  if (years.length === 1) return [await linkYear(duck, input, years[0], loaded.rows, loaded.repairs)];
  await duck.run("ALTER TABLE answers RENAME TO pooled_answers");
  const found: SurveyYear[] = [];
  for (const year of years) {
    const where = `${YEAR_COLUMN}::VARCHAR = '${year}'`;
    await duck.run(`CREATE OR REPLACE TABLE answers AS SELECT * FROM pooled_answers WHERE ${where}`);
    const [{ n }] = await duck.rows<{ n: number }>("SELECT count(*)::INTEGER AS n FROM answers");
    found.push(await linkYear(duck, input, year, n, year === years[0] ? loaded.repairs : []));
  }
  const rest = loaded.rows - found.reduce((sum, { rowsInFile }) => sum + rowsInFile, 0);
  await duck.run("DROP TABLE pooled_answers");
  if (rest === 0) return found;
  const others = { rule: "rows of survey years that the study does not read left out", file: input.name, rows: rest };
  return [{ ...found[0], repairs: [...found[0].repairs, others] }, ...found.slice(1)];
}

/** Joins the table `answers` of one survey year, and takes it away. */
async function linkYear(
  duck: Duck,
  input: OpenedInput,
  year: number,
  rowsInFile: number,
  codes: readonly RepairCount[],
): Promise<SurveyYear> {
  if (rowsInFile === 0) throw yearWithoutRows(input, year);
  await tabulatePlaces(duck);
  const joins = await surveyJoins(duck, input, year);
  const repairs = [...codes, ...(await placeRepairs(duck, input, year))];
  const raw = await streamYear(duck, year, rowsInFile);
  await duck.run("DROP TABLE answers");
  return { year, rowsInFile, raw, joins, repairs };
}

function yearWithoutRows({ name }: OpenedInput, year: number): StudyError {
  return new StudyError(
    "input",
    "year-has-rows",
    `${name}: holds no row of survey year ${year}. Correct its entry in source.survey, or take the year out of survey.years.`,
  );
}

async function refusePracticeCodes(duck: Duck, input: OpenedInput): Promise<void> {
  // A table of their own, as the condition would otherwise be put to every row.
  await duck.run("CREATE OR REPLACE TEMP TABLE codes_met AS SELECT DISTINCT practice_code FROM answers");
  const key = tidied("practice_code");
  const bad = `${key} IS NOT NULL AND ${NOT_A_PRACTICE(key)}`;
  const [{ n }] = await duck.rows<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM codes_met WHERE ${bad}`);
  if (n > 0) await refuse(duck, input, practiceCodeRefusal("answers", bad));
}

/**
 * Tabulates places as written (`written`), tidied (`key`) and with their rows: `practices_met` with the dictionary's id, `lsoas_met` with
 * decile and class. Respondents then join by the text as written, so that no text is worked upon row by row.
 */
async function tabulatePlaces(duck: Duck): Promise<void> {
  const met = (column: string) =>
    `SELECT ${column} AS written, ${tidied(column)} AS key, count(*) AS n FROM answers WHERE ${column} IS NOT NULL GROUP BY ${column}`;
  await duck.run(`
    CREATE OR REPLACE TEMP TABLE keys_met AS ${met("practice_code")};
    INSERT INTO practice_ids SELECT key, (SELECT count(*) FROM practice_ids) + row_number() OVER (ORDER BY key) - 1
      FROM (SELECT DISTINCT key FROM keys_met WHERE key IS NOT NULL) WHERE key NOT IN (SELECT practice FROM practice_ids);
    CREATE OR REPLACE TEMP TABLE practices_met AS
      SELECT k.*, p.id FROM keys_met k LEFT JOIN practice_ids p ON p.practice = k.key;
    CREATE OR REPLACE TEMP TABLE lsoas_met AS
      SELECT k.*, l.decile, l.rural FROM (${met("lsoa")}) k LEFT JOIN lsoa l ON l.lsoa = k.key`);
}

async function placeRepairs(duck: Duck, { name }: OpenedInput, year: number): Promise<readonly RepairCount[]> {
  const changed = async (table: string, what: string): Promise<RepairCount> => {
    const [{ n }] = await duck.rows<{ n: number }>(
      `SELECT coalesce(sum(n), 0)::DOUBLE AS n FROM ${table} WHERE key IS NOT NULL AND key <> written`,
    );
    return { rule: `survey ${year}: ${what} put in capitals without spaces`, file: name, rows: n };
  };
  const counts = [await changed("practices_met", "practice codes"), await changed("lsoas_met", "LSOA codes")];
  return counts.filter(({ rows }) => rows > 0);
}

async function streamYear(duck: Duck, year: number, rows: number): Promise<RawYear> {
  const names = variablesOf(year).map(({ name }) => name);
  const answers = Object.fromEntries(names.map((name) => [name, new Uint8Array(rows)]));
  const raw = {
    year,
    rows,
    practice: new Uint16Array(rows),
    decile: new Uint8Array(rows),
    rural: new Uint8Array(rows),
    answers,
  };
  const targets = [raw.practice, raw.decile, raw.rural, ...names.map((name) => answers[name])];
  const codes = names.map((name) => `coalesce(enum_code(${identifier(name)}), 255)::UTINYINT`);
  const result = await duck.stream(`
    SELECT coalesce(p.id, 65535)::USMALLINT, coalesce(l.decile, 0)::UTINYINT, coalesce(l.rural, 255)::UTINYINT, ${codes.join(", ")}
    FROM answers a LEFT JOIN practices_met p ON p.written = a.practice_code LEFT JOIN lsoas_met l ON l.written = a.lsoa`);
  let filled = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let j = 0; j < targets.length; j++) {
      // A numeric vector without NULLs holds its values as a typed array (not in the declared type).
      const { items } = chunk.getColumnVector(j) as unknown as { readonly items: Uint8Array | Uint16Array };
      targets[j].set(items.subarray(0, chunk.rowCount), filled);
    }
    filled += chunk.rowCount;
  }
  if (filled !== rows) throw new Error(`survey ${year}: ${rows} rows became ${filled} in a many-to-one join`);
  return raw;
}

async function surveyJoins(duck: Duck, input: OpenedInput, year: number): Promise<readonly JoinReport[]> {
  const { restricted } = input;
  const respondents = (table: string, column: string) => ({
    what: "respondents",
    sql: `SELECT key, n FROM ${table} UNION ALL SELECT NULL, count(*) FROM answers WHERE ${column} IS NULL`,
  });
  const practices = respondents("practices_met", "practice_code");
  const lsoas = respondents("lsoas_met", "lsoa");
  const joins = [
    [
      "practice to PCN",
      practices,
      "practices in a PCN",
      `SELECT practice AS key FROM practice_pcn WHERE year = ${year}`,
    ],
    ["LSOA to income decile", lsoas, "English LSOAs", "SELECT lsoa AS key FROM lsoa WHERE decile > 0"],
    ["LSOA to rural-urban class", lsoas, "LSOAs with a class", "SELECT lsoa AS key FROM lsoa WHERE rural < 255"],
  ] as const;
  const reports: JoinReport[] = [];
  for (const [name, left, what, sql] of joins) {
    reports.push(await joinReport(duck, { name: `survey ${year}: ${name}`, left, right: { what, sql }, restricted }));
  }
  return reports;
}
