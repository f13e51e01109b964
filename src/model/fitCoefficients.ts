import { StudyError } from "../util/errors";
import { type Basis, interacts } from "./basis";
import { type Cholesky, cholesky, solve } from "./cholesky";
import { type Groups, total } from "./countGroups";
import type { EstimationModel } from "./estimationModel";
import { columnTotals, gram } from "./gram";
import { linearPredictor, type Predictor, type SlopeClasses, slopeClasses } from "./linearPredictor";
import { type Evaluation, maximise } from "./newton";
import type { PatternHalves } from "./patternHalves";
import { emptyMoments, type PatternMoments, patternMoments, sumLogs } from "./patternMoments";

/** The maximum of the likelihood; predictor, moments and factor are all evaluated at the final coefficients. */
export interface Solution {
  /** Coefficients of the basis. */
  readonly b: Float64Array;
  readonly logLik: number;
  readonly iterations: number;
  /** The information, row-major, and its factor. */
  readonly information: Float64Array;
  readonly factor: Cholesky;
  readonly predictor: Predictor;
  readonly moments: PatternMoments;
}

/** Symptoms of separation: a coefficient of an indicator or a standardised number beyond this, … */
export const LARGE_COEFFICIENT = 15;
/** … a linear predictor that may reach this, … */
export const LARGE_PREDICTOR = 25;
/** … a log likelihood above this: every row is predicted perfectly. */
const PERFECT_LOG_LIKELIHOOD = -1e-6;

/** Decides what a symptom means: the error to stop with, or undefined when an estimate exists. */
export type SeparationJudge = (columns: readonly string[]) => StudyError | undefined;

/** What the likelihood is a function of. */
export interface CoefficientProblem {
  readonly basis: Basis;
  readonly halves: PatternHalves;
  readonly groups: Groups;
  readonly classes: SlopeClasses;
}

/** The problem of an estimation model. */
export function problemOf({ design, sample, basis }: EstimationModel): CoefficientProblem {
  return { basis, halves: design.halves, groups: sample.groups, classes: slopeClasses(basis, design.halves) };
}

/**
 * Maximises the likelihood of the sample over the columns of the basis, from `start` or the intercept-only fit. Where there is a
 * symptom of separation `judge` decides, once; without it the symptom does.
 */
export function fitCoefficients(
  problem: CoefficientProblem,
  start = interceptOnly(problem),
  judge: SeparationJudge = divergence,
): Solution {
  const { basis, halves } = problem;
  const moments = emptyMoments(halves, basis.values.length, interacts(basis));
  const eventTotals = eventTotalsOf(problem);
  const suspect = (columns: readonly string[]) => {
    const error = judge(columns);
    if (error) throw error;
  };
  const check = (b: Float64Array) => {
    const diverged = divergedColumns(b, basis);
    if (diverged.length > 0) suspect(diverged);
  };
  const slopes = basis.columns.slice(1).map((column) => column.name);
  const { b, at, factor, iterations } = orSuspect(
    () => maximise((b) => evaluate(problem, predictorAt(problem, b), b, moments, eventTotals), start, check),
    () => suspect(slopes),
  );
  const logLik = at.logLik();
  const predictor = predictorAt(problem, b);
  // Every separated row is so far out by the time that Newton's steps are short.
  if (logLik > PERFECT_LOG_LIKELIHOOD || reach(predictor.oddsA, predictor.oddsB, predictor.oddsPoint) > LARGE_PREDICTOR)
    suspect(slopes);
  return { b, logLik, iterations, factor, information: at.information, predictor, moments };
}

/** Without a judge: a fit that diverges has no estimate. */
const divergence: SeparationJudge = (columns) =>
  new StudyError(
    "estimation",
    "outcome-is-not-separated",
    `The outcome is separated by a combination of terms: ${columns.map((name) => `"${name}"`).join(", ")} run to infinity, so no estimate exists. Merge the levels with few rows, or drop one of these terms.`,
  );

/** Where `fit` does not converge, separation is the first suspicion. */
function orSuspect<Result>(fit: () => Result, suspect: () => void): Result {
  try {
    return fit();
  } catch (error) {
    if (error instanceof StudyError && error.rule === "fit-converges") suspect();
    throw error;
  }
}

/** A bound on the linear predictor of all rows, from the factors of their odds. */
export function reach(...factors: readonly Float64Array[]): number {
  return factors.reduce((sum, odds) => {
    let [least, most] = [1, 1];
    for (let i = 0; i < odds.length; i++) {
      if (odds[i] < least) least = odds[i];
      else if (odds[i] > most) most = odds[i];
    }
    return sum + Math.max(Math.log(most), -Math.log(least));
  }, 0);
}

/** Likelihood, gradient and information at given coefficients, with the sums they were made of. */
export function evaluateAt(problem: CoefficientProblem, b: Float64Array) {
  const predictor = predictorAt(problem, b);
  const moments = emptyMoments(problem.halves, problem.basis.values.length, interacts(problem.basis));
  return { predictor, moments, evaluation: evaluate(problem, predictor, b, moments, eventTotalsOf(problem)) };
}

function evaluate(
  { basis, halves, groups }: CoefficientProblem,
  predictor: Predictor,
  b: Float64Array,
  moments: PatternMoments,
  eventTotals: Float64Array,
): Evaluation {
  patternMoments(groups, halves, predictor, basis.values, moments);
  const points = basis.values.length > 0 ? basis.values[0].length : 1;
  return {
    logLik: () =>
      b.reduce((sum, value, j) => sum + value * eventTotals[j], 0) - sumLogs(groups, halves, predictor, points),
    gradient: columnTotals(basis, halves, moments.residual, moments.residualX),
    information: gram(basis, halves, moments),
  };
}

function predictorAt({ basis, halves, classes, groups }: CoefficientProblem, b: Float64Array): Predictor {
  return linearPredictor(b, basis, halves, classes, groups);
}

function eventTotalsOf({ basis, halves, groups }: CoefficientProblem): Float64Array {
  return columnTotals(basis, halves, groups.events, groups.eventValues);
}

/**
 * The first Newton step from the intercept-only fit without a pass over the data: there every row has the same probability m,
 * so the information is m(1 - m) X'X and the gradient X'y - m X'1.
 */
export function firstStep(problem: CoefficientProblem, crossProducts: Float64Array | undefined): Float64Array {
  const factor = crossProducts && cholesky(crossProducts, problem.basis.columns.length);
  if (crossProducts === undefined || factor === undefined) return interceptOnly(problem);
  const eventTotals = eventTotalsOf(problem);
  // The first column is the intercept: its totals are those of all rows.
  const mean = eventTotals[0] / crossProducts[0];
  const gradient = eventTotals.map((events, j) => (events - mean * crossProducts[j]) / (mean * (1 - mean)));
  const start = solve(factor, gradient);
  start[0] += Math.log(mean / (1 - mean));
  return start;
}

function interceptOnly({ basis, groups }: CoefficientProblem): Float64Array {
  const start = new Float64Array(basis.columns.length);
  const events = total(groups.events);
  start[0] = Math.log(events / (total(groups.rows) - events));
  return start;
}

/** Columns whose coefficients are larger than is honest. */
function divergedColumns(b: Float64Array, { columns, centred }: Basis): readonly string[] {
  // Where a shift could not be absorbed, the level of an interacting factor is an extrapolation and may be large.
  const shifted = new Set(columns.filter((c) => c.numeric >= 0 && c.factor >= 0 && !centred).map((c) => c.factor));
  const diverged = columns.filter(
    ({ factor }, j) => j > 0 && !shifted.has(factor) && !(Math.abs(b[j]) <= LARGE_COEFFICIENT),
  );
  return diverged.map((column) => column.name);
}
