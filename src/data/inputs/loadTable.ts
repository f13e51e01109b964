import { statSync } from "node:fs";
import { StudyError } from "../../util/errors";
import { type Duck, identifier, literal } from "../duck";
import type { RepairCount } from "../linkage/types";
import { createTable, isParquet, type Scan, typeName } from "./csvScan";
import type { ColumnDeclaration, InputDeclaration } from "./declarations";
import { failOnRaggedRows } from "./failOnRaggedRows";
import { LIMITS } from "./limits";
import type { OpenedInput } from "./openInput";
import { readHeader } from "./readHeader";
import { recordLine } from "./recordLines";
import { repairOrFail } from "./repairOrFail";

/** How declared columns come out of the file. `expressions` replace the plain column by an SQL expression upon it. */
export interface LoadOptions {
  readonly table: string;
  readonly expressions?: Readonly<Record<string, string>>;
}

export interface Loaded {
  /** Records that the file holds, counted apart from the reading. */
  readonly rowsInFile: number;
  readonly rows: number;
  /** Codes accepted after tidying, by column. */
  readonly repairs: readonly RepairCount[];
}

/**
 * Reads the declared columns of a CSV file into a DuckDB table. Types come from the declaration, nothing is sniffed; a cell
 * that does not fit its type, a short or a long row is refused with file, line and column. Codes written otherwise (` 2`, `2.0`,
 * `02`) are accepted with a counted repair.
 */
export async function loadTable(
  duck: Duck,
  input: OpenedInput,
  declaration: InputDeclaration,
  { table, expressions = {} }: LoadOptions,
): Promise<Loaded> {
  checkText(input);
  const header = await readHeader(duck, input, declaration);
  const rowsInFile = await countRecords(duck, input);
  const scan: Scan = { duck, input, declaration, header, table, expressions };
  await declareTypes(scan);
  const repairs = (await readsAsDeclared(scan)) ? [] : await repairOrFail(scan);
  await failOnEmpty(scan);
  failOnChange(input);
  const [{ rows }] = await duck.rows<{ rows: number }>(`SELECT count(*)::INTEGER AS rows FROM ${table}`);
  if (rows !== rowsInFile) {
    throw new StudyError(
      "input",
      "rows-add-up",
      `${input.name}: ${rowsInFile} records below the header, ${rows} rows read. Check quotes and line ends of the file.`,
    );
  }
  return { rowsInFile, rows, repairs: [...(input.repairs ?? []), ...repairs] };
}

/** The file read must be the file whose digest was taken. */
export function failOnChange({ name, path, facts }: OpenedInput): void {
  if (statSync(path, { throwIfNoEntry: false })?.size === facts.bytes) return;
  throw new StudyError(
    "input",
    "file-unchanged",
    `${name}: changed while it was read. Wait until it is complete, and run again.`,
  );
}

function checkText({ name, facts }: OpenedInput): void {
  if (facts.openQuote)
    throw new StudyError(
      "input",
      "quotes-closed",
      `${name}: a quoted cell is not closed before the end of the file. Close the quote.`,
    );
  if (facts.records === LIMITS.sheetRows)
    throw new StudyError(
      "input",
      "sheet-whole",
      `${name}: has ${LIMITS.sheetRows} rows, the most that a worksheet holds: a spreadsheet has cut it. Export it again without one.`,
    );
}

/** Creates the scan's table; false when cells do not fit the declared types as they stand. Parquet cells are always checked as text. */
async function readsAsDeclared(scan: Scan): Promise<boolean> {
  if (isParquet(scan.input) || scan.input.onColumns) return false;
  await createTable(scan);
  await failOnRaggedRows(scan);
  const [{ faults }] = await scan.duck.rows<{ faults: number }>("SELECT count(*)::INTEGER AS faults FROM rejects");
  return faults === 0;
}

async function countRecords(duck: Duck, input: OpenedInput): Promise<number> {
  const metadata = `SELECT sum(num_rows)::DOUBLE AS n FROM parquet_file_metadata(${literal(input.path)})`;
  const records = isParquet(input) ? (await duck.rows<{ n: number }>(metadata))[0].n : input.facts.records - 1;
  if (records > 0) return records;
  throw new StudyError("input", "file-has-rows", `${input.name}: has a header and no rows. Fetch the file again.`);
}

async function declareTypes({ duck, declaration }: Scan): Promise<void> {
  for (const column of declaration.columns) {
    if (typeof column.type === "string") continue;
    const codes = column.type.map(literal).join(", ");
    await duck.run(`CREATE OR REPLACE TYPE ${identifier(typeName(column))} AS ENUM (${codes})`);
  }
}

async function failOnEmpty({ duck, input, declaration, header, table }: Scan): Promise<void> {
  const filled = declaration.columns.filter(({ filled, name }) => filled && name in header.position);
  if (filled.length === 0) return;
  // Only a text can be blank and not NULL.
  const blank = ({ name, type }: ColumnDeclaration) =>
    type === "VARCHAR" ? `coalesce(trim(${identifier(name)}), '') = ''` : `${identifier(name)} IS NULL`;
  const counts = filled.map((column) => `count(*) FILTER (${blank(column)})::INTEGER AS ${identifier(column.name)}`);
  const [row] = await duck.rows<Record<string, number>>(`SELECT ${counts.join(", ")} FROM ${table}`);
  const empty = filled.find(({ name }) => row[name] > 0);
  if (!empty) return;
  const [{ record }] = await duck.rows<{ record: number }>(
    `SELECT min(record)::INTEGER AS record FROM (SELECT row_number() OVER () AS record, ${blank(empty)} AS bad FROM ${table}) WHERE bad`,
  );
  throw new StudyError(
    "input",
    "cell-filled",
    `${input.name}:${await recordLine(input, record)}: column ${empty.name} is empty (${row[empty.name]} rows). Complete the rows, or take them out of the file.`,
  );
}
