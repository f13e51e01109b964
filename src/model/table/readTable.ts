import { tmpdir } from "node:os";
import { type Duck, identifier, literal, openDuck } from "../../data/duck";
import { type Column, type FactorCodes, type Frame, missingCode } from "../../data/frame";
import { inputBytes } from "../../data/inputs/inputBytes";
import { privateScratch } from "../../disclosure/privateScratch";
import { StudyError } from "../../util/errors";
import { didYouMean } from "../../util/nearest";
import { type Progress, silent } from "../../util/progress";
import { sortLevels } from "../defaultBase";
import { storedTypes, textOf, typesOfTexts } from "./columnTypes";
import { openTable, type Table } from "./openTable";

/** What a column of a file is read as: `flag` holds 0 and 1, `number` any number, `factor` text. */
export type Role = "flag" | "number" | "factor";

export interface TableRequest {
  readonly columns: Readonly<Record<string, Role>>;
  /** SQL condition over the file's columns; rows for which it is not true are not read. */
  readonly where?: string;
}

/** Levels are listed in one SQL statement. */
const MOST_LEVELS = 2_000_000;

/**
 * Reads columns of a CSV, gzipped CSV, Parquet, SPSS or Stata file as a frame. Every value is typed by the whole file, never by
 * its first rows. Missing values stay missing. Levels are sorted as numbers when all are numbers, else by code point.
 */
export async function readTable(
  path: string,
  request: TableRequest,
  { progress = silent }: { progress?: Progress } = {},
): Promise<Frame> {
  const stage = progress.stage(`Reading ${path}`);
  const scratch = privateScratch(tmpdir());
  try {
    const duck = await openDuck(scratch.dir, inputBytes({ path }));
    try {
      await loadData(duck, await openTable(duck, path, scratch.dir), request);
      const frame = await readFrame(duck, request.columns);
      stage.done(`${frame.rows} rows`);
      return frame;
    } finally {
      duck.close();
    }
  } finally {
    scratch.remove();
  }
}

/** Makes the table `data` with the wanted columns of the wanted rows, each with its text beside it. */
async function loadData(duck: Duck, table: Table, { columns, where }: TableRequest): Promise<void> {
  const wanted = Object.keys(columns);
  for (const name of wanted) checkExists(name, table);
  const condition = (where ?? "").toLowerCase();
  const conditional = table.names.filter((name) => name !== "" && condition.includes(name.toLowerCase()));
  // SQL names know no case: a column wanted stands for others of its name.
  const known = new Set(wanted.map((name) => name.toLowerCase()));
  const loaded = [...wanted, ...conditional.filter((name) => known.size < known.add(name.toLowerCase()).size)];
  await table.load(duck, loaded);
  const stored = await storedTypes(duck);
  const types = table.holdsTexts ? await typesOfTexts(duck, loaded) : stored;
  // The condition sees typed columns; factors keep their text beside them.
  const cells = loaded.flatMap((name) => {
    const column = identifier(name);
    const text = textOf(column, stored.get(name) as string);
    return [`TRY_CAST(${column} AS ${types.get(name)}) AS ${column}`, `${text} AS ${identifier(`text ${name}`)}`];
  });
  const rows = `FROM (SELECT ${cells.join(", ")} FROM cells)`;
  const kept = wanted.flatMap((name) => {
    const [column, text] = [identifier(name), identifier(`text ${name}`)];
    return columns[name] === "factor" ? [`${text} AS ${column}`] : [column, text];
  });
  const select = `CREATE TEMP TABLE data AS SELECT ${kept.join(", ")} ${rows}`;
  try {
    await duck.run(where === undefined ? select : `${select} WHERE (${where}\n)`);
  } catch (error) {
    throw conditionError(where ?? "", error, table);
  }
  await duck.run("DROP TABLE cells");
}

function checkExists(name: string, { path, names }: Table): void {
  if (names.includes(name)) return;
  const shown = names.slice(0, 60).join(", ") + (names.length > 60 ? ", …" : "");
  throw new StudyError(
    "usage",
    "column-exists",
    `${path} has no column "${name}".${didYouMean(name, names)} It has: ${shown}.`,
  );
}

function conditionError(where: string, error: unknown, { names }: Table): StudyError {
  const why = (error instanceof Error ? error.message : String(error)).split("\n")[0].trim();
  const unknown = /column "(.*)" not found/.exec(why)?.[1];
  return new StudyError(
    "usage",
    "where-is-a-condition",
    `The condition --where "${where}" cannot be applied to this file: ${why}${unknown === undefined ? "" : didYouMean(unknown, names)} Correct it; names with spaces go in double quotes, texts in single ones.`,
  );
}

async function readFrame(duck: Duck, columns: TableRequest["columns"]): Promise<Frame> {
  const [{ rows }] = await duck.rows<{ rows: number }>("SELECT count(*)::INTEGER AS rows FROM data");
  const read: { name: string; sql: string; target: FactorCodes | Float64Array; column: Column }[] = [];
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
  const Codes = levels.length < 0xff ? Uint8Array : levels.length < 0xffff ? Uint16Array : Uint32Array;
  const codes = new Codes(rows);
  const factor: Extract<Column, { kind: "factor" }> = { kind: "factor", levels, codes };
  if (levels.length === 0) return { column: factor, sql: "255::UTINYINT" };
  await duck.run(`CREATE TYPE levels_${index} AS ENUM (${levels.map(literal).join(", ")})`);
  const type = { 1: "UTINYINT", 2: "USMALLINT", 4: "UINTEGER" }[codes.BYTES_PER_ELEMENT];
  const missing = missingCode(codes);
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
  columns: readonly { readonly sql: string; readonly target: FactorCodes | Float64Array }[],
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
