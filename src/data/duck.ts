import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";

/** What a column of whole numbers is read into. */
export type NumberArray = Uint8Array | Uint16Array | Uint32Array;

/** Some rows of a result. */
export interface DuckChunk {
  readonly rowCount: number;
  getColumnValues(column: number): readonly unknown[];
  getColumnVector(column: number): object;
}

/**
 * A result read in chunks; the last one is null or empty. What is used of DuckDB's own class, whose declarations are as long as all
 * others that a notebook's first cell loads.
 */
export interface DuckStream {
  fetchChunk(): Promise<DuckChunk | null>;
}

/** A DuckDB session of this process: in memory, spilling to the cache folder, without connections: no extension is ever loaded or fetched. */
export interface Duck {
  run(sql: string): Promise<void>;
  /** Rows as plain objects; cast 64-bit and decimal columns in the query. */
  rows<Row>(sql: string): Promise<readonly Row[]>;
  stream(sql: string): Promise<DuckStream>;
  /**
   * Fills arrays with the columns of a query, one for each, which must be whole numbers without NULL in the array's type.
   * @returns how many rows there were
   */
  fill(sql: string, targets: readonly NumberArray[]): Promise<number>;
  /** Adds rows to a table of texts and 32-bit whole numbers, in the order of its columns. */
  append(table: string, rows: Iterable<readonly (string | number | null)[]>): Promise<void>;
  close(): void;
}

/** Input files from which a second thread saves more than it costs. */
const MANY_BYTES = 64 << 20;

/** Opens a session for reading input files of so many bytes. */
export async function openDuck(cacheDir: string, bytes: number): Promise<Duck> {
  mkdirSync(cacheDir, { recursive: true });
  const spill = mkdtempSync(join(cacheDir, ".duckdb-"));
  // Loaded here because a study that opens from the cache needs no DuckDB.
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", {
    threads: bytes < MANY_BYTES ? "1" : "2",
    memory_limit: "1500MB",
    temp_directory: spill,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  for (const setting of [...OFFLINE, "preserve_insertion_order = true", "lock_configuration = true"]) {
    await connection.run(`SET ${setting}`);
  }
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: async <Row>(sql: string) =>
      (await connection.runAndReadAll(sql)).getRowObjectsJS() as unknown as readonly Row[],
    stream: (sql) => connection.stream(sql),
    fill: (sql, targets) => fill(connection, sql, targets),
    append: (table, rows) => append(connection, table, rows),
    close: () => {
      connection.closeSync();
      instance.closeSync();
      rmSync(spill, { recursive: true, force: true });
    },
  };
}

async function fill(connection: DuckDBConnection, sql: string, targets: readonly NumberArray[]): Promise<number> {
  const result = await connection.stream(sql);
  let rows = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (let j = 0; j < targets.length; j++) {
      // A numeric vector without NULLs holds its values as a typed array (not in the declared type).
      const { items } = chunk.getColumnVector(j) as unknown as { readonly items: NumberArray };
      targets[j].set(items.subarray(0, chunk.rowCount), rows);
    }
    rows += chunk.rowCount;
  }
  return rows;
}

async function append(
  connection: DuckDBConnection,
  table: string,
  rows: Iterable<readonly (string | number | null)[]>,
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const value of row) {
      if (value === null) appender.appendNull();
      else if (typeof value === "string") appender.appendVarchar(value);
      else appender.appendInteger(value);
    }
    appender.endRow();
  }
  appender.closeSync();
}

/** A text as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Keeps the native library from the network, which no guard of this process covers: its folder of extensions is a file, so that none can
 * be fetched, and without extensions it knows no protocol. The list of folders names POSIX paths.
 */
const OFFLINE = [
  `extension_directory = ${literal(process.execPath)}`,
  "allow_community_extensions = false",
  ...(process.platform === "win32" ? [] : ["allowed_directories = ['/']", "enable_external_access = false"]),
];

/** A name as an SQL identifier. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
