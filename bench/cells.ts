import { openFrame } from "../src/data/cache/openFrame";
import type { Frame } from "../src/data/frame";
import { fitLogit, fitLogits, pairsBootstrap, scoreBootstrap } from "../src/model";
import { designOf } from "../src/model/estimationModel";
import type { LogitFit } from "../src/model/types";
import { type Measured, measured, medianRun, ownProcess } from "./ownProcess";
import { studySpecs } from "./studyFrame";

/** A stretch of work in CPU seconds of all threads and wall seconds. */
export interface Timing {
  readonly what: string;
  readonly cpu: number;
  readonly wall: number;
}

/** What a comparison with another program needs of a fit. */
export interface CellEstimates {
  readonly n: number;
  readonly b: number;
  readonly se: number;
  readonly ame: number;
  readonly ameSe: number;
}

interface Done {
  readonly timings: readonly Timing[];
  readonly cells: readonly CellEstimates[];
  readonly digest: string;
}

type Work = "twelve" | "threads" | "prepared";

/**
 * This estimator on a saved frame, every kind of work in processes of its own: what they take includes compiling the code, and
 * their memory holds the frame but not its making. The run of median CPU time.
 */
export function ownCells(folder: string, work: Work, repeat = 1): Promise<Measured<Done>> {
  return ownProcess<Done>({ file: __filename, task: { work, folder }, repeat });
}

async function perform({ work, folder }: { work: Work; folder: string }): Promise<Done> {
  const frame = openFrame(folder);
  if (work === "twelve") return twelve(frame);
  if (work === "threads") return threads(frame);
  return prepared(frame);
}

async function twelve(frame: Frame): Promise<Done> {
  const specs = studySpecs();
  const preparation = await timed("preparation", () => designOf(frame, specs[0]));
  const fits = await timed("fits", () => specs.map((spec) => fitLogit(frame, spec)));
  const both = { what: "twelve", cpu: preparation.cpu + fits.cpu, wall: preparation.wall + fits.wall };
  return done([both, preparation, fits], fits.value);
}

async function threads(frame: Frame): Promise<Done> {
  const fits = await timed("threads", () => fitLogits(frame, studySpecs(), { workers: 2 }));
  return done([fits], fits.value);
}

/** What follows once the rows are prepared and the code is compiled. */
async function prepared(frame: Frame): Promise<Done> {
  const specs = studySpecs();
  const fit = fitLogit(frame, specs[0]);
  const cells: Timing[] = [];
  for (let i = 0; i < 5; i++) cells.push(await timed("cell", () => fitLogit(frame, specs[0])));
  const score = await timed("score", () => scoreBootstrap(frame, fit, "link_workers", { seed: 1 }));
  const pairs = await timed("pairs", () => pairsBootstrap(frame, fit, { replicates: 200, seed: 1 }));
  const warm: Timing[] = [];
  for (let i = 0; i < 3; i++) {
    // Designs are remembered by frame, so another frame of the same columns is prepared anew.
    const again = { ...frame };
    warm.push(await timed("warm", () => specs.map((spec) => fitLogit(again, spec).n)));
  }
  return done([medianRun(cells), score, pairs, medianRun(warm)], [fit]);
}

function done(timings: readonly (Timing & { readonly value?: unknown })[], fits: readonly LogitFit[]): Done {
  return {
    timings: timings.map(({ what, cpu, wall }) => ({ what, cpu, wall })),
    cells: fits.map(estimatesOf),
    digest: JSON.stringify(fits.map(({ terms, vcov, margins }) => [terms, vcov, margins])),
  };
}

/** The exposure's coefficient and average marginal effect. */
export function estimatesOf({ n, terms, margins }: LogitFit): CellEstimates {
  return { n, b: terms[1].estimate, se: terms[1].se, ame: margins[0].ame, ameSe: margins[0].se };
}

async function timed<T>(what: string, work: () => T | Promise<T>): Promise<Timing & { readonly value: T }> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  const value = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { what, cpu: (user + system) / 1e6, wall: (performance.now() - started) / 1000, value };
}

if (require.main === module) void measured(perform, async () => {});
