import type { Frame } from "../data/frame";
import { type Progress, silent } from "../util/progress";
import { fitAbsorbed } from "./absorbed";
import { absorbedInfluence, absorbedMargin, absorbedOim, absorbedSandwich } from "./absorbedInference";
import { type Basis, backTransform } from "./basis";
import { checkClusters, clusteringOf, covariance } from "./covariance";
import { absorbedLabel, designOf, type EstimationModel, workOn } from "./estimationModel";
import { firstStep, fitCoefficients, problemOf, type Solution } from "./fitCoefficients";
import type { Labelling } from "./labelTotals";
import { averageMarginalEffect, weightSlopes } from "./marginalEffects";
import type { PreparedDesign } from "./prepareDesign";
import { margin, printable, termEstimate } from "./records";
import { separationJudge } from "./separation";
import type { LogitFit, LogitSpec, Margin } from "./types";
import { applied, quadraticForm, smallSampleFactor, transformed } from "./vcov";

/**
 * Fits a logistic regression by maximum likelihood with the conventions of Stata's `logistic, vce(cluster)` and
 * `margins, dydx()`: listwise deletion, perfectly predicting levels leave with their rows, later collinear columns leave,
 * V = M/(M-1) H^-1 B H^-1, z tests, intervals symmetric in logarithms, conditional delta-method errors.
 * The frame is prepared once and remembered, so further models of the same columns are fast.
 *
 * Missing values: a row is in the sample when every sample flag is 1 and neither the outcome, nor a column of a term, nor
 * the cluster, nor a weight is missing; `fit.ledger` counts the rest by rule.
 *
 * @throws StudyError when there is no meaningful answer: no row or one outcome, one cluster, an exposure that does not vary,
 * more columns than rows, separation, no convergence.
 * @example
 * const fit = fitLogit(frame, { outcome: "good_gp", terms: [{ kind: "numeric", name: "link_workers" }], cluster: "pcn" });
 */
export function fitLogit(frame: Frame, spec: LogitSpec, { progress = silent }: { progress?: Progress } = {}): LogitFit {
  return fitDesign(designOf(frame, spec), spec, progress);
}

/** The same from rows already prepared for the specification. */
export function fitDesign(design: PreparedDesign, spec: LogitSpec, progress: Progress): LogitFit {
  return workOn(design, spec, (model) => fitModel(model, progress));
}

function fitModel(model: EstimationModel, progress: Progress): LogitFit {
  const { spec } = model;
  if (spec.absorb !== undefined) return absorbedFit(model);
  const { basis } = model;
  const problem = problemOf(model);
  const solution = fitCoefficients(problem, firstStep(problem, model.crossProducts), separationJudge(model));
  const { matrix, clusters, vce, notices } = covariance(model, solution, progress);
  return fitRecord(model, solution, {
    clusters,
    vce,
    ...estimates(basis, solution.b, matrix, vce.df),
    margins: margins(model, solution, matrix, vce.df),
    notices: [...model.notices, ...notices],
  });
}

/** The fit with an intercept for every level of the absorbed factor. */
function absorbedFit(model: EstimationModel): LogitFit {
  const { spec, design, basis } = model;
  const effects = absorbedLabel(design, spec) as Labelling;
  const solution = fitAbsorbed(model, effects);
  const name = spec.vce ?? (spec.cluster === undefined ? "oim" : "cr1");
  const clusters = spec.cluster === undefined || name === "oim" ? undefined : clusteringOf(design.labels[0]);
  const influence = clusters && absorbedInfluence(model, solution, clusters, effects);
  const count = influence?.cluster.length ?? 0;
  if (spec.cluster !== undefined && influence) checkClusters(spec.cluster, influence);
  const multiplier = smallSampleFactor(name, { n: model.sample.n, k: basis.columns.length, clusters: count });
  const matrix = influence ? absorbedSandwich(influence, basis.columns.length, multiplier) : absorbedOim(solution);
  const inference = clusters && influence && { clusters, influence, multiplier };
  return fitRecord(model, solution, {
    clusters: count,
    vce: { name, factor: multiplier },
    ...estimates(basis, solution.b, matrix, undefined),
    margins: (spec.margins ?? []).map((term) => {
      const numeric = design.numerics.findIndex((candidate) => candidate.name === term);
      const { value, se } = absorbedMargin(model, solution, numeric, effects, inference);
      return margin(term, value, se);
    }),
    notices: model.notices,
  });
}

type Inference = Pick<LogitFit, "clusters" | "vce" | "terms" | "vcov" | "margins" | "notices">;

function fitRecord(
  model: EstimationModel,
  { logLik, iterations }: Pick<Solution, "logLik" | "iterations">,
  inference: Inference,
) {
  const { spec, sample, dropped, ledger } = model;
  const logLikNull = nullLogLik(sample.weighted);
  return printable({
    spec,
    n: sample.n,
    events: sample.events,
    clusters: inference.clusters,
    logLik,
    logLikNull,
    pseudoR2: 1 - logLik / logLikNull,
    iterations,
    converged: true,
    vce: inference.vce,
    terms: inference.terms,
    vcov: inference.vcov,
    margins: inference.margins,
    dropped,
    ledger,
    notices: inference.notices,
  });
}

/** Coefficients and covariance of the columns as named, from those of the basis. */
function estimates(
  basis: Basis,
  b: Float64Array,
  vcov: Float64Array,
  df: number | undefined,
): Pick<LogitFit, "terms" | "vcov"> {
  const size = basis.columns.length;
  const transform = backTransform(basis) as Float64Array;
  const named = applied(transform, b);
  const namedVcov = transformed(transform, vcov, size);
  return {
    terms: basis.columns.map(({ name }, j) => termEstimate(name, named[j], Math.sqrt(namedVcov[j * size + j]), df)),
    vcov: Array.from(namedVcov),
  };
}

function margins(
  { spec, design, sample, basis }: EstimationModel,
  { predictor, moments }: Solution,
  vcov: Float64Array,
  df: number | undefined,
): Margin[] {
  if (spec.margins === undefined || spec.margins.length === 0) return [];
  const { halves, numerics } = design;
  const slopes = weightSlopes(sample.groups, halves, predictor, basis);
  return spec.margins.map((name) => {
    const numeric = numerics.findIndex((term) => term.name === name);
    const effect = averageMarginalEffect(numeric, sample.weighted.rows, basis, halves, predictor, moments, slopes);
    return margin(name, effect.value, Math.sqrt(quadraticForm(vcov, effect.gradient)), df);
  });
}

/** Log likelihood of the model with an intercept only. */
function nullLogLik({ rows, events }: EstimationModel["sample"]["weighted"]): number {
  return events * Math.log(events / rows) + (rows - events) * Math.log((rows - events) / rows);
}
