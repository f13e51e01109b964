import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { backTransform } from "./basis";
import { solve } from "./cholesky";
import { defaultDraws, drawWeights } from "./clusterDraws";
import { clusteringOf, scoresOf } from "./covariance";
import { type RestoredFit, withRestored } from "./restoreFit";
import type { LogitFit } from "./types";

/** One hypothesis of a family: that a coefficient of a fit is zero. */
export interface Hypothesis {
  readonly fit: LogitFit;
  readonly term: string;
}

export interface AdjustedTest {
  readonly outcome: string;
  readonly term: string;
  readonly z: number;
  /** Unadjusted bootstrap p-value and the step-down adjusted one. */
  readonly p: number;
  readonly adjusted: number;
}

/**
 * Romano and Wolf's step-down adjustment (2005; Clarke, Romano and Wolf 2020): the same random cluster weights for all
 * hypotheses, applied to the clusters' contributions to each estimate, keep the dependence between outcomes.
 */
export function romanoWolf(
  frame: Frame,
  family: readonly Hypothesis[],
  { replicates = 999, seed }: { readonly replicates?: number; readonly seed: number },
): readonly AdjustedTest[] {
  const influences = family.map((hypothesis) => influence(frame, hypothesis));
  const clusters = influences[0].length;
  if (new Set(family.map(({ fit }) => fit.spec.cluster)).size > 1) {
    throw new StudyError("settings", "clusters-are-common", "Romano-Wolf needs fits with the same cluster column.");
  }
  const observed = family.map(({ fit, term }) => Math.abs(fit.terms.find((t) => t.name === term)?.z as number));
  const kind = defaultDraws(clusters);
  const weights = new Float64Array(clusters);
  const draws = Array.from({ length: replicates }, (_, r) => {
    drawWeights(kind, seed, r, weights);
    return influences.map((values) => Math.abs(studentised(values, weights)));
  });
  const order = observed.map((_, i) => i).sort((i, j) => observed[j] - observed[i]);
  const adjusted = new Array<number>(family.length);
  let running = 0;
  order.forEach((i, step) => {
    const remaining = order.slice(step);
    const beyond = draws.filter((t) => Math.max(...remaining.map((j) => t[j])) >= observed[i]).length;
    running = Math.max(running, (1 + beyond) / (replicates + 1));
    adjusted[i] = running;
  });
  return family.map(({ fit, term }, i) => ({
    outcome: fit.spec.outcome,
    term,
    z: fit.terms.find((t) => t.name === term)?.z as number,
    p: (1 + draws.filter((t) => t[i] >= observed[i]).length) / (replicates + 1),
    adjusted: adjusted[i],
  }));
}

/** Contribution of every cluster of the column, absent ones 0, to a coefficient: its row of H^-1 times the cluster's score. */
function influence(frame: Frame, hypothesis: Hypothesis): Float64Array {
  return withRestored(frame, hypothesis.fit, (restored) => influenceOf(restored, hypothesis));
}

function influenceOf({ model, solution }: RestoredFit, { fit, term }: Hypothesis): Float64Array {
  const j = fit.terms.findIndex((t) => t.name === term);
  if (j < 0 || fit.spec.cluster === undefined) {
    throw new StudyError(
      "settings",
      "term-is-in-model",
      `The fit of ${fit.spec.outcome} has no clustered coefficient "${term}".`,
    );
  }
  const size = fit.terms.length;
  const transform = backTransform(model.basis) as Float64Array;
  const row = solve(solution.factor, transform.subarray(j * size, (j + 1) * size));
  const clustering = clusteringOf(model.design.labels[0]);
  const { scores, cluster } = scoresOf(model, solution, clustering);
  const values = new Float64Array(clustering.count);
  cluster.forEach((code, c) => {
    for (let i = 0; i < size; i++) values[code] += row[i] * scores[c * size + i];
  });
  return values;
}

function studentised(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (let c = 0; c < values.length; c++) {
    const value = values[c] * weights[c];
    sum += value;
    squares += value * value;
  }
  return sum / Math.sqrt(squares);
}
