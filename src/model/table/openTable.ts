import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Duck, identifier, literal } from "../../data/duck";
import { isTabular, openTabular, surveyRowsFrom, type TabularVariable } from "../../data/formats";
import { cachedFacts } from "../../data/inputs/factsCache";
import { type OpenedInput, openInput } from "../../data/inputs/openInput";
import { fieldsBetween, firstLine } from "../../data/inputs/readHeader";
import { StudyError } from "../../util/errors";

/** A data file of any format, open for reading columns. */
export interface Table {
  /** As messages print it. */
  readonly path: string;
  /** Names of all columns, in the order of the file. */
  readonly names: readonly string[];
  /** Whether every cell is loaded as a text, whatever it holds. */
  readonly holdsTexts: boolean;
  /** Makes the table `cells` of the named columns. */
  load(duck: Duck, columns: readonly string[]): Promise<void>;
}

/** Texts that mean a missing value in a text file, as R, Stata and spreadsheets write it. */
const MISSING_TEXTS = ["", "NA", "."];

/**
 * Opens a data file by its content: delimited text (comma, semicolon, tab or bar; UTF-8, UTF-16 or Windows-1252; plain or
 * gzipped), Parquet, SPSS or Stata. Whatever must be decoded is written into `folder`.
 */
export async function openTable(duck: Duck, path: string, folder: string): Promise<Table> {
  if (!existsSync(path))
    throw new StudyError("input", "file-exists", `There is no file ${path}. Give the path of a data file.`);
  if (statSync(path).isDirectory()) throw unknownType(path, "is a folder");
  if (await isTabular(path)) return statisticalTable(path, folder);
  if (statSync(path).size === 0) throw new StudyError("input", "file-not-empty", `${path}: is empty. Save it again.`);
  const { encoding } = await cachedFacts(path, folder);
  if (encoding === "xlsx") throw unknownType(path, "is a workbook");
  return encoding === "parquet" ? parquetTable(duck, path) : textTable(await openInput(path, path, folder));
}

function unknownType(path: string, what: string): StudyError {
  return new StudyError(
    "input",
    "file-type-is-known",
    `${path}: ${what}; only CSV, gzipped CSV, Parquet, SPSS (.sav) and Stata (.dta) files can be read. Convert it to one of these.`,
  );
}

async function parquetTable(duck: Duck, path: string): Promise<Table> {
  const scan = `read_parquet(${literal(path)})`;
  const described = await readOr(path, () => duck.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${scan}`));
  const load = (duck: Duck, columns: readonly string[]) =>
    readOr(path, () =>
      duck.run(`CREATE TEMP TABLE cells AS SELECT ${columns.map(identifier).join(", ")} FROM ${scan}`),
    );
  return { path, holdsTexts: false, names: described.map((column) => column.column_name), load };
}

/** The first line is the header; nothing is guessed from later lines, and none is taken for a comment. */
async function textTable(input: OpenedInput): Promise<Table> {
  const { name: path, facts, textPath } = input;
  if (facts.openQuote) {
    throw new StudyError("input", "quotes-are-closed", `${path}: the text ends inside a quoted cell. Close its quote.`);
  }
  const header = await firstLine(input);
  const delimiter = delimiterOf(header);
  const names = fieldsBetween(header, delimiter).map((name) => name.replace(/^\uFEFF/, "").trim());
  const compression = facts.gzip && textPath === path ? "gzip" : "none";
  const load = (duck: Duck, columns: readonly string[]) => {
    const cells = columns.map((column) => `c${onlyPosition(path, names, column)} AS ${identifier(column)}`);
    return readOr(path, () =>
      duck.run(`CREATE TEMP TABLE cells AS SELECT ${cells.join(", ")}
        FROM read_csv(${literal(textPath)}, auto_detect = false, header = true, delim = ${literal(delimiter)}, quote = '"',
          escape = '"', compression = ${literal(compression)}, nullstr = [${MISSING_TEXTS.map(literal).join(", ")}],
          columns = {${names.map((_, i) => `c${i}: 'VARCHAR'`).join(", ")}})`),
    );
  };
  return { path, holdsTexts: true, names, load };
}

function onlyPosition(path: string, names: readonly string[], name: string): number {
  const first = names.indexOf(name);
  if (names.indexOf(name, first + 1) < 0) return first;
  throw new StudyError("input", "column-unique", `${path}: two columns are named "${name}". Rename one.`);
}

/** The separator that divides the header into most columns; a comma when none does. */
function delimiterOf(header: string): string {
  const count = (delimiter: string) => fieldsBetween(header, delimiter).length;
  return [",", ";", "\t", "|"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

/** An SPSS or Stata file: labelled values stay codes; values that the file declares missing are missing. */
async function statisticalTable(path: string, folder: string): Promise<Table> {
  const file = await openTabular(path);
  const variables = new Map(file.header.variables.map((variable) => [variable.name, variable]));
  const load = async (duck: Duck, columns: readonly string[]) => {
    const csv = join(folder, "columns.csv");
    await surveyRowsFrom(file, columns, csv);
    const cells = columns.map((name, i) => `${presentCell(`c${i}`, variables.get(name))} AS ${identifier(name)}`);
    await duck.run(`CREATE TEMP TABLE cells AS SELECT ${cells.join(", ")}
      FROM read_csv(${literal(csv)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
        columns = {${columns.map((_, i) => `c${i}: 'VARCHAR'`).join(", ")}})`);
  };
  return { path, holdsTexts: true, names: [...variables.keys()], load };
}

/** A cell, or NULL where the file declares its value missing. */
function presentCell(cell: string, variable: TabularVariable | undefined): string {
  const { values, range } = variable?.missing ?? { values: [] };
  const number = `TRY_CAST(${cell} AS DOUBLE)`;
  const sql = (bound: number) => `'${bound}'::DOUBLE`;
  const declared = values.map((value) =>
    typeof value === "number" ? `${number} = ${sql(value)}` : `${cell} = ${literal(value)}`,
  );
  if (range) declared.push(`${number} BETWEEN ${sql(range[0])} AND ${sql(range[1])}`);
  return declared.length === 0 ? cell : `CASE WHEN ${declared.join(" OR ")} THEN NULL ELSE ${cell} END`;
}

/** What `read` gives, or an error that names the file and, where the reader knows it, the line. */
async function readOr<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).split("\n").map((line) => line.trim());
    const why = lines
      .filter((line) => /^(?!Possible|Original|Line:)/.test(line) && line !== "")
      .slice(0, 2)
      .join(" ");
    throw new StudyError("input", "file-can-be-read", `${path} cannot be read: ${why} Check its format.`);
  }
}
