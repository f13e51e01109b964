import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { Random } from "../util/random";
import { quantileOf } from "./quantile";
import { type RestoredFit, withRestored } from "./restoreFit";
import { scenarioMean } from "./scenario";
import { halfWidth95 } from "./studentT";
import type { LogitFit } from "./types";
import { applied } from "./vcov";

export interface DoseRequest {
  /** Points of the curve: for each, the value that everybody's numeric terms are set to. */
  readonly settings: readonly Readonly<Record<string, number>>[];
  /** `level` gives mean probabilities; `contrast` their difference from the first setting. Default `level`. */
  readonly kind?: "level" | "contrast";
  /** Normal draws for the simultaneous band, default 9,999. */
  readonly draws?: number;
  readonly seed: number;
}

/** A point of a dose-response curve with its pointwise interval and its place in a band that covers the whole curve. */
export interface DosePoint {
  readonly setting: Readonly<Record<string, number>>;
  readonly value: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
  readonly bandLow: number;
  readonly bandHigh: number;
}

export interface DoseResponse {
  readonly points: readonly DosePoint[];
  /** Critical value of the 95% sup-t band; the pointwise one is 1.96, or that of t where the fit's tests use it. */
  readonly criticalValue: number;
  readonly seed: number;
}

/** Mean predicted probabilities of the sample at a grid of settings, with pointwise and simultaneous 95% bands. */
export function doseResponse(frame: Frame, fit: LogitFit, request: DoseRequest): DoseResponse {
  return withRestored(frame, fit, (restored) => responseOf(restored, fit, request));
}

function responseOf(
  { model, problem, solution, covariance }: RestoredFit,
  fit: LogitFit,
  { settings, kind = "level", draws = 9999, seed }: DoseRequest,
): DoseResponse {
  const { basis, design, sample } = model;
  const means = settings.map((setting) => {
    const numbers = new Map(
      Object.entries(setting).map(([name, value]) => {
        const k = design.numerics.findIndex((term) => term.name === name);
        if (k < 0) throw new StudyError("settings", "margin-is-a-term", `"${name}" is no numeric term of the model.`);
        return [k, (value - basis.centre[k]) / basis.scale[k]] as const;
      }),
    );
    return scenarioMean(
      problem,
      solution.b,
      { levels: new Map(), numbers },
      { kind: "probability" },
      sample.kept.pattern,
    );
  });
  const reference = kind === "contrast" ? means[0] : undefined;
  const values = means.map(({ value }) => value - (reference?.value ?? 0));
  const gradients = means.map(({ gradient }) => gradient.map((g, j) => g - (reference?.gradient[j] ?? 0)));
  const spread = gradients.map((g) => applied(covariance, g));
  const joint = gradients.map((g) => spread.map((s) => dot(g, s)));
  const se = joint.map((row, i) => Math.sqrt(Math.max(0, row[i])));
  const pointwise = halfWidth95(fit.vce.df);
  const criticalValue = supCritical(joint, se, pointwise, draws, seed);
  return {
    points: settings.map((setting, i) => ({
      setting,
      value: values[i],
      se: se[i],
      low: values[i] - pointwise * se[i],
      high: values[i] + pointwise * se[i],
      bandLow: values[i] - criticalValue * se[i],
      bandHigh: values[i] + criticalValue * se[i],
    })),
    criticalValue,
    seed,
  };
}

/** 95% quantile of the largest |t| over the curve, its points jointly normal; never below the pointwise value. */
function supCritical(
  joint: readonly (readonly number[])[],
  se: readonly number[],
  pointwise: number,
  draws: number,
  seed: number,
): number {
  const used = se.flatMap((s, i) => (s > 0 ? [i] : []));
  if (used.length === 0) return pointwise;
  const correlation = new Matrix(used.map((i) => used.map((j) => joint[i][j] / (se[i] * se[j]))));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(correlation, { assumeSymmetric: true });
  const root = used.map((_, i) =>
    realEigenvalues.map((value, k) => eigenvectorMatrix.get(i, k) * Math.sqrt(Math.max(0, value))),
  );
  const random = new Random(seed, "dose-response");
  const largest = new Float64Array(draws);
  for (let d = 0; d < draws; d++) {
    const normal = realEigenvalues.map(() => random.normal());
    largest[d] = Math.max(...root.map((row) => Math.abs(dot(row, normal))));
  }
  return Math.max(pointwise, quantileOf(largest.sort(), 0.95));
}

function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}
