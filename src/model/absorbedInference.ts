import { type AbsorbedSolution, patternSums, perLabel } from "./absorbed";
import { inverse, solve } from "./cholesky";
import { total } from "./countGroups";
import type { EstimationModel } from "./estimationModel";
import { columnTotals } from "./gram";
import { type Labelling, labelTotals } from "./labelTotals";
import type { PreparedDesign } from "./prepareDesign";
import { presentLabels } from "./residualTotals";
import { addOuter, mirrored, quadraticForm } from "./vcov";

/** Contributions of every cluster to the estimates: rows of H^-1 u for the coefficients, and u for the absorbed effects. */
export interface AbsorbedInfluence {
  readonly cluster: Uint32Array;
  /** Row-major, one row per cluster. */
  readonly moves: Float64Array;
  /** Residual sums by cell, from which a cluster's effect scores come. */
  readonly residualOfCell: Float64Array;
}

/** Influence of the clusters: their scores less the part that the absorbed effects take up, times the inverse information. */
export function absorbedInfluence(
  model: EstimationModel,
  solution: AbsorbedSolution,
  clusters: Labelling,
  effects: Labelling,
): AbsorbedInfluence {
  const { design, sample, basis } = model;
  const { groups } = sample;
  const totals = labelTotals(design, solution.runs.residual, basis, clusters);
  const residualOfCell = perCell(design, solution.runs.residual);
  residualOfCell.forEach((residual, cell) => {
    const effect = effects.ofCell[cell];
    for (let j = 0; j < totals.length; j++) totals[j][clusters.ofCell[cell]] -= solution.shares[j][effect] * residual;
  });
  const cluster = presentLabels(design, groups, clusters);
  const size = basis.columns.length;
  const moves = new Float64Array(cluster.length * size);
  cluster.forEach((code, c) => {
    const score = Float64Array.from(totals, (t) => t[code]);
    moves.set(solve(solution.factor, score), c * size);
  });
  return { cluster, moves, residualOfCell };
}

/** Factor times the sum of z z' over clusters. */
export function absorbedSandwich(
  { moves, cluster }: AbsorbedInfluence,
  size: number,
  multiplier: number,
): Float64Array {
  const lower = new Float64Array(size * size);
  for (let c = 0; c < cluster.length; c++) addOuter(lower, moves.subarray(c * size, (c + 1) * size));
  return mirrored(lower, size, multiplier);
}

/** Inverse information on the coefficients, the effects being estimated. */
export function absorbedOim({ factor }: AbsorbedSolution): Float64Array {
  return inverse(factor);
}

/**
 * Average marginal effect of a numeric term with its variance: the effects enter the gradient too, with their own part of the
 * inverse Hessian.
 */
export function absorbedMargin(
  model: EstimationModel,
  solution: AbsorbedSolution,
  numeric: number,
  effects: Labelling,
  inference:
    | { readonly clusters: Labelling; readonly influence: AbsorbedInfluence; readonly multiplier: number }
    | undefined,
): { value: number; se: number } {
  const { design, sample, basis } = model;
  const { groups } = sample;
  const { runs, predictor } = solution;
  const n = total(groups.rows);
  const perClass = predictor.slopes[numeric].map((s) => s / basis.scale[numeric]);
  const slopeOf = (pattern: number) => perClass[predictor.classes.ofPattern[pattern]];
  const throughRuns = timesSlope(model, runs.slope, slopeOf);
  const sums = patternSums(design, basis, throughRuns, runs.weight);
  const through = columnTotals(basis, design.halves, sums.residual, sums.residualX);
  const own = columnTotals(
    basis,
    design.halves,
    sums.weight,
    basis.values.map(() => sums.weight),
  );
  const gradient = Float64Array.from(basis.columns, (column, j) => {
    const direct = column.numeric === numeric ? own[j] / basis.scale[numeric] : 0;
    return (through[j] + direct) / n;
  });
  const effectGradient = perLabel(design, throughRuns, effects).map((v) => v / n);
  const reduced = gradient.map((g, j) => {
    let sum = g;
    for (let l = 0; l < effects.count; l++) sum -= solution.shares[j][l] * effectGradient[l];
    return sum;
  });
  const value = total(timesSlope(model, runs.weight, slopeOf)) / n;
  const information = solution.effectInformation;
  if (inference === undefined) {
    let variance = quadraticForm(absorbedOim(solution), reduced);
    for (let l = 0; l < effects.count; l++) if (information[l] > 0) variance += effectGradient[l] ** 2 / information[l];
    return { value, se: Math.sqrt(variance) };
  }
  const { clusters, influence, multiplier } = inference;
  const parts = new Float64Array(clusters.count);
  influence.residualOfCell.forEach((residual, cell) => {
    const effect = effects.ofCell[cell];
    if (information[effect] > 0)
      parts[clusters.ofCell[cell]] += (effectGradient[effect] * residual) / information[effect];
  });
  let sum = 0;
  influence.cluster.forEach((code, c) => {
    let part = parts[code];
    for (let j = 0; j < reduced.length; j++) part += reduced[j] * influence.moves[c * reduced.length + j];
    sum += part * part;
  });
  return { value, se: Math.sqrt(multiplier * sum) };
}

function timesSlope(
  { design }: EstimationModel,
  values: Float64Array,
  slopeOf: (pattern: number) => number,
): Float64Array {
  const { ofPattern } = design.runs;
  const scaled = new Float64Array(values.length);
  for (let p = 0; p < design.halves.patterns; p++) {
    const slope = slopeOf(p);
    for (let j = ofPattern[p]; j < ofPattern[p + 1]; j++) scaled[j] = values[j] * slope;
  }
  return scaled;
}

function perCell({ runs, pointOfCell }: PreparedDesign, values: Float64Array): Float64Array {
  const sums = new Float64Array(pointOfCell.length);
  for (let j = 0; j < values.length; j++) sums[runs.label[j]] += values[j];
  return sums;
}
