import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { saveFrame } from "../src/data/cache/saveFrame";
import { fitLogit } from "../src/model";
import { type CellEstimates, estimatesOf, ownCells, type Timing } from "./cells";
import { type CReference, cReference } from "./cReference";
import { medianRun, seconds } from "./ownProcess";
import { PEERS, type Peer, runCells } from "./peers";
import { studyFrame, studySpecs } from "./studyFrame";
import { writeColumns } from "./writeColumns";

/**
 * The benchmark: `node build/bench/run.js [--scale 1] [--peer-scale 0.1] [--every-cell] [--peers glm.R,...] [--repeat 3]`.
 * Generates data of the study's shape, times this estimator, a C program and every peer that is installed, and prints ratios of CPU
 * time.
 */
async function main(): Promise<void> {
  const { scale, peerScale, everyCell, repeat, peers } = optionsOf(process.argv.slice(2));
  const folder = mkdtempSync(join(tmpdir(), "link-workers-bench-"));
  try {
    const specs = studySpecs();
    const [saved, columns, peerColumns] = ["frame", "columns", "peers"].map((name) => join(folder, name));
    const frame = studyFrame(scale);
    saveFrame(saved, frame, null);
    writeColumns(columns, frame, specs);
    // Turn by turn, as a shared machine is now faster and now slower.
    const reference = cReference(folder);
    const turns: { readonly own: Twelve; readonly c: CReference | undefined }[] = [];
    for (let i = 0; i < repeat; i++) turns.push({ own: await ownCells(saved, "twelve"), c: reference?.(columns) });
    const twelve = medianRun(turns.map(({ own }) => own));
    const threads = await ownCells(saved, "threads", repeat);
    const prepared = await ownCells(saved, "prepared");
    const [all, preparation, fits] = twelve.value.timings;
    const [cell, score, pairs, warm] = prepared.value.timings;
    const [together] = threads.value.timings;
    const own = twelve.value.cells;
    const rows = own.reduce((sum, { n }) => sum + n, 0);
    write(
      `${own[0].n} rows in the headline cell, ${rows} in the twelve; Node ${process.version}; medians of ${repeat}`,
    );
    line("twelve cells, preparation included, new process", all, `${twelve.mb.toFixed(0)} MB, the read frame included`);
    line("  of it preparation", preparation);
    line("  of it fits", fits);
    line("twelve cells, preparation included, compiled code", warm);
    line("one headline cell on prepared rows, compiled code", cell);
    line("999 score-bootstrap replicates of it", score);
    line("200 pairs-bootstrap refits of it", pairs);
    line(
      "twelve cells on two threads, new process",
      together,
      `wall / half of CPU ${((2 * together.wall) / together.cpu).toFixed(2)}`,
    );
    write(
      `two threads and one give ${threads.value.digest === twelve.value.digest ? "the same bits" : "DIFFERENT RESULTS"}`,
    );
    if (reference) {
      const c = medianRun(turns.flatMap((turn) => turn.c ?? []));
      line("the same twelve cells in C", { what: "C", cpu: c.cpu, wall: Number.NaN }, `${c.mb.toFixed(0)} MB`);
      const worst = Math.max(...own.map((estimates, i) => largestDifference(estimates, c.cells[i])));
      const ratio = (timing: Timing) => (timing.cpu / c.cpu).toFixed(2);
      write(
        `this / C: ${ratio(all)} in a new process, ${ratio(warm)} compiled; largest difference ${worst.toExponential(1)}`,
      );
    } else write("C: no compiler here");
    if (peers.length === 0) return;
    const peerFrame = studyFrame(peerScale);
    writeColumns(peerColumns, peerFrame, specs);
    const fitted = everyCell ? specs : specs.slice(0, 1);
    const small = fitted.map((spec) => estimatesOf(fitLogit(peerFrame, spec)));
    for (const script of peers) {
      const before = await ownCells(saved, "twelve");
      const peer = runCells(script, peerColumns, fitted.length);
      if (typeof peer === "string") {
        write(peer);
        continue;
      }
      const turn = [before, await ownCells(saved, "twelve"), await ownCells(saved, "twelve")];
      const near = medianRun(turn).value.timings[0];
      write(compared(peer, small, { rows, cellRows: own[0].n, all: near, cell }));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function line(what: string, { cpu, wall }: Timing, note = ""): void {
  write(`${what.padEnd(52)} ${seconds(cpu)} CPU s ${Number.isNaN(wall) ? "" : `${seconds(wall)} s`} ${note}`.trimEnd());
}

function optionsOf(argv: readonly string[]) {
  const value = (name: string, otherwise: string) => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : otherwise);
  const peers = value("--peers", PEERS.join(","));
  return {
    scale: Number(value("--scale", "1")),
    peerScale: Number(value("--peer-scale", "0.1")),
    everyCell: argv.includes("--every-cell"),
    repeat: Number(value("--repeat", "3")),
    peers: peers === "none" ? [] : peers.split(","),
  };
}

const write = (text: string) => process.stdout.write(`${text}\n`);

type Twelve = Awaited<ReturnType<typeof ownCells>>;

interface Ratios {
  readonly rows: number;
  readonly cellRows: number;
  /** The twelve cells beside the peer's run. */
  readonly all: Timing;
  readonly cell: Timing;
}

/** CPU time of R glm + sandwich over that of fixest and of glum, measured elsewhere on data of this shape. */
const OF_GLM: Readonly<Record<string, number>> = { fixest: 2.3, glum: 4.1 };

/** A peer's times, carried in proportion to rows to the cells that it did not fit, and to full size. */
function compared(peer: Peer, own: readonly CellEstimates[], { rows, cellRows, all, cell }: Ratios): string {
  const sumOf = (value: (of: Peer["cells"][number]) => number) => peer.cells.reduce((sum, of) => sum + value(of), 0);
  const [cpu, fitted] = [sumOf((of) => of.cpu), sumOf((of) => of.n)];
  const [first] = peer.cells;
  const one = ((first.cpu / first.n) * cellRows) / cell.cpu;
  const twelve = ((cpu / fitted) * rows) / all.cpu;
  const implied = Object.entries(OF_GLM).map(([name, times]) => `1/${(twelve / times).toFixed(0)} of ${name}`);
  const worst = Math.max(...peer.cells.map((of, i) => largestDifference(own[i], of)));
  const cells = peer.cells.length > 1 ? ` in ${peer.cells.length} cells (${first.cpu.toFixed(1)} for the first)` : "";
  return (
    `${peer.name.padEnd(21)} ${cpu.toFixed(1)} CPU s for ${fitted} rows${cells}, ${(peer.kb / 1024).toFixed(0)} MB (${peer.version}); ` +
    `largest difference ${worst.toExponential(1)}; ` +
    `this takes 1/${one.toFixed(0)} of its CPU time for one cell, 1/${twelve.toFixed(0)} for the twelve (${all.cpu.toFixed(2)} beside it)` +
    (peer.name === "glm.R" ? `, by implication ${implied.join(" and ")}` : "")
  );
}

/** Of coefficient, its error, effect and its error; differences of the estimates are taken relative to their errors. */
function largestDifference(own: CellEstimates, other: CellEstimates): number {
  return Math.max(
    Math.abs(own.b - other.b) / other.se,
    Math.abs(own.se / other.se - 1),
    Math.abs(own.ame - other.ame) / other.ameSe,
    Math.abs(own.ameSe / other.ameSe - 1),
  );
}

void main();
