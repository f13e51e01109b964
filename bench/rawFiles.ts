import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareStudy, variablesOf } from "../src/data";
import { answeredSource } from "../src/data/answeredSource";
import { fitLogits } from "../src/model";
import { cellSpecs, readStudy, type Study } from "../src/study";
import { packageRoot } from "../src/util/packageRoot";
import { silent } from "../src/util/progress";
import { type DuckDbTarget, duckDbArrays } from "./duckDbArrays";
import { type Measured, measured, ownProcess, seconds } from "./ownProcess";
import { runPeer } from "./runPeer";
import { studyFrame, studySpecs } from "./studyFrame";
import { writeColumns } from "./writeColumns";

/**
 * From raw files to all twelve cells: `node build/bench/rawFiles.js [--scale 1] [--peer-scale 0.1] [--repeat 3] [--cache DIR]`.
 * The synthetic twin's respondent files and public files are read, joined, coded and fitted with an empty cache, each run in a process
 * of its own. Beside it: DuckDB reading the same columns of the same respondent files into arrays (two threads), and R reading them by
 * data.table::fread and fitting by glm + sandwich (one cell at `--peer-scale`, carried to all twelve in proportion to rows).
 */
async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  const study = await studyOfFiles(options);
  const source = study.source as { readonly survey: Readonly<Record<string, string>> };
  const files = study.survey.years.map((year) => source.survey[year]);
  const columns = [...new Set(["practice_code", "lsoa11", ...study.survey.years.flatMap(namesOf)])];
  const duckDb = (target: DuckDbTarget) =>
    ownProcess<{ rows: number; cells: number }>({ ...own, task: { kind: "duckdb", files, columns, target } });
  const own = { file: __filename, repeat: options.repeat };
  const ours = await ownProcess<OwnResult>({ ...own, task: { kind: "ours", study } });
  const write = (text: string) => process.stdout.write(`${text}\n`);
  write(
    `${ours.value.rows} respondents in ${files.length} CSV files, ${ours.value.n} rows in the twelve cells; Node ${process.version}`,
  );
  write(line("raw files to twelve cells", ours));
  for (const [stage, spent] of Object.entries(ours.value.stages)) write(`  ${stage.padEnd(46)} ${seconds(spent)} s`);
  for (const [target, what] of Object.entries(TARGETS)) {
    const duck = await duckDb(target as DuckDbTarget);
    if (duck.value.rows !== ours.value.rows) throw new Error(`${what}: ${duck.value.rows} rows`);
    write(
      `${line(`DuckDB, ${duck.value.cells} cells ${what}`, duck)}; this / DuckDB: CPU ${(ours.cpu / duck.cpu).toFixed(2)}, wall ${(ours.wall / duck.wall).toFixed(2)}`,
    );
  }
  const fread = runPeer<FreadResult>("raw_files.R", [columns.join(","), ...files]);
  const glm = glmCell(options.peerScale);
  if (typeof fread === "string" || typeof glm === "string") {
    for (const absent of [fread, glm]) if (typeof absent === "string") write(absent);
    return;
  }
  const twelve = (glm.cpu / glm.n) * ours.value.n;
  write(line(`R fread (${fread.version})`, fread));
  write(
    `R glm + sandwich, twelve cells in proportion (${glm.n} rows: ${seconds(glm.cpu)} CPU s)  ${seconds(twelve)} CPU s`,
  );
  const [withGlm, withFixest] = [fread.cpu + twelve, fread.cpu + twelve / GLM_PER_FIXEST];
  write(`this / R fread + glm + sandwich: ${(ours.cpu / withGlm).toFixed(3)} of its CPU time`);
  write(`this / R fread + fixest, implied by glm's 2.3 times: ${(ours.cpu / withFixest).toFixed(3)} of its CPU time`);
}

const TARGETS: Readonly<Record<DuckDbTarget, string>> = {
  values: "into arrays",
  typed: "into typed arrays by chunk",
  table: "into its own table",
};

/** CPU time of R glm + sandwich in that of fixest for one cell, measured elsewhere on data of the same shape. */
const GLM_PER_FIXEST = 2.3;

function optionsOf(argv: readonly string[]) {
  const value = (name: string, otherwise: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : otherwise);
  return {
    scale: Number(value("--scale", "1")),
    peerScale: Number(value("--peer-scale", "0.1")),
    repeat: Number(value("--repeat", "3")),
    cache: value("--cache", join(packageRoot(), ".cache")),
  };
}

type Options = ReturnType<typeof optionsOf>;

/** The default study with the twin's files named as files: nothing of them is prepared. */
async function studyOfFiles({ scale, cache }: Options): Promise<Study> {
  const study = readStudy(join(packageRoot(), "study.yaml"), { scale });
  const timed = <Result>(_step: string, work: () => Promise<Result>) => work();
  const { answered } = await answeredSource(study, { cacheDir: cache, progress: silent, timed });
  return { ...study, source: answered };
}

/** Names of the answers read, as the files write them. */
const namesOf = (year: number): string[] => variablesOf(year).map(({ name }) => name.toLowerCase());

interface OwnResult {
  readonly rows: number;
  /** Rows of all twelve samples. */
  readonly n: number;
  readonly stages: Readonly<Record<string, number>>;
}

type Task =
  | { readonly kind: "ours"; readonly study: Study }
  | {
      readonly kind: "duckdb";
      readonly files: readonly string[];
      readonly columns: readonly string[];
      readonly target: DuckDbTarget;
    };

async function perform(task: Task): Promise<unknown> {
  if (task.kind !== "ours") return duckDbArrays(task.files, task.columns, task.target);
  const cacheDir = mkdtempSync(join(tmpdir(), "link-workers-raw-"));
  try {
    const { frame, timings } = await prepareStudy(task.study, { cacheDir });
    const started = performance.now();
    const fits = await fitLogits(
      frame,
      cellSpecs(task.study).map(({ spec }) => spec),
      { workers: 1 },
    );
    const stages = { ...timings, "twelve cells": (performance.now() - started) / 1000 };
    return { rows: frame.rows, n: fits.reduce((sum, { n }) => sum + n, 0), stages } satisfies OwnResult;
  } finally {
    rmSync(cacheDir, { recursive: true, force: true });
  }
}

interface FreadResult extends Omit<Measured<unknown>, "value"> {
  readonly version: string;
}

/** One cell by R glm + sandwich on generated data of the study's shape. */
function glmCell(scale: number): { readonly n: number; readonly cpu: number } | string {
  const folder = mkdtempSync(join(tmpdir(), "link-workers-bench-"));
  try {
    writeColumns(folder, studyFrame(scale), studySpecs());
    return runPeer<{ n: number; cpu: number }>("glm.R", [folder, "1"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const line = (what: string, { cpu, wall, mb }: Omit<Measured<unknown>, "value">): string =>
  `${what.padEnd(50)} ${seconds(cpu)} CPU s ${seconds(wall)} s ${mb.toFixed(0).padStart(6)} MB`;

void measured(perform, main);
