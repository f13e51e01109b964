import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { didYouMean } from "../util/nearest";
import { backTransform, standardise } from "./basis";
import { type Cholesky, cholesky, solve } from "./cholesky";
import { type DrawKind, defaultDraws, drawWeights } from "./clusterDraws";
import { type ClusterScores, clusterScores } from "./clusterScores";
import { countGroups } from "./countGroups";
import { clusteringOf } from "./covariance";
import { type EstimationModel, withModel } from "./estimationModel";
import { type CoefficientProblem, evaluateAt, fitCoefficients, problemOf } from "./fitCoefficients";
import { refuseAbsorbed } from "./restoreFit";
import { separationJudge } from "./separation";
import type { LogitFit } from "./types";

export interface ScoreBootstrapOptions {
  /** Replicates, default 999. */
  readonly replicates?: number;
  readonly seed: number;
  /** Default Rademacher, or Webb's six points with fewer than 12 clusters. */
  readonly draws?: DrawKind;
}

/** A bootstrap test that one coefficient is zero. */
export interface ScoreBootstrap {
  readonly name: string;
  /** Studentised score at the fit with the null imposed. */
  readonly t: number;
  readonly p: number;
  readonly replicates: number;
  readonly seed: number;
  readonly draws: DrawKind;
  readonly clusters: number;
}

/**
 * Score (wild) cluster bootstrap (Kline and Santos 2012): the model is fitted with the coefficient at zero, the clusters'
 * contributions to its one-step estimate are given random signs, and p = (1 + #{|t*| >= |t|}) / (B + 1). Nothing is refitted.
 */
export function scoreBootstrap(
  frame: Frame,
  fit: LogitFit,
  term: string,
  options: ScoreBootstrapOptions,
): ScoreBootstrap {
  const { contributions } = nullContributions(frame, fit, term);
  return bootstrapContributions(term, contributions, options);
}

/**
 * The bootstrap from the clusters' contributions alone, in any order: the draws go to them from smallest to largest, so that a reviewer
 * who has them without the names of the clusters gets the same p.
 */
export function bootstrapContributions(
  term: string,
  unordered: Float64Array,
  { replicates = 999, seed, draws }: ScoreBootstrapOptions,
): ScoreBootstrap {
  const contributions = unordered.slice().sort();
  const kind = draws ?? defaultDraws(contributions.length);
  const t = studentised(contributions);
  const weights = new Float64Array(contributions.length);
  let beyond = 0;
  for (let r = 0; r < replicates; r++) {
    drawWeights(kind, seed, r, weights);
    for (let c = 0; c < weights.length; c++) weights[c] *= contributions[c];
    if (Math.abs(studentised(weights)) >= Math.abs(t)) beyond++;
  }
  const p = (1 + beyond) / (replicates + 1);
  return { name: term, t, p, replicates, seed, draws: kind, clusters: contributions.length };
}

/** Sum over the root of the cluster variance with M/(M-1). */
function studentised(values: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (let c = 0; c < values.length; c++) {
    sum += values[c];
    squares += values[c] * values[c];
  }
  return sum / Math.sqrt((squares * values.length) / (values.length - 1));
}

/** The model in a basis where the coefficient of the term is its named one up to scale, so that the null drops one column. */
function withPlainColumn(model: EstimationModel, fit: LogitFit, term: string): EstimationModel {
  const { basis, design, take, sample, spec } = model;
  const names = basis.columns.map((column) => column.name);
  const j = names.indexOf(term);
  if (j <= 0 || fit.terms[j]?.name !== term) {
    const message = `The fit has no coefficient "${term}" to test.${didYouMean(term, names)}`;
    throw new StudyError("settings", "term-is-in-model", message);
  }
  if (spec.cluster === undefined) {
    throw new StudyError("settings", "bootstrap-has-clusters", "A cluster bootstrap needs a fit with clusters.");
  }
  const transform = backTransform(basis) as Float64Array;
  const mixes = names.some((_, i) => i !== j && transform[j * names.length + i] !== 0);
  if (!mixes) return model;
  const uncentred = standardise(design, basis.columns, () => false);
  const groups = countGroups(design, take, sample.kept, uncentred.values);
  return { ...model, basis: uncentred, sample: { ...sample, groups } };
}

/** Contribution of each cluster to the one-step estimate of the coefficient from the fit where it is zero, with the cluster codes. */
export function nullContributions(frame: Frame, fit: LogitFit, term: string) {
  refuseAbsorbed(fit);
  return withModel(frame, fit.spec, (model) => contributionsOf(withPlainColumn(model, fit, term), term));
}

function contributionsOf(model: EstimationModel, term: string) {
  const { design, sample, basis } = model;
  const whole = problemOf(model);
  const j = basis.columns.findIndex((column) => column.name === term);
  const without = { ...basis, columns: basis.columns.filter((_, i) => i !== j) };
  const underNull = { ...model, basis: without };
  const restricted = fitCoefficients(problemOf(underNull), undefined, separationJudge(underNull));
  const b = Float64Array.from(basis.columns, (_, i) => (i === j ? 0 : restricted.b[i < j ? i : i - 1]));
  const scores = clusterScores(design, sample.groups, basis, restricted.predictor, clusteringOf(design.labels[0]));
  return { contributions: oneStep(whole, b, scores, j), cluster: scores.cluster };
}

function oneStep(
  problem: CoefficientProblem,
  b: Float64Array,
  { scores, cluster }: ClusterScores,
  j: number,
): Float64Array {
  const size = b.length;
  const factor = cholesky(evaluateAt(problem, b).evaluation.information, size) as Cholesky;
  const row = solve(
    factor,
    b.map((_, i) => (i === j ? 1 : 0)),
  );
  return Float64Array.from(cluster, (_, c) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += row[i] * scores[c * size + i];
    return sum;
  });
}
