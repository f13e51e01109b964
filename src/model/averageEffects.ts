import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { didYouMean } from "../util/nearest";
import { solve } from "./cholesky";
import { eachRun } from "./clusterRuns";
import { clusteringOf, scoresOf } from "./covariance";
import { margin } from "./records";
import { type RestoredFit, withRestored } from "./restoreFit";
import { AS_OBSERVED, type Quantity, type Scenario, scenarioEta, scenarioMean, scenarioPredictor } from "./scenario";
import type { LogitFit, Margin } from "./types";
import { quadraticForm, smallSampleFactor } from "./vcov";

/** Which average marginal effects are wanted. */
export interface EffectRequest {
  /** A numeric term (its slope), or a factor (the discrete change from its base to each other level). */
  readonly of: string;
  /** A factor: effects among the rows of each of its levels, with their own covariates (Stata's `over`). */
  readonly over?: string;
  /** A factor: effects with everybody set to each of its levels in turn (Stata's `at`). */
  readonly at?: string;
  /** `unconditional` adds the sampling of the covariates (Stata's `vce(unconditional)`). Default `conditional`. */
  readonly variance?: "conditional" | "unconditional";
}

/**
 * Average marginal effects of a fit, on the probability scale (0 to 1). Names: `x`, `factor=level`, with ` | f=l` for `over`
 * and ` @ f=l` for `at`. Tests and intervals follow the fit's covariance.
 */
export function averageEffects(frame: Frame, fit: LogitFit, request: EffectRequest): readonly Margin[] {
  return withRestored(frame, fit, (restored) => effectsOf(restored, fit, request));
}

function effectsOf(restored: RestoredFit, fit: LogitFit, request: EffectRequest): readonly Margin[] {
  const contrasts = contrastsOf(restored, request);
  const readings = readingsOf(restored, request);
  return readings.flatMap(({ suffix, include, scenario }) =>
    contrasts.map((contrast) => {
      const effect = evaluateContrast(restored, contrast, scenario, include);
      const variance =
        request.variance === "unconditional"
          ? unconditionalVariance(restored, effect, include)
          : quadraticForm(restored.covariance, effect.gradient);
      return margin(contrast.name + suffix, effect.value, Math.sqrt(variance), fit.vce.df);
    }),
  );
}

/** A signed sum of means: one slope, or the difference of two probabilities. */
interface Contrast {
  readonly name: string;
  readonly parts: readonly {
    readonly sign: 1 | -1;
    readonly quantity: Quantity;
    readonly set: ReadonlyMap<number, number>;
  }[];
}

function contrastsOf({ model }: RestoredFit, { of }: EffectRequest): readonly Contrast[] {
  const { design, basis } = model;
  const numeric = design.numerics.findIndex((term) => term.name === of);
  if (numeric >= 0 && basis.columns.some((c) => c.numeric === numeric)) {
    return [{ name: of, parts: [{ sign: 1, quantity: { kind: "slope", numeric }, set: new Map() }] }];
  }
  const factor = factorIndex(model, of, "numeric term or factor");
  const columns = basis.columns.filter((c) => c.factor === factor && c.numeric < 0);
  const base = presentLevels(model, factor).find((level) => !columns.some((c) => c.level === level));
  if (base === undefined) throw noEffect(of, "it has no base level");
  return columns.map(({ name, level }) => ({
    name,
    parts: [
      { sign: 1, quantity: { kind: "probability" }, set: new Map([[factor, level]]) },
      { sign: -1, quantity: { kind: "probability" }, set: new Map([[factor, base]]) },
    ],
  }));
}

interface Reading {
  readonly suffix: string;
  readonly include: Uint8Array;
  readonly scenario: Scenario;
}

function readingsOf({ model }: RestoredFit, { over, at }: EffectRequest): readonly Reading[] {
  const { kept } = model.sample;
  if (over !== undefined && at !== undefined) throw noEffect(over, "`over` and `at` cannot be combined");
  if (over !== undefined) {
    const factor = factorIndex(model, over, "factor");
    const level = model.design.halves.levelOfPattern[factor];
    return presentLevels(model, factor).map((l) => ({
      suffix: ` | ${over}=${model.design.factors[factor].levels[l]}`,
      include: kept.pattern.map((keep, p) => (level[p] === l ? keep : 0)),
      scenario: AS_OBSERVED,
    }));
  }
  if (at === undefined) return [{ suffix: "", include: kept.pattern, scenario: AS_OBSERVED }];
  const factor = factorIndex(model, at, "factor");
  return presentLevels(model, factor).map((l) => ({
    suffix: ` @ ${at}=${model.design.factors[factor].levels[l]}`,
    include: kept.pattern,
    scenario: { levels: new Map([[factor, l]]), numbers: new Map() },
  }));
}

function factorIndex({ design }: RestoredFit["model"], name: string, what: string): number {
  const names = design.factors.map((factor) => factor.name);
  const index = names.indexOf(name);
  if (index >= 0) return index;
  throw noEffect(
    name,
    `it is no ${what} of the model.${didYouMean(name, names)} Factors: ${names.join(", ") || "none"}`,
  );
}

function noEffect(name: string, why: string): StudyError {
  return new StudyError("settings", "effect-is-defined", `There is no such marginal effect of "${name}": ${why}.`);
}

/** Levels with a row in the sample. */
function presentLevels({ design, sample }: RestoredFit["model"], factor: number): number[] {
  const rows = new Float64Array(design.halves.levels[factor]);
  design.halves.levelOfPattern[factor].forEach((level, p) => {
    rows[level] += sample.groups.rows[p];
  });
  return Array.from(rows.keys()).filter((level) => rows[level] > 0);
}

interface EvaluatedContrast {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly rows: number;
  readonly parts: readonly { readonly sign: 1 | -1; readonly quantity: Quantity; readonly scenario: Scenario }[];
}

function evaluateContrast(
  { problem, solution }: RestoredFit,
  { parts }: Contrast,
  scenario: Scenario,
  include: Uint8Array,
): EvaluatedContrast {
  const placed = parts.map(({ sign, quantity, set }) => ({
    sign,
    quantity,
    scenario: { ...scenario, levels: new Map([...scenario.levels, ...set]) },
  }));
  const means = placed.map((part) => scenarioMean(problem, solution.b, part.scenario, part.quantity, include));
  const gradient = means[0].gradient.map((_, j) =>
    placed.reduce((sum, { sign }, i) => sum + sign * means[i].gradient[j], 0),
  );
  return {
    value: placed.reduce((sum, { sign }, i) => sum + sign * means[i].value, 0),
    gradient,
    rows: means[0].rows,
    parts: placed,
  };
}

/** M/(M-1) times the sum over clusters of (sum of m_i - effect, plus rows x G'H^-1 u)^2, over rows^2. */
function unconditionalVariance(
  { model, problem, solution }: RestoredFit,
  effect: EvaluatedContrast,
  include: Uint8Array,
): number {
  const { design, sample, spec } = model;
  if (spec.cluster === undefined) throw noEffect(spec.outcome, "an unconditional variance needs clusters");
  const clustering = clusteringOf(design.labels[0]);
  const scores = scoresOf(model, solution, clustering);
  const psi = new Float64Array(clustering.count);
  const predictors = effect.parts.map((part) => scenarioPredictor(problem, solution.b, part.scenario));
  eachRun(design, sample.groups, (p, cell, n) => {
    if (include[p] === 0) return;
    let own = -effect.value;
    effect.parts.forEach(({ sign, quantity, scenario }, i) => {
      const eta = scenarioEta(problem, predictors[i], scenario, p, design.pointOfCell[cell]);
      const probability = 1 / (1 + Math.exp(-eta));
      if (quantity.kind === "probability") own += sign * probability;
      else {
        const slope = predictors[i].slopes[quantity.numeric][p] / problem.basis.scale[quantity.numeric];
        own += sign * probability * (1 - probability) * slope;
      }
    });
    psi[clustering.ofCell[cell]] += n * own;
  });
  const direction = solve(solution.factor, effect.gradient);
  const size = direction.length;
  const clusters = scores.cluster.length;
  let sum = 0;
  for (let c = 0; c < clusters; c++) {
    let through = 0;
    for (let j = 0; j < size; j++) through += direction[j] * scores.scores[c * size + j];
    sum += (psi[scores.cluster[c]] + effect.rows * through) ** 2;
  }
  const factor = smallSampleFactor("cr1", { n: sample.n, k: size, clusters });
  return (factor * sum) / effect.rows ** 2;
}
