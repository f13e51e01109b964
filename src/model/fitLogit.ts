import type { Frame } from "../data/frame";
import { type Progress, silent } from "../util/progress";
import { type Basis, backTransform } from "./basis";
import { total } from "./countGroups";
import { covariance } from "./covariance";
import { designOf, type EstimationModel, modelOf } from "./estimationModel";
import { firstStep, fitCoefficients, problemOf, type Solution } from "./fitCoefficients";
import { averageMarginalEffect, weightSlopes } from "./marginalEffects";
import type { PreparedDesign } from "./prepareDesign";
import { margin, printable, termEstimate } from "./records";
import type { LogitFit, LogitSpec, Margin } from "./types";
import { applied, quadraticForm, transformed } from "./vcov";

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
  const model = modelOf(design, spec);
  const { sample, basis } = model;
  const problem = problemOf(model);
  const solution = fitCoefficients(problem, firstStep(problem, model.crossProducts));
  const { matrix, clusters, vce, notices } = covariance(model, solution, progress);
  const logLikNull = nullLogLik(total(sample.groups.rows), total(sample.groups.events));
  return printable({
    spec,
    n: sample.n,
    events: sample.events,
    clusters,
    logLik: solution.logLik,
    logLikNull,
    pseudoR2: 1 - solution.logLik / logLikNull,
    iterations: solution.iterations,
    converged: true,
    vce,
    ...estimates(basis, solution, matrix, vce.df),
    margins: margins(model, solution, matrix, vce.df),
    dropped: model.dropped,
    ledger: model.ledger,
    notices: [...model.notices, ...notices],
  });
}

/** Coefficients and covariance of the columns as named, from those of the basis. */
function estimates(
  basis: Basis,
  { b }: Solution,
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
  const rows = total(sample.groups.rows);
  return spec.margins.map((name) => {
    const numeric = numerics.findIndex((term) => term.name === name);
    const effect = averageMarginalEffect(numeric, rows, basis, halves, predictor, moments, slopes);
    return margin(name, effect.value, Math.sqrt(quadraticForm(vcov, effect.gradient)), df);
  });
}

/** Log likelihood of the model with an intercept only. */
function nullLogLik(rows: number, events: number): number {
  return events * Math.log(events / rows) + (rows - events) * Math.log((rows - events) / rows);
}
