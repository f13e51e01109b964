import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBResult } from "@duckdb/node-api";

/** A DuckDB session of this process: in memory, spilling to the cache folder, no extension ever loaded or fetched. */
export interface Duck {
  run(sql: string): Promise<void>;
  /** Rows as plain objects; cast 64-bit and decimal columns in the query. */
  rows<Row>(sql: string): Promise<readonly Row[]>;
  stream(sql: string): Promise<DuckDBResult>;
  close(): void;
}

export async function openDuck(cacheDir: string): Promise<Duck> {
  mkdirSync(cacheDir, { recursive: true });
  const spill = mkdtempSync(join(cacheDir, ".duckdb-"));
  // Loaded here because a study that opens from the cache needs no DuckDB.
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "2",
    memory_limit: "1500MB",
    temp_directory: spill,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run("SET preserve_insertion_order = true");
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: async <Row>(sql: string) =>
      (await connection.runAndReadAll(sql)).getRowObjectsJS() as unknown as readonly Row[],
    stream: (sql) => connection.stream(sql),
    close: () => {
      connection.closeSync();
      instance.closeSync();
      rmSync(spill, { recursive: true, force: true });
    },
  };
}

/** A text as an SQL literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name as an SQL identifier. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
