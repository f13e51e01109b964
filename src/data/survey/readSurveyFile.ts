import { StudyError } from "../../util/errors";
import type { Duck } from "../duck";
import { type InputDeclaration, pooledSurveyDeclaration, surveyDeclaration, YEAR_COLUMN } from "../inputs/declarations";
import { failOnChange, loadTable } from "../inputs/loadTable";
import type { OpenedInput } from "../inputs/openInput";
import { refuse } from "../inputs/refuse";
import { NOT_A_PRACTICE, practiceCodeRefusal } from "../linkage/codes";
import type { RepairCount } from "../linkage/types";
import { type LinkedYear, linkYear, tidied } from "./linkYear";
import { loadedYear, regularYear } from "./writtenYear";

/** One survey year of a respondent file. */
export interface SurveyYear extends LinkedYear {
  readonly year: number;
  /** Rows of the year in its file. */
  readonly rowsInFile: number;
}

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
  const regular = years.length === 1 ? await readRegular(duck, input, years[0]) : undefined;
  if (regular !== undefined) return [regular];
  const loaded = await loadTable(duck, input, declarationOf(years), { table: "answers" });
  await refusePracticeCodes(duck, input);
  if (years.length === 1) return [await linkLoaded(duck, input, years[0], loaded.rows, loaded.repairs)];
  await duck.run("ALTER TABLE answers RENAME TO pooled_answers");
  const found: SurveyYear[] = [];
  for (const year of years) {
    const where = `${YEAR_COLUMN}::VARCHAR = '${year}'`;
    await duck.run(`CREATE OR REPLACE TABLE answers AS SELECT * FROM pooled_answers WHERE ${where}`);
    const [{ n }] = await duck.rows<{ n: number }>("SELECT count(*)::INTEGER AS n FROM answers");
    found.push(await linkLoaded(duck, input, year, n, year === years[0] ? loaded.repairs : []));
  }
  const rest = loaded.rows - found.reduce((sum, { rowsInFile }) => sum + rowsInFile, 0);
  await duck.run("DROP TABLE pooled_answers");
  if (rest === 0) return found;
  const others = { rule: "rows of survey years that the study does not read left out", file: input.name, rows: rest };
  return [{ ...found[0], repairs: [...found[0].repairs, others] }, ...found.slice(1)];
}

/** Reads a file in which nothing is to be repaired or refused; any other is left to DuckDB. */
async function readRegular(duck: Duck, input: OpenedInput, year: number): Promise<SurveyYear | undefined> {
  const written = await regularYear(duck, input, year);
  if (written === undefined || (await hasBadPracticeCodes(duck, "practices_written", "written"))) return undefined;
  failOnChange(input);
  const { raw, joins, repairs } = await linkYear(duck, input, written);
  return { year, rowsInFile: written.rows, raw, joins, repairs: [...(input.repairs ?? []), ...repairs] };
}

/** Joins the table `answers` of one survey year, and takes it away. */
async function linkLoaded(
  duck: Duck,
  input: OpenedInput,
  year: number,
  rowsInFile: number,
  codes: readonly RepairCount[],
): Promise<SurveyYear> {
  if (rowsInFile === 0) throw yearWithoutRows(input, year);
  const { raw, joins, repairs } = await linkYear(duck, input, await loadedYear(duck, year, rowsInFile));
  await duck.run("DROP TABLE answers");
  return { year, rowsInFile, raw, joins, repairs: [...codes, ...repairs] };
}

function yearWithoutRows({ name }: OpenedInput, year: number): StudyError {
  return new StudyError(
    "input",
    "year-has-rows",
    `${name}: holds no row of survey year ${year}. Correct its entry in source.survey, or take the year out of survey.years.`,
  );
}

const badPracticeCode = (column: string): string =>
  `${tidied(column)} IS NOT NULL AND ${NOT_A_PRACTICE(tidied(column))}`;

async function hasBadPracticeCodes(duck: Duck, table: string, column: string): Promise<boolean> {
  const [{ n }] = await duck.rows<{ n: number }>(
    `SELECT count(*)::INTEGER AS n FROM ${table} WHERE ${badPracticeCode(column)}`,
  );
  return n > 0;
}

async function refusePracticeCodes(duck: Duck, input: OpenedInput): Promise<void> {
  // A table of their own, as the condition would otherwise be put to every row.
  await duck.run("CREATE OR REPLACE TEMP TABLE codes_met AS SELECT DISTINCT practice_code FROM answers");
  if (await hasBadPracticeCodes(duck, "codes_met", "practice_code"))
    await refuse(duck, input, practiceCodeRefusal("answers", badPracticeCode("practice_code")));
}
