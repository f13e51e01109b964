import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openDuck } from "../../src/data/duck";
import { writeTiny } from "./tinyStudy";

/** A CSV's columns as texts in a Parquet file, written by DuckDB. */
export async function parquet(text: string): Promise<Buffer> {
  const folder = writeTiny({ "survey.csv": text });
  const duck = await openDuck(folder.cacheDir, 0);
  const file = join(folder.root, "survey.parquet");
  await duck.run(
    `COPY (FROM read_csv('${join(folder.root, "survey.csv")}', all_varchar = true)) TO '${file}' (FORMAT parquet)`,
  );
  duck.close();
  return readFileSync(file);
}
