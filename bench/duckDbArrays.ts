import { closeSync, openSync, readSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { literal } from "../src/data/duck";
import { fieldsBetween } from "../src/data/inputs/readHeader";

/**
 * DuckDB's own reading of named columns of CSV files, two threads, declared types: codes of place as texts, all else as small
 * integers. Into arrays of this process (typed for numbers), or with `arrays` false into a table of DuckDB.
 */
export async function duckDbArrays(
  files: readonly string[],
  columns: readonly string[],
  { arrays }: { readonly arrays: boolean },
): Promise<{ readonly rows: number }> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  let rows = 0;
  for (const file of files) {
    const header = headerOf(file);
    const wanted = header.filter((name) => columns.includes(name.toLowerCase()));
    const types = header.map(
      (name) => `${literal(name)}: '${wanted.includes(name) && !isText(name) ? "TINYINT" : "VARCHAR"}'`,
    );
    const scan = `read_csv(${literal(file)}, auto_detect = false, header = true, delim = ',', quote = '"', columns = {${types.join(", ")}})`;
    const select = wanted.map((name) => (isText(name) ? `"${name}"` : `coalesce("${name}", -128::TINYINT)`));
    if (!arrays) {
      await connection.run(`CREATE OR REPLACE TABLE t AS SELECT ${select.join(", ")} FROM ${scan}`);
      const [count] = (await connection.runAndReadAll("SELECT count(*)::INTEGER AS n FROM t")).getRowObjectsJS();
      rows += Number(count.n);
      continue;
    }
    const result = await connection.stream(`SELECT ${select.join(", ")} FROM ${scan}`);
    const into = wanted.map((name): (readonly unknown[] | Int8Array)[] => (isText(name) ? [] : []));
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      for (const [j, parts] of into.entries()) {
        if (isText(wanted[j])) parts.push(chunk.getColumnValues(j));
        else parts.push((chunk.getColumnVector(j) as unknown as { items: Int8Array }).items.slice(0, chunk.rowCount));
      }
      rows += chunk.rowCount;
    }
  }
  connection.closeSync();
  instance.closeSync();
  return { rows };
}

const isText = (name: string): boolean => /practice|lsoa/i.test(name);

function headerOf(file: string): readonly string[] {
  const start = Buffer.alloc(1 << 16);
  const handle = openSync(file, "r");
  readSync(handle, start);
  closeSync(handle);
  return fieldsBetween(start.toString("utf8").split(/\r?\n/, 1)[0], ",");
}
