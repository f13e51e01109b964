import type { Basis } from "./basis";
import type { Groups } from "./countGroups";
import type { Labelling } from "./labelTotals";
import type { Predictor } from "./linearPredictor";
import type { PreparedDesign } from "./prepareDesign";
import { residualTotals } from "./residualTotals";

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
  const totals = residualTotals(design, groups, basis, predictor, clusters);
  const cluster = presentLabels(design, groups, clusters);
  const width = basis.columns.length;
  const scores = new Float64Array(cluster.length * width);
  for (let j = 0; j < width; j++) {
    for (let c = 0; c < cluster.length; c++) scores[c * width + j] = totals[j][cluster[c]];
  }
  return { scores, cluster };
}

/** Codes of the labels with a row in the sample, increasing. */
export function presentLabels(
  { runs, pointOfCell }: PreparedDesign,
  { runCounts }: Groups,
  { ofCell, count }: Labelling,
): Uint32Array {
  const { label } = runs;
  const counted = new Uint32Array(pointOfCell.length);
  for (let j = 0; j < runCounts.length; j++) counted[label[j]] |= runCounts[j];
  const present = new Uint8Array(count);
  for (let cell = 0; cell < counted.length; cell++) if (counted[cell] !== 0) present[ofCell[cell]] = 1;
  return Uint32Array.from(present.keys()).filter((code) => present[code] === 1);
}
