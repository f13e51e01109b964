import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { allOf, StudyError } from "../../util/errors";
import { didYouMean } from "../../util/nearest";
import { type Duck, literal } from "../duck";
import type { ColumnDeclaration, InputDeclaration } from "./declarations";
import type { OpenedInput } from "./openInput";

/** The header line of an input and where each declared column stands in it. */
export interface Header {
  readonly names: readonly string[];
  /** Position of each declared column, by its name; an optional column that is absent has none. */
  readonly position: Readonly<Record<string, number>>;
}

/** Longest header line accepted, in characters. */
const MAX_HEADER = 1 << 20;

/**
 * Reads the header line and finds every declared column in it, whatever the order and case.
 * @throws StudyError `input` naming every column that is missing or that two columns match
 */
export async function readHeader(duck: Duck, input: OpenedInput, declaration: InputDeclaration): Promise<Header> {
  const names = input.facts.encoding === "parquet" ? await parquetNames(duck, input) : await csvNames(input);
  const plain = names.map(plainName);
  const present = declaration.columns.filter(
    (column) => !column.optional || column.headers.some((header) => plain.includes(plainName(header))),
  );
  const known = present.filter(({ headers }) => headers.some((header) => plain.includes(plainName(header))));
  // A first line that is no header may be a respondent's: its texts are not repeated.
  const secret = input.restricted && known.length < present.length / 2;
  const found = present.map((column) => [column.name, find(input, column, plain, secret ? [] : names)] as const);
  const problems = found.flatMap(([, at]) => (typeof at === "number" ? [] : [at]));
  if (problems.length > 0) throw allOf(problems);
  return { names, position: Object.fromEntries(found as readonly (readonly [string, number])[]) };
}

async function csvNames(input: OpenedInput): Promise<readonly string[]> {
  const line = await firstLine(input);
  if (/^\s*<(!doctype|html|\?xml)/i.test(line)) {
    throw new StudyError("input", "file-is-csv", `${input.name}: holds a web page, not CSV. Fetch the file again.`);
  }
  return splitFields(line);
}

async function parquetNames(duck: Duck, input: OpenedInput): Promise<readonly string[]> {
  try {
    const file = literal(input.path);
    const rows = await duck.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM read_parquet(${file})`);
    // As the file spells them: DuckDB renames the second of two names that differ by case alone.
    const spelled = await duck.rows<{ name: string }>(`SELECT name FROM parquet_schema(${file}) OFFSET 1`);
    return spelled.length === rows.length ? spelled.map(({ name }) => name) : rows.map((row) => row.column_name);
  } catch {
    throw new StudyError(
      "input",
      "parquet-whole",
      `${input.name}: is not a whole Parquet file. Fetch or save it again.`,
    );
  }
}

/** Header name in lower case, other characters as `_`, byte-order-mark debris removed. */
export const plainName = (name: string): string =>
  name
    .replace(/^(\uFEFF|ï»¿|ï)/, "")
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_");

function find(
  input: OpenedInput,
  column: ColumnDeclaration,
  plain: readonly string[],
  names: readonly string[],
): number | StudyError {
  const wanted = column.headers.map(plainName);
  const found = plain.flatMap((name, i) => (wanted.includes(name) ? [i] : []));
  if (found.length === 1) return found[0];
  if (found.length === 0) {
    const other = didYouMean(column.name, suggestable(column, names));
    return new StudyError(
      "input",
      "column-present",
      `${input.name}:1: no column ${column.name} (also accepted: ${column.headers.slice(1).join(", ") || "no other name"}).${other}${columnsFound(plain, names)}`,
    );
  }
  // The first name listed is the preferred one: an exact match wins over an alias.
  const exact = found.filter((i) => plain[i] === wanted[0]);
  if (exact.length === 1) return exact[0];
  return new StudyError(
    "input",
    "column-unique",
    `${input.name}:1: columns ${found.map((i) => `${names[i] ?? plain[i]} (${i + 1})`).join(" and ")} both match ${column.name}. Remove or rename one.`,
  );
}

/** Names of a file that a missing column may have been meant by. */
export const suggestable = ({ unlike = [] }: ColumnDeclaration, names: readonly string[]): readonly string[] =>
  names.filter((name) => !unlike.includes(plainName(name)));

function columnsFound(plain: readonly string[], names: readonly string[]): string {
  if (names.length === 0) return ` The first line has ${plain.length} cells and is no header: add one.`;
  return ` Columns found: ${names.slice(0, 40).join(", ")}${names.length > 40 ? ", …" : ""}.`;
}

/** The header line of a text input. */
export async function firstLine(input: OpenedInput): Promise<string> {
  const raw = createReadStream(input.textPath);
  const compressed = input.facts.gzip && input.textPath === input.path;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of compressed ? raw.pipe(createGunzip()) : raw) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if ((chunk as Buffer).includes(10) || length > MAX_HEADER) break;
  }
  raw.destroy();
  return Buffer.concat(chunks).toString("utf8").split(/\r?\n/, 1)[0];
}

/** Fields of one CSV line; a quoted field may hold commas and doubled quotes. */
export const splitFields = (line: string): readonly string[] => fieldsBetween(line, ",");

/** Fields of one line of delimited text. */
export function fieldsBetween(line: string, delimiter: string): readonly string[] {
  const mark = delimiter === "|" ? "\\|" : delimiter;
  const fields = line.match(new RegExp(`("([^"]|"")*"|[^${mark}]*)(${mark}|$)`, "g")) ?? [];
  const kept = line.endsWith(delimiter) ? fields : fields.slice(0, -1);
  return kept.map((field) => {
    const text = field.endsWith(delimiter) ? field.slice(0, -1) : field;
    return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
  });
}
