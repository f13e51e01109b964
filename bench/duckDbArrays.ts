import { closeSync, openSync, readSync } from "node:fs";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { literal } from "../src/data/duck";
import { fieldsBetween } from "../src/data/inputs/readHeader";

/**
 * Where DuckDB's columns go: `typed` into typed arrays, chunk by chunk, texts into arrays of strings: the least work there is;
 * `values` into JavaScript arrays by the API's own `getColumnsJS`; `table` into a table of DuckDB and no further.
 */
export type DuckDbTarget = "typed" | "values" | "table";

/**
 * DuckDB's own reading of named columns (in lower case) of CSV files, two threads, declared types: codes of place as texts, all else
 * as small integers.
 */
export async function duckDbArrays(
  files: readonly string[],
  columns: readonly string[],
  target: DuckDbTarget,
): Promise<{ readonly rows: number; readonly cells: number }> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  let [rows, cells] = [0, 0];
  for (const file of files) {
    const header = headerOf(file);
    const wanted = header.filter((name) => columns.includes(name.toLowerCase()));
    const types = header.map(
      (name) => `${literal(name)}: '${wanted.includes(name) && !isText(name) ? "TINYINT" : "VARCHAR"}'`,
    );
    const select = wanted.map((name) =>
      isText(name) ? `"${name}"` : `coalesce("${name}", (-128)::TINYINT) AS "${name}"`,
    );
    const query = `SELECT ${select.join(", ")} FROM read_csv(${literal(file)}, auto_detect = false, header = true, delim = ',', quote = '"', columns = {${types.join(", ")}})`;
    const read = await READERS[target](connection, query, wanted.map(isText));
    rows += read;
    cells += read * wanted.length;
  }
  connection.closeSync();
  instance.closeSync();
  return { rows, cells };
}

type Reader = (connection: DuckDBConnection, query: string, texts: readonly boolean[]) => Promise<number>;

const READERS: Readonly<Record<DuckDbTarget, Reader>> = {
  async table(connection, query) {
    await connection.run(`CREATE OR REPLACE TABLE t AS ${query}`);
    const [count] = (await connection.runAndReadAll("SELECT count(*)::INTEGER AS n FROM t")).getRowObjectsJS();
    return Number(count.n);
  },
  async values(connection, query) {
    return (await connection.runAndReadAll(query)).getColumnsJS()[0].length;
  },
  async typed(connection, query, texts) {
    const result = await connection.stream(query);
    const into = texts.map((): (readonly unknown[] | Int8Array)[] => []);
    let rows = 0;
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      for (const [j, parts] of into.entries()) {
        // A numeric vector without NULLs holds its values as a typed array (not in the declared type).
        const { items } = chunk.getColumnVector(j) as unknown as { readonly items: Int8Array };
        parts.push(texts[j] ? chunk.getColumnValues(j) : items.slice(0, chunk.rowCount));
      }
      rows += chunk.rowCount;
    }
    return rows;
  },
};

const isText = (name: string): boolean => /practice|lsoa/i.test(name);

function headerOf(file: string): readonly string[] {
  const start = Buffer.alloc(1 << 16);
  const handle = openSync(file, "r");
  readSync(handle, start);
  closeSync(handle);
  return fieldsBetween(start.toString("utf8").split(/\r?\n/, 1)[0], ",");
}
