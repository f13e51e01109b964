import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { type Basis, backTransform } from "./basis";
import { type Cholesky, cholesky } from "./cholesky";
import { type EstimationModel, withModel } from "./estimationModel";
import { type CoefficientProblem, evaluateAt, problemOf, type Solution } from "./fitCoefficients";
import type { LogitFit } from "./types";
import { applied, transformed } from "./vcov";

/** A fit with its data again: what functions that take a record need beyond the record. */
export interface RestoredFit {
  readonly model: EstimationModel;
  readonly problem: CoefficientProblem;
  readonly solution: Solution;
  /** Covariance of the coefficients of the basis, by the fit's convention. */
  readonly covariance: Float64Array;
}

/**
 * Reads the data of a fit again at its coefficients, for a piece of work; nothing is refitted. The record may come from a file. Arrays of
 * the restored fit are taken back when the work is done.
 */
export function withRestored<T>(frame: Frame, fit: LogitFit, work: (restored: RestoredFit) => T): T {
  refuseAbsorbed(fit);
  return withModel(frame, fit.spec, (model) => work(restoreFit(model, fit)));
}

function restoreFit(model: EstimationModel, fit: LogitFit): RestoredFit {
  const problem = problemOf(model);
  checkSame(model, fit);
  const inverse = inverseTransform(model.basis);
  const b = applied(
    inverse,
    fit.terms.map((term) => term.estimate),
  );
  const { predictor, moments, evaluation } = evaluateAt(problem, b);
  const factor = cholesky(evaluation.information, b.length) as Cholesky;
  return {
    model,
    problem,
    solution: {
      b,
      logLik: fit.logLik,
      iterations: 0,
      information: evaluation.information,
      factor,
      predictor,
      moments,
    },
    covariance: transformed(inverse, Float64Array.from(fit.vcov), b.length),
  };
}

/** Functions that need the whole Hessian have no answer for a fit with absorbed effects. */
export function refuseAbsorbed({ spec }: LogitFit): void {
  if (spec.absorb === undefined) return;
  throw new StudyError(
    "settings",
    "effects-are-not-absorbed",
    `This is not available for a fit that absorbs ${spec.absorb}. Make ${spec.absorb} a factor term, or use the fit's own margins.`,
  );
}

function checkSame({ basis, sample }: EstimationModel, fit: LogitFit): void {
  const names = basis.columns.map((column) => column.name);
  if (sample.n === fit.n && names.length === fit.terms.length && names.every((n, j) => n === fit.terms[j].name)) return;
  throw new StudyError(
    "estimation",
    "fit-belongs-to-data",
    `The fit of ${fit.spec.outcome} (${fit.n} rows) is not of this data (${sample.n} rows). Pass the frame that it was fitted to.`,
  );
}

/** Inverse of the back-transform: the same sparse shape, with scales for their inverses. */
export function inverseTransform(basis: Basis): Float64Array {
  const size = basis.columns.length;
  const transform = backTransform(basis) as Float64Array;
  return transform.map((value, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    if (value === 0) return 0;
    return i === j ? 1 / value : -value * basis.scale[basis.columns[j].numeric];
  });
}
