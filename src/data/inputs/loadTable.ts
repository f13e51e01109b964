import { StudyError } from "../../util/errors";
import { type Duck, identifier, literal } from "../duck";
import type { ColumnDeclaration, InputDeclaration } from "./declarations";
import { failOnRejects } from "./failOnRejects";
import type { OpenedInput } from "./openInput";
import { type Header, readHeader } from "./readHeader";

/** How declared columns come out of the file. `expressions` replace the plain column by an SQL expression upon it. */
export interface LoadOptions {
  readonly table: string;
  readonly expressions?: Readonly<Record<string, string>>;
}

/**
 * Reads the declared columns of a CSV file into a DuckDB table. Types come from the declaration, nothing is sniffed; a cell
 * that does not fit its type, a short or a long row is refused with file, line and column.
 * @returns rows read
 */
export async function loadTable(
  duck: Duck,
  input: OpenedInput,
  declaration: InputDeclaration,
  { table, expressions = {} }: LoadOptions,
): Promise<number> {
  if (input.facts.openQuote) {
    throw new StudyError(
      "input",
      "quotes-closed",
      `${input.name}: a quoted cell is not closed before the end of the file. Close the quote.`,
    );
  }
  const header = await readHeader(input, declaration);
  await declareTypes(duck, declaration.columns);
  const select = declaration.columns.map(
    ({ name }) =>
      `${name in header.position ? (expressions[name] ?? identifier(name)) : "NULL::VARCHAR"} AS ${identifier(name)}`,
  );
  await duck.run("DROP TABLE IF EXISTS rejects; DROP TABLE IF EXISTS reject_scans");
  try {
    await duck.run(
      `CREATE OR REPLACE TABLE ${table} AS SELECT ${select.join(", ")} FROM ${csvScan(input, declaration, header)}`,
    );
  } catch (error) {
    throw new StudyError(
      "input",
      "csv-regular",
      `${input.name}: cannot be read as CSV: ${(error as Error).message.split("\n", 1)[0]}. Save it as comma-separated text with one record per line.`,
    );
  }
  await failOnRejects(duck, input, declaration, header);
  await failOnEmpty(duck, input, declaration, table);
  const [{ n }] = await duck.rows<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM ${table}`);
  if (n !== input.facts.records - 1) {
    throw new StudyError(
      "input",
      "rows-add-up",
      `${input.name}: ${input.facts.records - 1} records below the header, ${n} rows read. Check quotes and line ends of the file.`,
    );
  }
  if (n === 0)
    throw new StudyError("input", "file-has-rows", `${input.name}: has a header and no rows. Fetch the file again.`);
  return n;
}

/** The CSV scan of an input: every column of the header is declared, in the order of the file. */
function csvScan(input: OpenedInput, declaration: InputDeclaration, header: Header): string {
  const types = header.names.map((_, i) => [literal(`c${i}`), literal("VARCHAR")]);
  for (const column of declaration.columns.filter(({ name }) => name in header.position)) {
    types[header.position[column.name]] = [literal(column.name), literal(typeName(column))];
  }
  const gzip = input.facts.gzip && input.textPath === input.path;
  return (
    `read_csv(${literal(input.textPath)}, auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',` +
    ` compression = ${literal(gzip ? "gzip" : "none")}, max_line_size = 1048576,` +
    ` columns = {${types.map((pair) => pair.join(": ")).join(", ")}},` +
    ` store_rejects = true, rejects_table = 'rejects', rejects_scan = 'reject_scans')`
  );
}

const typeName = ({ name, type }: ColumnDeclaration): string => (typeof type === "string" ? type : enumName(name));
const enumName = (name: string): string => `codes_${name}`;

async function declareTypes(duck: Duck, columns: readonly ColumnDeclaration[]): Promise<void> {
  for (const { name, type } of columns) {
    if (typeof type === "string") continue;
    await duck.run(`CREATE OR REPLACE TYPE ${identifier(enumName(name))} AS ENUM (${type.map(literal).join(", ")})`);
  }
}

async function failOnEmpty(
  duck: Duck,
  input: OpenedInput,
  { columns }: InputDeclaration,
  table: string,
): Promise<void> {
  const filled = columns.filter((column) => column.filled);
  if (filled.length === 0) return;
  const counts = filled.map(
    ({ name }) => `count(*) FILTER (${identifier(name)} IS NULL)::INTEGER AS ${identifier(name)}`,
  );
  const [row] = await duck.rows<Record<string, number>>(`SELECT ${counts.join(", ")} FROM ${table}`);
  const empty = filled.find(({ name }) => row[name] > 0);
  if (!empty) return;
  const [{ line }] = await duck.rows<{ line: number }>(
    `SELECT min(line)::INTEGER AS line FROM (SELECT row_number() OVER () + 1 AS line, ${identifier(empty.name)} AS x FROM ${table}) WHERE x IS NULL`,
  );
  throw new StudyError(
    "input",
    "cell-filled",
    `${input.name}:${line}: column ${empty.name} is empty (${row[empty.name]} rows). Complete the rows, or take them out of the file.`,
  );
}
