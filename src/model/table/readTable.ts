import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Duck, identifier, literal, openDuck } from "../../data/duck";
import type { Column, Frame } from "../../data/frame";
import { StudyError } from "../../util/errors";
import { didYouMean } from "../../util/nearest";
import { type Progress, silent } from "../../util/progress";
import { sortLevels } from "../defaultBase";

/** What a column of a file is read as: `flag` holds 0 and 1, `number` any number, `factor` text. */
export type Role = "flag" | "number" | "factor";

export interface TableRequest {
  readonly columns: Readonly<Record<string, Role>>;
  /** SQL condition over the file's columns; rows for which it is not true are not read. */
  readonly where?: string;
}

/** Texts that mean a missing value in a CSV file, as R, Stata and spreadsheets write it. */
const MISSING_TEXTS = ["", "NA", "."];
const MOST_LEVELS = 65534;

/**
 * Reads columns of a CSV, gzipped CSV or Parquet file as a frame. Every value is typed by the whole file, never by its first
 * rows. Missing values stay missing. Levels are sorted as numbers when all are numbers, else by code point.
 */
export async function readTable(
  path: string,
  request: TableRequest,
  { progress = silent }: { progress?: Progress } = {},
): Promise<Frame> {
  const scan = scanOf(path);
  const stage = progress.stage(`Reading ${path}`);
  const duck = await openDuck(join(tmpdir(), "link-workers"));
  try {
    await load(duck, path, scan, request);
    const frame = await readFrame(duck, request.columns);
    stage.done(`${frame.rows} rows`);
    return frame;
  } finally {
    duck.close();
  }
}

/** How the file is scanned: with types found in the whole file, and with every value as its text. */
interface Scan {
  readonly typed: string;
  readonly text: string;
}

function scanOf(path: string): Scan {
  if (!existsSync(path))
    throw new StudyError("input", "file-exists", `There is no file ${path}. Give the path of a data file.`);
  const file = literal(path);
  if (/\.parquet$/i.test(path)) return { typed: `read_parquet(${file})`, text: `read_parquet(${file})` };
  if (!/\.(csv|tsv|txt)(\.gz)?$/i.test(path)) {
    throw new StudyError(
      "input",
      "file-type-is-known",
      `${path}: only .csv, .csv.gz and .parquet files can be read. Convert it to one of these.`,
    );
  }
  const options = `header = true, nullstr = [${MISSING_TEXTS.map(literal).join(", ")}]`;
  return {
    typed: `read_csv(${file}, ${options}, sample_size = -1)`,
    text: `read_csv(${file}, ${options}, all_varchar = true)`,
  };
}

/** Makes the table `data` with the wanted columns of the wanted rows. */
async function load(duck: Duck, path: string, scan: Scan, { columns, where }: TableRequest): Promise<void> {
  const types = await columnTypes(duck, path, scan.typed);
  for (const name of Object.keys(columns)) checkExists(name, path, [...types.keys()]);
  // The condition sees typed columns; factors keep their text beside them.
  const typed = [...types].map(([name, type]) => `TRY_CAST(${identifier(name)} AS ${type}) AS ${identifier(name)}`);
  const texts = Object.keys(columns).map(
    (name) => `${factorText(name, types.get(name) as string, scan)} AS ${identifier(`text ${name}`)}`,
  );
  const wanted = Object.entries(columns).map(([name, role]) =>
    role === "factor"
      ? `${identifier(`text ${name}`)} AS ${identifier(name)}`
      : `${identifier(name)}, ${identifier(`text ${name}`)}`,
  );
  const rows = `FROM (SELECT ${[...typed, ...texts].join(", ")} FROM ${scan.text})`;
  if (where !== undefined) await checkCondition(duck, where, rows);
  const condition = where === undefined ? "" : `WHERE (${where}\n)`;
  await attempt(path, () => duck.run(`CREATE TEMP TABLE data AS SELECT ${wanted.join(", ")} ${rows} ${condition}`));
}

async function columnTypes(duck: Duck, path: string, scan: string): Promise<Map<string, string>> {
  const described = await attempt(path, () =>
    duck.rows<{ column_name: string; column_type: string }>(`DESCRIBE SELECT * FROM ${scan}`),
  );
  return new Map(described.map((column) => [column.column_name, column.column_type]));
}

/** Text of a level; whole numbers that a Parquet file stores as floating point print without a decimal point. */
function factorText(name: string, type: string, scan: Scan): string {
  const column = identifier(name);
  if (scan.text === scan.typed && /^(DOUBLE|FLOAT)/.test(type)) {
    const whole = `${column} = trunc(${column}) AND abs(${column}) < 1e15`;
    return `CASE WHEN isnan(${column}) THEN NULL WHEN ${whole} THEN CAST(CAST(${column} AS BIGINT) AS VARCHAR) ELSE CAST(${column} AS VARCHAR) END`;
  }
  return `CAST(${column} AS VARCHAR)`;
}

function checkExists(name: string, path: string, all: readonly string[]): void {
  if (all.includes(name)) return;
  throw new StudyError(
    "usage",
    "column-exists",
    `${path} has no column "${name}".${didYouMean(name, all)} It has: ${all.join(", ")}.`,
  );
}

async function checkCondition(duck: Duck, where: string, rows: string): Promise<void> {
  try {
    await duck.rows(`SELECT 1 AS ok ${rows} WHERE (${where}\n) LIMIT 0`);
  } catch (error) {
    throw new StudyError(
      "usage",
      "where-is-a-condition",
      `The condition --where "${where}" is not valid SQL over this file: ${firstLine(error)}`,
    );
  }
}

async function attempt<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new StudyError("input", "file-can-be-read", `${path} cannot be read: ${firstLine(error)} Check its format.`);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0].trim();
}

async function readFrame(duck: Duck, columns: TableRequest["columns"]): Promise<Frame> {
  const [{ rows }] = await duck.rows<{ rows: number }>("SELECT count(*)::INTEGER AS rows FROM data");
  const read: { name: string; sql: string; target: Uint8Array | Uint16Array | Float64Array; column: Column }[] = [];
  for (const [name, role] of Object.entries(columns)) {
    if (role === "factor") {
      const { column, sql } = await prepareFactor(duck, name, read.length, rows);
      read.push({ name, sql, target: column.codes, column });
    } else if (role === "flag") {
      await checkFlag(duck, name);
      const values = new Uint8Array(rows);
      const sql = `coalesce(CAST(${identifier(name)} AS DOUBLE)::UTINYINT, 255)::UTINYINT`;
      read.push({ name, sql, target: values, column: { kind: "flag", values } });
    } else {
      await checkNumber(duck, name);
      const values = new Float64Array(rows);
      const sql = `coalesce(CAST(${identifier(name)} AS DOUBLE), 'nan'::DOUBLE)`;
      read.push({ name, sql, target: values, column: { kind: "numeric", values } });
    }
  }
  await fill(duck, read, rows);
  return { rows, columns: Object.fromEntries(read.map(({ name, column }) => [name, column])) };
}

async function prepareFactor(duck: Duck, name: string, index: number, rows: number) {
  const column = identifier(name);
  const distinct = await duck.rows<{ level: string }>(
    `SELECT DISTINCT ${column} AS level FROM data WHERE ${column} IS NOT NULL`,
  );
  if (distinct.length > MOST_LEVELS) {
    throw new StudyError(
      "input",
      "levels-are-countable",
      `${name} has ${distinct.length} different values; a factor or cluster can have ${MOST_LEVELS}. Group it first, or use it as a number.`,
    );
  }
  const levels = sortLevels(distinct.map((row) => row.level));
  const codes = new (levels.length < 0xff ? Uint8Array : Uint16Array)(rows);
  const factor: Extract<Column, { kind: "factor" }> = { kind: "factor", levels, codes };
  if (levels.length === 0) return { column: factor, sql: "255::UTINYINT" };
  await duck.run(`CREATE TYPE levels_${index} AS ENUM (${levels.map(literal).join(", ")})`);
  const [missing, type] = codes instanceof Uint8Array ? [255, "UTINYINT"] : [65535, "USMALLINT"];
  return { column: factor, sql: `coalesce(enum_code(${column}::levels_${index})::${type}, ${missing}::${type})` };
}

/** The text of a value that is present but cannot be read as wanted. */
async function oddValue(duck: Duck, name: string, bad: string): Promise<string | undefined> {
  const text = identifier(`text ${name}`);
  const found = await duck.rows<{ value: string }>(`SELECT ${text} AS value FROM data WHERE ${bad} LIMIT 1`);
  return found[0]?.value;
}

async function checkFlag(duck: Duck, name: string): Promise<void> {
  const number = `TRY_CAST(${identifier(name)} AS DOUBLE)`;
  const unreadable = `${identifier(`text ${name}`)} IS NOT NULL AND ${number} IS NULL`;
  const value = await oddValue(duck, name, `(${unreadable}) OR ${number} NOT IN (0, 1)`);
  if (value === undefined) return;
  throw new StudyError(
    "input",
    "outcome-is-0-or-1",
    `${name} holds "${value}", but an outcome is 0 or 1. Recode it, or choose rows with --where.`,
  );
}

async function checkNumber(duck: Duck, name: string): Promise<void> {
  const value = await oddValue(
    duck,
    name,
    `${identifier(`text ${name}`)} IS NOT NULL AND TRY_CAST(${identifier(name)} AS DOUBLE) IS NULL`,
  );
  if (value === undefined) return;
  throw new StudyError(
    "input",
    "numbers-are-numbers",
    `${name} holds "${value}", which is not a number. Recode it, or use it as a factor.`,
  );
}

async function fill(
  duck: Duck,
  columns: readonly { readonly sql: string; readonly target: Uint8Array | Uint16Array | Float64Array }[],
  rows: number,
): Promise<void> {
  const result = await duck.stream(`SELECT ${columns.map(({ sql }) => sql).join(", ")} FROM data`);
  let filled = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let j = 0; j < columns.length; j++) {
      // A numeric vector without NULLs holds its values as a typed array (not in the declared type).
      const { items } = chunk.getColumnVector(j) as unknown as { readonly items: Float64Array };
      columns[j].target.set(items.subarray(0, chunk.rowCount), filled);
    }
    filled += chunk.rowCount;
  }
  if (filled !== rows) throw new Error(`${filled} of ${rows} rows were read`);
}
