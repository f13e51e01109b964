/**
 * Times the readers of SPSS and Stata files against DuckDB reading the same columns of the same rows as CSV.
 * `node build/bench/readers.js FOLDER [ROWS] [COLUMNS]`; missing files are written by bench/readers.R (R haven).
 *
 * 800,000 rows by 150, 25 columns wanted, two cores, as shares of DuckDB's 1.93 s (292 MB of CSV): byte-compressed 0.47, plain 0.18,
 * ZLIB 0.40, Stata 0.20; memory of the process at most 185 MB without DuckDB.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { openTabular, surveyRowsFrom } from "../src/data/formats";
import { packageRoot } from "../src/util/packageRoot";

/** Columns wanted: two texts, a fraction and the rest small codes, spread over the row. */
const WANTED = 25;
const RUNS = 3;

async function main(): Promise<void> {
  const [folder = "", rows = "800000", columns = "150"] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  const files = ["byte.sav", "none.sav", "zsav.sav", "stata.dta"].map((name) => join(folder, name));
  if (!files.every((file) => existsSync(file))) writeFiles(folder, rows, columns);
  const names = wantedNames((await openTabular(files[0])).header.variables.map(({ name }) => name));
  const csv = join(folder, "all.csv");
  if (!existsSync(csv)) await writeAll(files[0], csv);
  const duck = await best(() => readCsv(csv, names));
  report(csv, duck, duck);
  for (const file of files) report(file, await best(() => readColumns(file, names)), duck);
  const copy = join(folder, "copy.csv");
  for (const file of files)
    report(
      `${file} to CSV`,
      await best(async () => (await surveyRowsFrom(await openTabular(file), names, copy)).rows),
      duck,
    );
}

function writeFiles(folder: string, rows: string, columns: string): void {
  const script = join(packageRoot(), "bench", "readers.R");
  const { status } = spawnSync("Rscript", [script, folder, rows, columns], { stdio: "inherit" });
  if (status !== 0) throw new Error("Rscript failed; install r-cran-haven");
}

async function writeAll(file: string, csv: string): Promise<void> {
  const tabular = await openTabular(file);
  await surveyRowsFrom(
    tabular,
    tabular.header.variables.map(({ name }) => name),
    csv,
  );
}

const wantedNames = (all: readonly string[]): readonly string[] => [
  ...all.slice(1, 4),
  ...Array.from({ length: WANTED - 3 }, (_, i) => all[4 + Math.floor((i * (all.length - 4)) / (WANTED - 3))]),
];

/** DuckDB's scan into a table, as the study loads its CSV files. */
async function readCsv(csv: string, names: readonly string[]): Promise<number> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const list = names.map((name) => `"${name}"`).join(", ");
  await connection.run(
    `CREATE TABLE t AS SELECT ${list} FROM read_csv('${csv}', header = true, delim = ',', quote = '"')`,
  );
  const result = await connection.runAndReadAll("SELECT count(*)::INTEGER AS n FROM t");
  connection.closeSync();
  instance.closeSync();
  return Number(result.getRowObjectsJS()[0].n);
}

/** Reads every cell asked for once, as a consumer would. */
async function readColumns(file: string, names: readonly string[]): Promise<number> {
  let length = 0;
  const rows = await (await openTabular(file)).stream(names, ({ rows, columns }) => {
    for (const cells of columns) for (let i = 0; i < rows; i++) length += typeof cells[i] === "string" ? 1 : 0;
  });
  if (length !== 2 * rows) throw new Error(`${length} texts in ${rows} rows`);
  return rows;
}

interface Timing {
  readonly wall: number;
  readonly cpu: number;
  readonly rows: number;
}

async function best(run: () => Promise<number>): Promise<Timing> {
  const timings: Timing[] = [];
  for (let i = 0; i < RUNS; i++) {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    const rows = await run();
    const { user, system } = process.cpuUsage(cpu);
    timings.push({ wall: (performance.now() - start) / 1e3, cpu: (user + system) / 1e6, rows });
  }
  return timings.reduce((a, b) => (b.wall < a.wall ? b : a));
}

function report(file: string, { wall, cpu, rows }: Timing, duck: Timing): void {
  const path = file.replace(/ to CSV$/, "");
  const size = `${(statSync(path).size / 1e6).toFixed(0)} MB`;
  const times = `${wall.toFixed(2)} s (${cpu.toFixed(2)} s of CPU)`;
  const memory = `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`;
  console.log(`${file}: ${rows} rows, ${size}: ${times}, ${(wall / duck.wall).toFixed(2)} of DuckDB's time, ${memory}`);
}

void main();
