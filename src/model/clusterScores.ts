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
  const { totals, present: cluster } = residualTotals(design, groups, basis, predictor, clusters);
  const width = basis.columns.length;
  const scores = new Float64Array(cluster.length * width);
  for (let j = 0; j < width; j++) {
    for (let c = 0; c < cluster.length; c++) scores[c * width + j] = totals[j][cluster[c]];
  }
  return { scores, cluster };
}
