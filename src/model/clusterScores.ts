import type { Basis } from "./basis";
import type { Groups } from "./countGroups";
import { type Labelling, labelTotals } from "./labelTotals";
import type { Predictor } from "./linearPredictor";
import type { PreparedDesign } from "./prepareDesign";

/** Sums of the scores within clusters: row c of `scores` (row-major, one column per column of the basis) is cluster `cluster[c]`. */
export interface ClusterScores {
  readonly scores: Float64Array;
  /** Codes of the clusters with a row in the sample, increasing. */
  readonly cluster: Uint32Array;
}

/** Score sums of every cluster at the coefficients of the predictor. */
export function clusterScores(
  design: PreparedDesign,
  groups: Groups,
  basis: Basis,
  predictor: Predictor,
  clusters: Labelling,
): ClusterScores {
  const residuals = runResiduals(design, groups, predictor);
  const totals = labelTotals(design, groups.runRows, residuals, basis, clusters);
  const cluster = presentLabels(design, groups, clusters);
  const width = basis.columns.length;
  const scores = new Float64Array(cluster.length * width);
  for (let j = 0; j < width; j++) {
    for (let c = 0; c < cluster.length; c++) scores[c * width + j] = totals[j][cluster[c]];
  }
  return { scores, cluster };
}

/** Weighted sum of y - p over every run, zero outside the sample. */
export function runResiduals(
  design: PreparedDesign,
  { runRows, runEvents }: Groups,
  predictor: Predictor,
): Float64Array {
  const { runs, pointOfCell, halves, points } = design;
  const { oddsA, oddsB, oddsPoint, direct, classes } = predictor;
  const { label, ofPattern } = runs;
  const weight = design.multiplicity?.weight;
  const residuals = new Float64Array(label.length);
  let group = 0;
  for (let p = 0; p < halves.patterns; p++) {
    const oddsPattern = oddsA[halves.a.ofPattern[p]] * oddsB[halves.b.ofPattern[p]];
    const offset = classes.ofPattern[p] * points;
    let lastPoint = -1;
    let probability = 0;
    for (let j = ofPattern[p]; j < ofPattern[p + 1]; j++) {
      const n = runRows[j];
      if (n === 0) continue;
      const cell = label[j];
      const point = pointOfCell[cell];
      if (point !== lastPoint) {
        // Groups were counted in this very order.
        const odds = oddsPattern * oddsPoint[direct ? group : offset + point];
        probability = odds / (1 + odds);
        lastPoint = point;
        group++;
      }
      residuals[j] = (runEvents[j] - n * probability) * (weight === undefined ? 1 : weight[cell]);
    }
  }
  return residuals;
}

/** Codes of the labels with a row in the sample, increasing. */
export function presentLabels(
  { runs }: PreparedDesign,
  { runRows }: Groups,
  { ofCell, count }: Labelling,
): Uint32Array {
  const present = new Uint8Array(count);
  for (let j = 0; j < runRows.length; j++) if (runRows[j] > 0) present[ofCell[runs.label[j]]] = 1;
  return Uint32Array.from(present.keys()).filter((code) => present[code] === 1);
}
