import { StudyError } from "../../util/errors";
import { type Duck, identifier, literal } from "../duck";
import type { ColumnDeclaration, InputDeclaration } from "./declarations";
import type { OpenedInput } from "./openInput";
import type { Header } from "./readHeader";

/** An input about to be read into a table. */
export interface Scan {
  readonly duck: Duck;
  readonly input: OpenedInput;
  readonly declaration: InputDeclaration;
  readonly header: Header;
  readonly table: string;
  /** SQL expressions that take the place of plain columns. */
  readonly expressions: Readonly<Record<string, string>>;
}

/** Rows recorded with their faults by one scan. */
const REJECTS_KEPT = 1000;

/** Creates the scan's table with the declared types; faults go to the table `rejects`. */
export function createTable(scan: Scan): Promise<void> {
  return create(scan, scan.table, typeName, (column) => scan.expressions[column.name] ?? identifier(column.name));
}

/** Creates a table of the same columns, all as text. */
export function createTextTable(scan: Scan, table: string): Promise<void> {
  return create(
    scan,
    table,
    () => "VARCHAR",
    ({ name }) => identifier(name),
  );
}

/** DuckDB type of a column: its own, or the closed list of its codes. */
export const typeName = ({ name, type }: ColumnDeclaration): string =>
  typeof type === "string" ? type : `codes_${name}`;

async function create(
  { duck, input, declaration, header }: Scan,
  table: string,
  type: (column: ColumnDeclaration) => string,
  expression: (column: ColumnDeclaration) => string,
): Promise<void> {
  const select = declaration.columns.map(
    (column) =>
      `${column.name in header.position ? expression(column) : "NULL::VARCHAR"} AS ${identifier(column.name)}`,
  );
  await duck.run("DROP TABLE IF EXISTS rejects; DROP TABLE IF EXISTS reject_scans");
  try {
    await duck.run(
      `CREATE OR REPLACE TABLE ${table} AS SELECT ${select.join(", ")} FROM ${isParquet(input) ? readParquet(input, declaration, header) : readCsv(input, declaration, header, type)}`,
    );
  } catch (error) {
    throw new StudyError(
      "input",
      "csv-regular",
      `${input.name}: cannot be read${input.restricted ? "." : `: ${(error as Error).message.split("\n", 1)[0]}`} Save it as comma-separated text with one record per line.`,
    );
  }
}

/** The CSV scan: every column of the header is declared, in the order of the file. Nothing is sniffed but the line end. */
function readCsv(
  input: OpenedInput,
  declaration: InputDeclaration,
  header: Header,
  type: (column: ColumnDeclaration) => string,
): string {
  const types = header.names.map((_, i) => [literal(`c${i}`), literal("VARCHAR")]);
  for (const column of declaration.columns.filter(({ name }) => name in header.position)) {
    types[header.position[column.name]] = [literal(column.name), literal(type(column))];
  }
  return (
    `read_csv(${literal(input.textPath)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',` +
    ` compression = ${literal(isGzip(input) ? "gzip" : "none")}, max_line_size = 1048576,` +
    ` columns = {${types.map((pair) => pair.join(": ")).join(", ")}},` +
    ` store_rejects = true, rejects_limit = ${REJECTS_KEPT}, rejects_table = 'rejects', rejects_scan = 'reject_scans')`
  );
}

/** A Parquet file with its columns as text; the not-a-number of tables that know no missing whole number is an empty cell. */
function readParquet(input: OpenedInput, declaration: InputDeclaration, header: Header): string {
  const columns = declaration.columns
    .filter(({ name }) => name in header.position)
    .map(
      ({ name }) => `nullif(${identifier(header.names[header.position[name]])}::VARCHAR, 'nan') AS ${identifier(name)}`,
    );
  return `(SELECT ${columns.join(", ")} FROM read_parquet(${literal(input.path)}))`;
}

export const isParquet = (input: OpenedInput): boolean => input.facts.encoding === "parquet";

/** True when the text that is read lies compressed. */
export const isGzip = (input: OpenedInput): boolean => input.facts.gzip && input.textPath === input.path;
