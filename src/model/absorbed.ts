import { StudyError } from "../util/errors";
import type { Basis } from "./basis";
import { type Cholesky, cholesky, dependentColumns, solve } from "./cholesky";
import { eventsIn, type Groups, groupsOfRuns, rowsIn, total } from "./countGroups";
import type { EstimationModel } from "./estimationModel";
import { LARGE_COEFFICIENT, LARGE_PREDICTOR, reach } from "./fitCoefficients";
import { gram } from "./gram";
import { type Labelling, labelTotals } from "./labelTotals";
import { linearPredictor, type Predictor, slopeClasses } from "./linearPredictor";
import { emptyMoments, type PatternMoments } from "./patternMoments";
import type { PreparedDesign } from "./prepareDesign";
import { presentLabels } from "./residualTotals";
import { separationJudge } from "./separation";

/**
 * A logit with an intercept for every level of a factor (fixed effects). The Hessian is [A B; B' D] with D diagonal, so the
 * coefficients of interest need only its Schur complement A - B D^-1 B': no matrix of the size of the effects is formed.
 */
export interface AbsorbedSolution {
  readonly b: Float64Array;
  readonly logLik: number;
  readonly iterations: number;
  /** Factor of the Schur complement: the information on the coefficients when the effects are estimated too. */
  readonly factor: Cholesky;
  readonly predictor: Predictor;
  /** By level of the absorbed factor: its effect's odds, its information D, and the columns of B' D^-1. */
  readonly odds: Float64Array;
  readonly effectInformation: Float64Array;
  readonly shares: readonly Float64Array[];
  /** Per run the residual and the weight of its rows, and the slope w(1 - 2p) of that weight. */
  readonly runs: RunSums;
}

export interface RunSums {
  readonly residual: Float64Array;
  readonly weight: Float64Array;
  readonly slope: Float64Array;
  readonly logs: number;
}

const LAST_STEP = 1e-12;
const MAX_ITERATIONS = 60;

/**
 * Fits the coefficients of the basis (no intercept) and the effects of the labels together.
 * @throws StudyError when the outcome is separated, or when Newton's method does not converge
 */
export function fitAbsorbed(model: EstimationModel, effects: Labelling): AbsorbedSolution {
  const { basis, design, sample } = model;
  const { groups } = sample;
  const size = basis.columns.length;
  const levels = presentLabels(design, groups, effects);
  const mean = total(groups.events) / total(groups.rows);
  let b = new Float64Array(size);
  let alpha = new Float64Array(effects.count).fill(Math.log(mean / (1 - mean)));
  let at = evaluate(model, effects, b, alpha);
  const judge = separationJudge(model, effects);
  const suspect = () => {
    const error = judge();
    if (error) throw error;
  };
  for (let iterations = 1; iterations <= MAX_ITERATIONS; iterations++) {
    const step = newtonStep(at, levels, size);
    if (step === undefined) break;
    let share = 1;
    let next = moved(b, alpha, step, share);
    let atNext = evaluate(model, effects, next.b, next.alpha);
    while (atNext.runs.logs > at.runs.logs + 1e-12 * Math.abs(at.runs.logs) && share > 1e-9) {
      share /= 2;
      next = moved(b, alpha, step, share);
      atNext = evaluate(model, effects, next.b, next.alpha);
    }
    ({ b, alpha } = next);
    at = atNext;
    if (b.some((value) => !(Math.abs(value) <= LARGE_COEFFICIENT))) suspect();
    if (step.decrement > LAST_STEP) continue;
    const { oddsA, oddsB, oddsPoint } = at.predictor;
    if (
      reach(
        oddsA,
        oddsB,
        oddsPoint,
        Float64Array.from(levels, (l) => at.odds[l]),
      ) > LARGE_PREDICTOR
    )
      suspect();
    return solution(at, b, iterations, levels, effects.count, size);
  }
  suspect();
  throw new StudyError(
    "estimation",
    "fit-converges",
    "The fit with absorbed effects did not converge. Look for rare levels, and merge or drop them.",
  );
}

/** Marks the columns that depend on the effects and on earlier columns, on the unweighted design. */
export function absorbedDependence(
  model: Pick<EstimationModel, "design">,
  groups: Groups,
  basis: Basis,
  effects: Labelling,
): Uint8Array {
  const { design } = model;
  const rows = Float64Array.from(groups.runCounts, rowsIn);
  const moments = patternSums(design, basis, rows, rows);
  const cross = labelTotals(design, rows, basis, effects);
  const perLevel = perLabel(design, rows, effects);
  const whole = gram(basis, design.halves, moments);
  const size = basis.columns.length;
  const within = schur(whole, cross, perLevel, presentLabels(design, groups, effects), size);
  // A column that hardly varies within levels has nothing but rounding left.
  for (let j = 0; j < size; j++) if (within[j * size + j] < 1e-10 * whole[j * size + j]) within[j * size + j] = 0;
  return dependentColumns(within, size);
}

interface AbsorbedPoint {
  readonly predictor: Predictor;
  readonly odds: Float64Array;
  readonly runs: RunSums;
  readonly information: Float64Array;
  readonly gradient: Float64Array;
  readonly cross: readonly Float64Array[];
  readonly effectInformation: Float64Array;
  readonly effectGradient: Float64Array;
}

function evaluate(model: EstimationModel, effects: Labelling, b: Float64Array, alpha: Float64Array): AbsorbedPoint {
  const { basis, design, sample } = model;
  const { groups } = sample;
  const predictor = linearPredictor(b, basis, design.halves, slopeClasses(basis, design.halves), groups);
  const odds = alpha.map((value) => Math.exp(Math.max(-230, Math.min(230, value))));
  const runs = runSums(design, groups, predictor, odds, effects);
  const moments = patternSums(design, basis, runs.residual, runs.weight);
  const scores = labelTotals(design, runs.residual, basis, effects);
  return {
    predictor,
    odds,
    runs,
    information: gram(basis, design.halves, moments),
    gradient: Float64Array.from(scores, total),
    cross: labelTotals(design, runs.weight, basis, effects),
    effectInformation: perLabel(design, runs.weight, effects),
    effectGradient: perLabel(design, runs.residual, effects),
  };
}

interface AbsorbedStep {
  readonly b: Float64Array;
  readonly alpha: Float64Array;
  readonly decrement: number;
}

function newtonStep(at: AbsorbedPoint, levels: Uint32Array, size: number): AbsorbedStep | undefined {
  const { information, gradient, cross, effectInformation, effectGradient } = at;
  const factor = cholesky(schur(information, cross, effectInformation, levels, size), size);
  if (factor === undefined) return undefined;
  const reduced = gradient.map((g, j) => {
    let sum = g;
    for (const l of levels) sum -= (cross[j][l] * effectGradient[l]) / effectInformation[l];
    return sum;
  });
  const b = solve(factor, reduced);
  const alpha = new Float64Array(effectInformation.length);
  let decrement = b.reduce((sum, value, j) => sum + value * gradient[j], 0);
  for (const l of levels) {
    let sum = effectGradient[l];
    for (let j = 0; j < size; j++) sum -= cross[j][l] * b[j];
    alpha[l] = sum / effectInformation[l];
    decrement += alpha[l] * effectGradient[l];
  }
  return { b, alpha, decrement };
}

function moved(b: Float64Array, alpha: Float64Array, step: AbsorbedStep, share: number) {
  return { b: b.map((v, j) => v + share * step.b[j]), alpha: alpha.map((v, l) => v + share * step.alpha[l]) };
}

function solution(
  at: AbsorbedPoint,
  b: Float64Array,
  iterations: number,
  levels: Uint32Array,
  count: number,
  size: number,
): AbsorbedSolution {
  const { cross, effectInformation } = at;
  const factor = cholesky(schur(at.information, cross, effectInformation, levels, size), size) as Cholesky;
  const shares = cross.map((totals) => {
    const share = new Float64Array(count);
    for (const l of levels) share[l] = totals[l] / effectInformation[l];
    return share;
  });
  const { predictor, odds, runs } = at;
  return { b, logLik: -runs.logs, iterations, factor, predictor, odds, effectInformation, shares, runs };
}

/** A - B D^-1 B'. */
function schur(
  whole: Float64Array,
  cross: readonly Float64Array[],
  diagonal: Float64Array,
  levels: Uint32Array,
  size: number,
): Float64Array {
  const result = whole.slice();
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (const l of levels) sum += (cross[i][l] * cross[j][l]) / diagonal[l];
      result[i * size + j] -= sum;
      result[j * size + i] = result[i * size + j];
    }
  }
  return result;
}

/** Residual, weight and its slope of every run, and minus the log likelihood. */
function runSums(
  design: PreparedDesign,
  { runCounts }: Groups,
  { oddsA, oddsB, oddsPoint, direct, classes }: Predictor,
  odds: Float64Array,
  effects: Labelling,
): RunSums {
  const { runs, pointOfCell, halves, points, multiplicity } = design;
  const sums = [0, 0, 0].map(() => new Float64Array(runs.label.length));
  const [residual, weight, slope] = sums;
  const groupOf = direct ? groupsOfRuns(design) : undefined;
  let logs = 0;
  for (let p = 0; p < halves.patterns; p++) {
    const oddsPattern = oddsA[halves.a.ofPattern[p]] * oddsB[halves.b.ofPattern[p]];
    const offset = classes.ofPattern[p] * points;
    for (let j = runs.ofPattern[p]; j < runs.ofPattern[p + 1]; j++) {
      if (runCounts[j] === 0) continue;
      const [n, y] = [rowsIn(runCounts[j]), eventsIn(runCounts[j])];
      const cell = runs.label[j];
      const at = groupOf ? groupOf[j] : offset + pointOfCell[cell];
      const o = oddsPattern * oddsPoint[at] * odds[effects.ofCell[cell]];
      const q = 1 / (1 + o);
      const probability = o > 1e300 ? 1 : o * q;
      const times = multiplicity ? multiplicity.weight[cell] : 1;
      residual[j] = times * (y - n * probability);
      weight[j] = times * n * probability * q;
      slope[j] = weight[j] * (q - probability);
      logs += times * (n * Math.log1p(o) - y * Math.log(o));
    }
  }
  return { residual, weight, slope, logs };
}

/** Moments of the patterns from values per run, zero outside the sample. */
export function patternSums(
  { runs, pointOfCell, halves }: PreparedDesign,
  { values }: Basis,
  residual: Float64Array,
  weight: Float64Array,
): PatternMoments {
  const out = emptyMoments(halves, values.length, true);
  for (const sums of Object.values(out).flat()) sums.fill(0);
  for (let p = 0; p < halves.patterns; p++) {
    for (let j = runs.ofPattern[p]; j < runs.ofPattern[p + 1]; j++) {
      const point = pointOfCell[runs.label[j]];
      out.residual[p] += residual[j];
      out.weight[p] += weight[j];
      let pair = 0;
      for (let k = 0; k < values.length; k++) {
        const x = values[k][point];
        out.residualX[k][p] += residual[j] * x;
        out.weightX[k][p] += weight[j] * x;
        for (let l = k; l < values.length; l++) out.weightXX[pair++][p] += weight[j] * x * values[l][point];
      }
    }
  }
  return out;
}

/** Sums of run values by label. */
export function perLabel({ runs }: PreparedDesign, values: Float64Array, { ofCell, count }: Labelling): Float64Array {
  const sums = new Float64Array(count);
  for (let j = 0; j < values.length; j++) sums[ofCell[runs.label[j]]] += values[j];
  return sums;
}
