import { StudyError } from "../util/errors";
import type { Progress } from "../util/progress";
import { activeColumns } from "./activeColumns";
import { type Basis, interacts } from "./basis";
import { type Cholesky, cholesky, solve } from "./cholesky";
import type { ClusterRuns } from "./clusterRuns";
import type { ClusterScores } from "./clusterScores";
import type { CoefficientProblem, Solution } from "./fitCoefficients";
import { columnTotals } from "./gram";
import { linearPredictor, type Predictor } from "./linearPredictor";
import type { PatternHalves } from "./patternHalves";
import { emptyMoments, patternMoments } from "./patternMoments";
import { addOuter, mirrored } from "./vcov";

/** How the coefficients move when each cluster is left out, and the columns that vanish without some cluster. */
export interface Jackknife {
  /** (M-1)/M times the sum of squared moves, row-major. */
  readonly covariance: Float64Array;
  /** Columns that only one cluster identifies: their moves are taken as zero. */
  readonly vanishing: readonly number[];
}

/**
 * Covariance from leaving out one cluster at a time: linearised, b(-g) - b = -(H - H_g)^-1 u_g (MacKinnon, Nielsen and Webb,
 * "Cluster-robust jackknife and bootstrap inference for logistic regression models"), or exact, refitting from there.
 */
export function jackknife(
  problem: CoefficientProblem,
  solution: Solution,
  scores: ClusterScores,
  runs: ClusterRuns,
  options: { readonly exact: boolean; readonly progress: Progress },
): Jackknife {
  const size = problem.basis.columns.length;
  const clusters = scores.cluster.length;
  const stage = options.progress.stage(options.exact ? "Refitting without each cluster" : "Leaving out each cluster");
  const sum = new Float64Array(size * size);
  const vanishing = new Set<number>();
  const gradientWithout = leaveOneOutGradient(problem, runs);
  for (let c = 0; c < clusters; c++) {
    const own = clusterInformation(problem.basis, problem.halves, solution.predictor, runs, scores.cluster[c]);
    const without = reducedFactor(solution.information, own, size);
    for (const column of without.gone) vanishing.add(column);
    const move = reducedSolve(without, scores.scores.subarray(c * size, (c + 1) * size)).map((value) => -value);
    if (options.exact) refine(solution.b, move, without, (b) => gradientWithout(b, scores.cluster[c]));
    addOuter(sum, move);
    if (c % 16 === 0) stage.update(c / clusters);
  }
  stage.done(`${clusters} clusters`);
  return {
    covariance: mirrored(sum, size, (clusters - 1) / clusters),
    vanishing: [...vanishing].sort((a, b) => a - b),
  };
}

/** A factored information matrix without the columns that have no information left. */
interface Reduced {
  readonly factor: Cholesky;
  readonly kept: readonly number[];
  readonly gone: readonly number[];
  readonly size: number;
}

/** Share of a column's information below which rounding is all that is left of it. */
const NOTHING_LEFT = 1e-10;

function reducedFactor(whole: Float64Array, own: Float64Array, size: number): Reduced {
  const all = Array.from({ length: size }, (_, j) => j);
  const left = (j: number) => whole[j * size + j] - own[j * size + j] > NOTHING_LEFT * whole[j * size + j];
  const kept = all.filter(left);
  const matrix = Float64Array.from(kept.flatMap((i) => kept.map((j) => whole[i * size + j] - own[i * size + j])));
  const factor = cholesky(matrix, kept.length);
  if (factor) return { factor, kept, gone: all.filter((j) => !left(j)), size };
  throw new StudyError(
    "estimation",
    "clusters-identify-jointly",
    "Without one of the clusters the columns are collinear, so the jackknife does not exist. Merge rare levels, or use cr1.",
  );
}

function reducedSolve({ factor, kept, size }: Reduced, right: Float64Array): Float64Array {
  const solved = solve(
    factor,
    kept.map((j) => right[j]),
  );
  const full = new Float64Array(size);
  kept.forEach((j, i) => {
    full[j] = solved[i];
  });
  return full;
}

const MAX_REFINEMENTS = 40;

/** Newton steps with the information at the full fit, which differs little: the gradient decides where they end. */
function refine(
  b: Float64Array,
  move: Float64Array,
  without: Reduced,
  gradientAt: (b: Float64Array) => Float64Array,
): void {
  for (let i = 0; i < MAX_REFINEMENTS; i++) {
    const gradient = gradientAt(b.map((value, j) => value + move[j]));
    const step = reducedSolve(without, gradient);
    const decrement = step.reduce((sum, value, j) => sum + value * gradient[j], 0);
    if (!(decrement < 1e6)) break;
    for (let j = 0; j < move.length; j++) move[j] += step[j];
    if (decrement < 1e-20) return;
  }
  throw new StudyError(
    "estimation",
    "jackknife-converges",
    "The fit without one of the clusters does not converge. Merge rare levels, or use cr3l or cr1.",
  );
}

/** Sum over the runs of one cluster of w x x'. */
export function clusterInformation(
  basis: Basis,
  halves: PatternHalves,
  predictor: Predictor,
  runs: ClusterRuns,
  cluster: number,
): Float64Array {
  const size = basis.columns.length;
  const matrix = new Float64Array(size * size);
  const active = activeColumns(basis, halves);
  const x = new Float64Array(size);
  for (let r = runs.start[cluster]; r < runs.start[cluster + 1]; r++) {
    const p = probabilityOf(predictor, halves, basis, runs.pattern[r], runs.point[r]);
    const w = runs.rows[r] * p * (1 - p);
    const count = active.fill(runs.pattern[r]);
    for (let i = 0; i < count; i++) x[i] = valueAt(basis, active.numerics[i], runs.point[r]);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) matrix[active.columns[i] * size + active.columns[j]] += w * x[i] * x[j];
    }
  }
  return matrix;
}

function valueAt(basis: Basis, numeric: number, point: number): number {
  return numeric < 0 ? 1 : basis.values[numeric][point];
}

function probabilityOf(
  { oddsA, oddsB, slopes, classes }: Predictor,
  { a, b }: PatternHalves,
  { values }: Basis,
  pattern: number,
  point: number,
): number {
  let eta = 0;
  for (let k = 0; k < values.length; k++) eta += slopes[k][classes.ofPattern[pattern]] * values[k][point];
  const odds = oddsA[a.ofPattern[pattern]] * oddsB[b.ofPattern[pattern]] * Math.exp(eta);
  return odds / (1 + odds);
}

/** The gradient of the sample without one cluster: everybody's, less the cluster's own. */
function leaveOneOutGradient({ basis, halves, groups, classes }: CoefficientProblem, runs: ClusterRuns) {
  const moments = emptyMoments(halves, basis.values.length, interacts(basis));
  const active = activeColumns(basis, halves);
  return (b: Float64Array, cluster: number): Float64Array => {
    const predictor = linearPredictor(b, basis, halves, classes, groups);
    patternMoments(groups, halves, predictor, basis.values, moments);
    const gradient = columnTotals(basis, halves, moments.residual, moments.residualX);
    for (let r = runs.start[cluster]; r < runs.start[cluster + 1]; r++) {
      const p = probabilityOf(predictor, halves, basis, runs.pattern[r], runs.point[r]);
      const residual = runs.events[r] - runs.rows[r] * p;
      const count = active.fill(runs.pattern[r]);
      for (let i = 0; i < count; i++) {
        gradient[active.columns[i]] -= residual * valueAt(basis, active.numerics[i], runs.point[r]);
      }
    }
    return gradient;
  };
}
