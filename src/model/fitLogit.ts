import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { type Basis, backTransform, keepsSpans, standardise } from "./basis";
import { checkSpec } from "./checkSpec";
import type { Cholesky } from "./cholesky";
import { type ClusterScores, clusterScores } from "./clusterScores";
import { collinearColumns } from "./collinearity";
import { countGroups } from "./countGroups";
import { fitCoefficients, type Solution } from "./fitCoefficients";
import { averageMarginalEffect, weightSlopes } from "./marginalEffects";
import { dropPerfectPrediction, type EstimationSample } from "./perfectPrediction";
import { type DesignRequest, type PreparedDesign, prepareDesign } from "./prepareDesign";
import { margin, printable, termEstimate } from "./records";
import { selectWords } from "./sample";
import type { DroppedTerm, LogitFit, LogitSpec, Margin, Notice, Vce } from "./types";
import { applied, oimCovariance, quadraticForm, sandwich, smallSampleFactor, transformed } from "./vcov";

/**
 * Fits a logistic regression by maximum likelihood with the conventions of Stata's `logistic, vce(cluster)` and
 * `margins, dydx()`: listwise deletion, perfectly predicting levels leave with their rows, later collinear columns leave,
 * V = M/(M-1) H^-1 B H^-1, z tests, intervals symmetric in logarithms, conditional delta-method errors.
 * The frame is prepared once and remembered, so further models of the same columns are fast.
 *
 * Missing values: a row is in the sample when every sample flag is 1 and neither the outcome, nor a column of a term, nor
 * the cluster is missing; `fit.ledger` counts the rest by rule.
 *
 * @throws StudyError when there is no meaningful answer: no row or one outcome, one cluster, an exposure that does not vary,
 * more columns than rows, separation, no convergence.
 * @example
 * const fit = fitLogit(frame, { outcome: "good_gp", terms: [{ kind: "numeric", name: "link_workers" }], cluster: "pcn" });
 */
export function fitLogit(frame: Frame, spec: LogitSpec): LogitFit {
  checkSpec(frame, spec);
  const design = prepareDesign(frame, requestOf(spec));
  const { take, ledger } = selectWords(design, spec);
  const centred = standardise(design, [], () => true).values;
  const counted = dropPerfectPrediction(design, spec, take, centred);
  const { basis, dropped, notices } = independentBasis(design, spec, counted);
  const groups = basis.centred ? counted.groups : countGroups(design, take, counted.kept, basis.values);
  const sample = { ...counted, groups };
  checkSize(sample, basis);
  const solution = fitCoefficients(design, sample, basis);
  const { vcov, clusters, vce } = covariance(design, spec, take, sample, basis, solution);
  return printable({
    spec,
    n: sample.n,
    events: sample.events,
    clusters,
    logLik: solution.logLik,
    logLikNull: nullLogLik(sample.n, sample.events),
    pseudoR2: 1 - solution.logLik / nullLogLik(sample.n, sample.events),
    iterations: solution.iterations,
    converged: true,
    vce,
    ...estimates(basis, solution, vcov),
    margins: margins(design, spec, sample, basis, solution, vcov),
    dropped: [...sample.dropped, ...dropped],
    ledger: [...ledger, ...sample.ledger],
    notices: [...sample.notices, ...notices],
  });
}

function requestOf({ terms, cluster, outcome, sample }: LogitSpec): DesignRequest {
  const columns = new Map<string, "factor" | "numeric">();
  for (const term of terms) {
    if (term.kind === "interaction") {
      columns.set(term.numeric, "numeric").set(term.factor, "factor");
    } else columns.set(term.name, term.kind);
  }
  return {
    columns: [...columns].map(([name, kind]) => ({ name, kind })),
    cluster,
    flags: [outcome, ...(sample ?? [])],
  };
}

/** The columns left after the collinear ones, with numeric terms centred when that can be undone. */
function independentBasis(design: PreparedDesign, spec: LogitSpec, { columns, groups, n }: EstimationSample) {
  const judged = standardise(design, columns, (name) => keepsSpans(spec, name));
  const marked = collinearColumns(judged, design.halves, groups);
  const gone = columns.flatMap(({ name }, j) => (marked[j] === 1 ? [name] : []));
  checkExposures(spec, n, gone);
  const kept = columns.filter((_, j) => marked[j] === 0);
  const centred = standardise(design, kept, () => true);
  const dropped: DroppedTerm[] = gone.map((term) => ({ term, reason: "collinear", rows: 0 }));
  const notices: Notice[] = gone.map((name) => ({
    id: "column-is-independent",
    message: `"${name}" depends linearly on earlier columns and left the model. Remove it, or put it before the columns it should replace.`,
  }));
  return { basis: backTransform(centred) ? centred : standardise(design, kept, () => false), dropped, notices };
}

/** A term whose marginal effect is wanted, or the only numeric term, must be estimable. */
function checkExposures({ margins, terms }: LogitSpec, n: number, gone: readonly string[]): void {
  const numeric = terms.flatMap((term) => (term.kind === "numeric" ? [term.name] : []));
  const needed = new Set([...(margins ?? []), ...(numeric.length === 1 ? numeric : [])]);
  const lost = gone.find((name) => needed.has(name));
  if (lost === undefined) return;
  throw new StudyError(
    "estimation",
    "exposure-varies",
    `${lost} has no variation of its own in the ${n} rows of the sample: it is constant or depends linearly on earlier terms. Widen the sample, or remove the term.`,
  );
}

function checkSize({ n }: EstimationSample, { columns }: Basis): void {
  if (columns.length < n) return;
  throw new StudyError(
    "estimation",
    "more-rows-than-columns",
    `The model has ${columns.length} coefficients for ${n} rows. Widen the sample, or use fewer terms.`,
  );
}

function covariance(
  design: PreparedDesign,
  spec: LogitSpec,
  take: Uint8Array,
  sample: EstimationSample,
  basis: Basis,
  { factor, predictor }: Solution,
): { vcov: Float64Array; clusters: number; vce: LogitFit["vce"] } {
  const name: Vce = spec.vce ?? (spec.cluster === undefined ? "oim" : "cr1");
  if (spec.cluster === undefined) return { vcov: oimCovariance(factor), clusters: 0, vce: { name, factor: 1 } };
  const scores = clusterScores(design, take, sample.kept, basis, predictor);
  const clusters = scores.cluster.length;
  if (name === "oim") return { vcov: oimCovariance(factor), clusters, vce: { name, factor: 1 } };
  checkClusters(spec.cluster, scores);
  const multiplier = smallSampleFactor(name, { n: sample.n, k: basis.columns.length, clusters });
  return { vcov: clustered(factor, scores, multiplier), clusters, vce: { name, factor: multiplier } };
}

function clustered(factor: Cholesky, scores: ClusterScores, multiplier: number): Float64Array {
  return sandwich(factor, scores, multiplier);
}

function checkClusters(name: string, { cluster }: ClusterScores): void {
  if (cluster.length > 1) return;
  throw new StudyError(
    "estimation",
    "clusters-are-several",
    `All rows of the sample are in one cluster of ${name}, so a clustered covariance does not exist. Use a finer cluster column, or "oim".`,
  );
}

/** Coefficients and covariance of the columns as named, from those of the basis. */
function estimates(basis: Basis, { b }: Solution, vcov: Float64Array): Pick<LogitFit, "terms" | "vcov"> {
  const size = basis.columns.length;
  const transform = backTransform(basis) as Float64Array;
  const named = applied(transform, b);
  const namedVcov = transformed(transform, vcov, size);
  return {
    terms: basis.columns.map(({ name }, j) => termEstimate(name, named[j], Math.sqrt(namedVcov[j * size + j]))),
    vcov: Array.from(namedVcov),
  };
}

function margins(
  { halves, numerics }: PreparedDesign,
  { margins }: LogitSpec,
  { groups, n }: EstimationSample,
  basis: Basis,
  { b, predictor, moments }: Solution,
  vcov: Float64Array,
): Margin[] {
  if (margins === undefined || margins.length === 0) return [];
  const slopes = weightSlopes(groups, halves, predictor, basis);
  return margins.map((name) => {
    const numeric = numerics.findIndex((term) => term.name === name);
    const effect = averageMarginalEffect(numeric, b, n, basis, halves, predictor, moments, slopes);
    return margin(name, effect.value, Math.sqrt(quadraticForm(vcov, effect.gradient)));
  });
}

/** Log likelihood of the model with an intercept only. */
function nullLogLik(n: number, events: number): number {
  return events * Math.log(events / n) + (n - events) * Math.log((n - events) / n);
}
