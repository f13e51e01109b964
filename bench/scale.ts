import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFrame } from "../src/data/cache/openFrame";
import type { StoredColumn, StoredFrame } from "../src/data/cache/storedFrame";
import type { Column, FactorCodes, Frame } from "../src/data/frame";
import { fitLogit } from "../src/model";
import { designOf } from "../src/model/estimationModel";
import { measured, ownProcess, seconds } from "./ownProcess";
import { FULL_ROWS, studyFrame, studySpecs } from "./studyFrame";

/**
 * Growth with the rows: `node build/bench/scale.js [--sizes 0.1,1,10] [--repeat 1]`. Generated respondents are written chunk by chunk
 * as binary columns; each size is read into typed arrays, prepared and fitted (twelve cells, one thread) in a process of its own.
 * Networks, years and covariates are those of the study at every size, so covariate patterns saturate.
 */
async function main(): Promise<void> {
  const value = (name: string, otherwise: string) => {
    const at = process.argv.indexOf(name);
    return at < 0 ? otherwise : process.argv[at + 1];
  };
  const sizes = value("--sizes", "0.1,1,10").split(",").map(Number);
  const folder = mkdtempSync(join(tmpdir(), "link-workers-scale-"));
  const own = { file: __filename, repeat: Number(value("--repeat", "1")) };
  try {
    const largest = rowsOf(Math.max(...sizes));
    const made = await ownProcess<StoredColumn[]>({ file: __filename, task: { kind: "write", folder, rows: largest } });
    const write = (text: string) => process.stdout.write(`${text}\n`);
    write(
      `${largest} rows written in chunks of ${CHUNK_ROWS}: ${seconds(made.cpu).trim()} CPU s, ${made.mb.toFixed(0)} MB; Node ${process.version}`,
    );
    write(
      "    rows  patterns    groups      runs   read s  prepare CPU s  12 cells CPU s  1 cell CPU s  all CPU s    all s  peak MB",
    );
    let before: { readonly rows: number; readonly cpu: number; readonly mb: number } | undefined;
    for (const size of sizes) {
      const manifest: StoredFrame = { rows: rowsOf(size), columns: made.value, meta: null };
      writeFileSync(join(folder, "frame.json"), JSON.stringify(manifest));
      const { value: fit, cpu, wall, mb } = await ownProcess<Sized>({ ...own, task: { kind: "fit", folder } });
      const counts = [manifest.rows, fit.patterns, fit.groups, fit.runs].map((n) => String(n).padStart(9)).join(" ");
      const times = [fit.read, fit.prepare, fit.twelve, fit.one, cpu, wall].map(seconds).join("  ");
      write(`${counts} ${times} ${mb.toFixed(0).padStart(6)}`);
      if (before) {
        const rows = manifest.rows / before.rows;
        write(
          `  ${rows.toFixed(0)} times the rows: ${(cpu / before.cpu).toFixed(1)} times the CPU time, ${(mb / before.mb).toFixed(1)} times the memory`,
        );
      }
      before = { rows: manifest.rows, cpu, mb };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const CHUNK_SCALE = 0.2;
const CHUNK_ROWS = Math.round(FULL_ROWS * CHUNK_SCALE);
const rowsOf = (size: number): number => Math.round(FULL_ROWS * size);

type Task =
  | { readonly kind: "write"; readonly folder: string; readonly rows: number }
  | { readonly kind: "fit"; readonly folder: string };

const perform = async (task: Task): Promise<unknown> =>
  task.kind === "write" ? writeChunks(task.folder, task.rows) : fitSize(task.folder);

/** Appends chunk after chunk of generated rows to one file a column; no more than a chunk is in memory. */
function writeChunks(folder: string, rows: number): readonly StoredColumn[] {
  mkdirSync(folder, { recursive: true });
  const first = studyFrame(CHUNK_SCALE, 1);
  const columns = Object.entries(first.columns).map(([name, column]) => storedColumn(folder, name, column));
  for (let chunk = 0; chunk * CHUNK_ROWS < rows; chunk++) {
    const frame = chunk === 0 ? first : studyFrame(CHUNK_SCALE, chunk + 1);
    for (const [name, column] of Object.entries(frame.columns)) {
      const [suffix, codes] = codesOf(column);
      appendFileSync(
        join(folder, `${name}.${suffix}`),
        new Uint8Array(codes.buffer, codes.byteOffset, codes.byteLength),
      );
    }
  }
  return columns;
}

function codesOf(column: Column): readonly [string, FactorCodes] {
  if (column.kind === "flag") return ["values", column.values];
  if (column.kind === "numeric") throw new Error("a generated column has codes");
  return ["codes", column.codes];
}

/** The column's entry in the manifest; the values that a lookup's codes stand for are those of the first chunk. */
function storedColumn(folder: string, name: string, column: Column): StoredColumn {
  if (column.kind === "factor")
    return { name, kind: "factor", bytes: column.codes.BYTES_PER_ELEMENT, levels: column.levels };
  if (column.kind !== "lookup") return { name, kind: "flag" };
  writeFileSync(join(folder, `${name}.values`), new Uint8Array(column.values.buffer));
  return { name, kind: "lookup", values: column.values.length };
}

interface Sized {
  readonly patterns: number;
  readonly groups: number;
  readonly runs: number;
  /** Seconds of reading, CPU seconds of the rest. */
  readonly read: number;
  readonly prepare: number;
  readonly twelve: number;
  readonly one: number;
}

function fitSize(folder: string): Sized {
  const started = performance.now();
  const frame: Frame = openFrame(folder);
  const read = (performance.now() - started) / 1000;
  const specs = studySpecs();
  let mark = process.cpuUsage();
  const lap = () => {
    const { user, system } = process.cpuUsage(mark);
    mark = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const { halves, groups, runs } = designOf(frame, specs[0]);
  const prepare = lap();
  for (const spec of specs) fitLogit(frame, spec);
  const twelve = lap();
  fitLogit(frame, specs[0]);
  return {
    patterns: halves.patterns,
    groups: groups.label.length,
    runs: runs.label.length,
    read,
    prepare,
    twelve,
    one: lap(),
  };
}

void measured(perform, main);
