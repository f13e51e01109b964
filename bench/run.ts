import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fitLogit, fitLogits, scoreBootstrap } from "../src/model";
import { designOf } from "../src/model/estimationModel";
import type { LogitFit } from "../src/model/types";
import { packageRoot } from "../src/util/packageRoot";
import { studyFrame, studySpecs } from "./studyFrame";
import { writeColumns } from "./writeColumns";

/**
 * The benchmark: `node build/bench/run.js [--scale 1] [--peer-scale 0.1] [--peers glm.R,...] [--repeat 3]`.
 * Generates data of the study's shape, times this estimator and every peer that is installed, and prints ratios of CPU time.
 * Peers run one headline cell at `--peer-scale`; their time grows in proportion to rows, which is how it is carried to full size.
 */
async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), "link-workers-bench-"));
  try {
    const ours = await ownTimes(options);
    const reference = cReference(folder, options.scale);
    const peers = options.peers.map((script) => peer(folder, script, options.peerScale));
    print(options, ours, reference, peers);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PEERS = ["glm.R", "fixest.R", "statsmodels_logit.py"];

function optionsOf(argv: readonly string[]) {
  const value = (name: string, otherwise: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : otherwise);
  const peers = value("--peers", PEERS.join(","));
  return {
    scale: Number(value("--scale", "1")),
    peerScale: Number(value("--peer-scale", "0.1")),
    repeat: Number(value("--repeat", "3")),
    peers: peers === "none" ? [] : peers.split(","),
  };
}

type Options = ReturnType<typeof optionsOf>;

interface Timing {
  readonly what: string;
  readonly cpu: number;
  readonly wall: number;
}

/** One call, in CPU seconds of all threads and wall seconds. */
async function timed<T>(what: string, work: () => T | Promise<T>): Promise<Timing & { readonly value: T }> {
  const cpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  const value = await work();
  const used = process.cpuUsage(cpu);
  return { what, cpu: (used.user + used.system) / 1e6, wall: Number(process.hrtime.bigint() - started) / 1e9, value };
}

async function ownTimes({ scale, repeat }: Options) {
  const specs = studySpecs();
  const frame = studyFrame(scale);
  // The first run compiles nothing beforehand: it is what a user waits for.
  const first = await timed("twelve cells, preparation included, one thread", () =>
    specs.map((spec) => fitLogit(frame, spec)),
  );
  const peakMb = process.resourceUsage().maxRSS / 1024;
  const prepared = studyFrame(scale);
  const preparation = await timed("preparation alone", () => designOf(prepared, specs[0]));
  const cells: (Timing & { value: LogitFit })[] = [];
  for (let i = 0; i < repeat; i++)
    cells.push(await timed("one headline cell on prepared data", () => fitLogit(prepared, specs[0])));
  const fit = cells[0].value;
  const bootstrap = await timed("999 score-bootstrap replicates of it", () =>
    scoreBootstrap(prepared, fit, "link_workers", { seed: 1 }),
  );
  const threads = await timed("twelve cells on 2 threads, preparation included", () =>
    fitLogits(studyFrame(scale), specs, { workers: 2 }),
  );
  const generating = await timed("", () => studyFrame(scale));
  const same = JSON.stringify(threads.value) === JSON.stringify(first.value);
  return {
    fits: first.value,
    peakMb,
    same,
    timings: [
      first,
      preparation,
      median(cells),
      bootstrap,
      { ...threads, cpu: threads.cpu - generating.cpu, wall: threads.wall - generating.wall },
    ],
  };
}

function median<T extends Timing>(timings: readonly T[]): T {
  return [...timings].sort((a, b) => a.cpu - b.cpu)[timings.length >> 1];
}

interface PeerResult {
  readonly name: string;
  readonly n: number;
  readonly b: number;
  readonly se: number;
  readonly ame: number;
  readonly ameSe: number;
  readonly cpu: number;
  readonly kb: number;
  readonly version: string;
}

/** The C reference on all twelve cells, when a compiler is there. */
function cReference(
  folder: string,
  scale: number,
): { lines: readonly number[][]; cpu: number; mb: number } | undefined {
  const program = join(folder, "reference");
  const source = join(packageRoot(), "bench", "reference.c");
  if (spawnSync("cc", ["-O3", "-o", program, source, "-lm"], { encoding: "utf8" }).status !== 0) return undefined;
  const columns = join(folder, "full");
  writeColumns(columns, studyFrame(scale), studySpecs());
  const { stdout, status } = spawnSync(program, [columns], { encoding: "utf8" });
  if (status !== 0) throw new Error("the C reference failed");
  const lines = stdout.trim().split("\n");
  const [, cpu, , kb] = (lines.pop() as string).split(" ");
  return { lines: lines.map((line) => line.split(" ").map(Number)), cpu: Number(cpu), mb: Number(kb) / 1024 };
}

function peer(folder: string, script: string, scale: number): PeerResult | string {
  const columns = join(folder, `peers-${scale}`);
  writeColumns(columns, studyFrame(scale), studySpecs());
  const path = join(packageRoot(), "bench", "peers", script);
  const env = { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" };
  const programs = script.endsWith(".R") ? ["Rscript"] : ["python3", "/usr/bin/python3"];
  const outputs = programs.map((program) => spawnSync(program, [path, columns, "1"], { encoding: "utf8", env }));
  const line = outputs
    .map(({ stdout }) => stdout?.trim().split("\n").at(-1) ?? "")
    .find((text) => text.startsWith("{"));
  if (line === undefined) return `${script}: not installed here`;
  return { name: script, ...JSON.parse(line) };
}

function print(
  options: Options,
  ours: Awaited<ReturnType<typeof ownTimes>>,
  reference: ReturnType<typeof cReference>,
  peers: readonly (PeerResult | string)[],
): void {
  const rows = ours.fits.reduce((sum, fit) => sum + fit.n, 0);
  const [twelve, , cell] = ours.timings;
  const write = (text: string) => process.stdout.write(`${text}\n`);
  write(
    `${ours.fits[0].n} rows in the headline cell, ${rows} in the twelve; Node ${process.version}; peak ${ours.peakMb.toFixed(0)} MB after the first twelve (the generated data included)`,
  );
  for (const { what, cpu, wall } of ours.timings)
    write(`${what.padEnd(50)} ${cpu.toFixed(2).padStart(8)} CPU s ${wall.toFixed(2).padStart(8)} s`);
  write(`two threads and one give ${ours.same ? "the same bits" : "DIFFERENT RESULTS"}`);
  if (reference) {
    const worst = Math.max(...ours.fits.map((fit, i) => largestDifference(fit, reference.lines[i].slice(1))));
    write(
      `${"C reference, the same twelve cells".padEnd(50)} ${reference.cpu.toFixed(2).padStart(8)} CPU s, ${reference.mb.toFixed(0)} MB; this / C = ${(twelve.cpu / reference.cpu).toFixed(2)}; largest relative difference ${worst.toExponential(1)}`,
    );
  } else write("C reference: no compiler here");
  const small =
    options.peerScale === options.scale ? ours.fits[0] : fitLogit(studyFrame(options.peerScale), studySpecs()[0]);
  for (const result of peers) {
    if (typeof result === "string") write(result);
    else {
      const perRow = result.cpu / result.n;
      write(
        `${result.name.padEnd(24)} ${result.cpu.toFixed(1)} CPU s for ${result.n} rows, ${(result.kb / 1024).toFixed(0)} MB (${result.version}); ` +
          `largest relative difference ${largestDifference(small, [result.b, result.se, result.ame, result.ameSe]).toExponential(1)}; in proportion to rows ` +
          `one cell 1/${((perRow * ours.fits[0].n) / cell.cpu).toFixed(0)}, twelve cells 1/${((perRow * rows) / twelve.cpu).toFixed(0)}`,
      );
    }
  }
}

/** Of coefficient, its error, effect and its error; differences of the estimates are taken relative to their errors. */
function largestDifference({ terms, margins }: LogitFit, [b, se, ame, ameSe]: readonly number[]): number {
  const [term, effect] = [terms[1], margins[0]];
  return Math.max(
    Math.abs(term.estimate - b) / se,
    Math.abs(term.se / se - 1),
    Math.abs(effect.ame - ame) / ameSe,
    Math.abs(effect.se / ameSe - 1),
  );
}

void main();
