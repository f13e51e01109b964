import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { type Progress, silent } from "../util/progress";
import { type Basis, backTransform } from "./basis";
import { drawMultiplicities } from "./clusterDraws";
import { eachRun } from "./clusterRuns";
import { heapOf } from "./compiled/heap";
import { type Groups, groupsOfRuns } from "./countGroups";
import { clusteringOf } from "./covariance";
import { type CoefficientProblem, fitCoefficients } from "./fitCoefficients";
import { levelSums } from "./levelSums";
import { quantileOf } from "./quantile";
import { type RestoredFit, withRestored } from "./restoreFit";
import type { LogitFit } from "./types";
import { applied } from "./vcov";

export interface PairsBootstrapOptions {
  readonly replicates?: number;
  readonly seed: number;
  readonly progress?: Progress;
}

/** Coefficients over resamples of whole clusters. */
export interface PairsBootstrap {
  readonly terms: readonly {
    readonly name: string;
    /** Standard deviation over the replicates in which the term could be estimated. */
    readonly se: number;
    /** Percentile interval of the coefficient, 95%. */
    readonly low: number;
    readonly high: number;
    readonly replicates: number;
  }[];
  /** Replicates that had no maximum likelihood estimate; they are left out. */
  readonly failed: number;
  readonly replicates: number;
  readonly seed: number;
}

/**
 * Pairs cluster bootstrap: clusters are drawn with replacement, copies counting as distinct clusters, and the model is
 * refitted from the estimates. Levels that a resample lacks, or that predict perfectly in it, leave that replicate as they
 * would leave a sample. Reproducible by seed, replicate by replicate.
 */
export function pairsBootstrap(frame: Frame, fit: LogitFit, options: PairsBootstrapOptions): PairsBootstrap {
  return withRestored(frame, fit, (restored) => refits(restored, fit, options));
}

function refits(
  restored: RestoredFit,
  fit: LogitFit,
  { replicates = 200, seed, progress = silent }: PairsBootstrapOptions,
): PairsBootstrap {
  const heap = heapOf(restored.problem.halves.memory);
  const resample = resampler(restored);
  const stage = progress.stage("Refitting resamples of clusters");
  const draws: (readonly number[])[] = fit.terms.map(() => []);
  let failed = 0;
  for (let r = 0; r < replicates; r++) {
    const estimates = heap.scoped(() => refit(restored, resample(seed, r)));
    if (estimates === undefined) failed++;
    else
      fit.terms.forEach((term, j) => {
        const value = estimates.get(term.name);
        if (value !== undefined) (draws[j] as number[]).push(value);
      });
    stage.update((r + 1) / replicates);
  }
  stage.done(`${replicates} replicates, ${failed} failed`);
  return { terms: fit.terms.map(({ name }, j) => ({ name, ...summary(draws[j]) })), failed, replicates, seed };
}

/** Counts of the sample's groups in a resample of its clusters. */
function resampler({ model, problem }: RestoredFit): (seed: number, replicate: number) => Groups {
  const { design, sample, basis, spec } = model;
  if (spec.cluster === undefined) {
    throw new StudyError("settings", "bootstrap-has-clusters", "A cluster bootstrap needs a fit with clusters.");
  }
  const { ofCell, count } = clusteringOf(design.labels[0]);
  const runs = {
    cluster: [] as number[],
    group: [] as number[],
    pattern: [] as number[],
    rows: [] as number[],
    events: [] as number[],
  };
  const { point } = problem.groups;
  const heap = heapOf(problem.halves.memory);
  const groups = groupsOfRuns(design);
  eachRun(design, sample.groups, (p, cell, n, y, run) => {
    runs.cluster.push(ofCell[cell]);
    runs.group.push(groups[run]);
    runs.pattern.push(p);
    runs.rows.push(n);
    runs.events.push(y);
  });
  const [cluster, groupOf, patternOf] = [runs.cluster, runs.group, runs.pattern].map((v) => Uint32Array.from(v));
  const [rowsOf, eventsOf] = [runs.rows, runs.events].map((v) => Float64Array.from(v));
  const codes = presentCodes(cluster, count);
  const drawn = new Float64Array(codes.length);
  return (seed, replicate) => {
    drawMultiplicities(seed, replicate, drawn);
    const times = new Float64Array(count);
    codes.forEach((code, c) => {
      times[code] = drawn[c];
    });
    const patterns = problem.halves.patterns;
    const counts = heap.float64(point.length);
    const [rows, events] = [heap.float64(patterns), heap.float64(patterns)];
    const eventValues = basis.values.map(() => heap.float64(patterns));
    for (let r = 0; r < cluster.length; r++) {
      const multiple = times[cluster[r]];
      if (multiple === 0) continue;
      const p = patternOf[r];
      counts[groupOf[r]] += multiple * rowsOf[r];
      rows[p] += multiple * rowsOf[r];
      events[p] += multiple * eventsOf[r];
      for (let k = 0; k < eventValues.length; k++) {
        eventValues[k][p] += multiple * eventsOf[r] * basis.values[k][point[groupOf[r]]];
      }
    }
    const resampled = { count: counts, rows, events, eventValues, persons: rows, personEvents: events };
    return { ...problem.groups, ...resampled, xSums: undefined };
  };
}

function presentCodes(cluster: Uint32Array, count: number): number[] {
  const present = new Uint8Array(count);
  for (let r = 0; r < cluster.length; r++) present[cluster[r]] = 1;
  return Array.from(present.keys()).filter((code) => present[code] === 1);
}

/** Named coefficients of a resample, or undefined when it has no estimate. */
function refit({ problem, solution }: RestoredFit, resampled: Groups): Map<string, number> | undefined {
  const { basis, kept } = withoutLevels(problem, resampled);
  const start = Float64Array.from(kept, (j) => solution.b[j]);
  const transform = backTransform(basis);
  if (transform === undefined) return undefined;
  try {
    const { b } = fitCoefficients({ ...problem, basis, groups: resampled }, start);
    const named = applied(transform, b);
    return new Map(basis.columns.map(({ name }, j) => [name, named[j]]));
  } catch (error) {
    if (error instanceof StudyError && error.kind === "estimation") return undefined;
    throw error;
  }
}

/** Empties the patterns of levels that predict perfectly and leaves out the columns of levels without rows, until stable. */
function withoutLevels(
  { basis, halves }: CoefficientProblem,
  groups: Groups,
): { basis: Basis; kept: readonly number[] } {
  let kept = basis.columns.map((_, j) => j);
  for (;;) {
    const rows = levelSums(halves, groups.rows, { pairs: false }).single;
    const events = levelSums(halves, groups.events, { pairs: false }).single;
    const columns = kept.map((j) => basis.columns[j]);
    const perfect = columns.find(
      ({ factor, level, numeric }) =>
        factor >= 0 && numeric < 0 && rows[factor][level] > 0 && isConstant(events[factor][level], rows[factor][level]),
    );
    if (perfect) emptyLevel(halves.levelOfPattern[perfect.factor], perfect.level, groups);
    const emptied = perfect ? levelSums(halves, groups.rows, { pairs: false }).single : rows;
    kept = kept.filter(
      (j) => basis.columns[j].factor < 0 || emptied[basis.columns[j].factor][basis.columns[j].level] > 0,
    );
    if (!perfect) return { basis: { ...basis, columns: kept.map((j) => basis.columns[j]) }, kept };
  }
}

function isConstant(events: number, rows: number): boolean {
  return events === 0 || events === rows;
}

function emptyLevel(levels: Uint16Array, level: number, groups: Groups): void {
  for (let p = 0; p < levels.length; p++) {
    if (levels[p] !== level) continue;
    groups.count.fill(0, groups.ofPattern[p], groups.ofPattern[p + 1]);
    groups.rows[p] = 0;
    groups.events[p] = 0;
    for (const values of groups.eventValues) values[p] = 0;
  }
}

function summary(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const se = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1));
  const sorted = [...values].sort((a, b) => a - b);
  return { se, low: quantileOf(sorted, 0.025), high: quantileOf(sorted, 0.975), replicates: n };
}
