import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { heapOf, widthOf } from "./compiled/heap";
import { inBlocks } from "./compiled/kernels";
import { total } from "./countGroups";
import type { CoefficientProblem } from "./fitCoefficients";
import { margin } from "./records";
import { type RestoredFit, withRestored } from "./restoreFit";
import { AS_OBSERVED, scenarioEta, scenarioPredictor, scenarioTotals } from "./scenario";
import type { LogitFit, Margin } from "./types";
import { quadraticForm } from "./vcov";

/**
 * Average discrete changes of every factor of a fit from its base to each other level, covariates as observed: what `averageEffects` gives
 * factor by factor, with the same delta-method errors, from one evaluation of the linear predictor. With own odds o, a row moved from
 * level a to level l has odds o exp(b_l - b_a). Names: `factor=level`.
 * @throws StudyError `effect-is-defined` where a factor interacts with a numeric term: use `averageEffects`
 */
export function discreteChanges(frame: Frame, fit: LogitFit): readonly Margin[] {
  return withRestored(frame, fit, (restored) => changesOf(restored, fit));
}

function changesOf(restored: RestoredFit, fit: LogitFit): readonly Margin[] {
  const { problem, model } = restored;
  refuseInteractions(problem, model.design.factors);
  const odds = oddsOfGroups(restored);
  return model.design.factors.flatMap(({ name, levels }, factor) => {
    const columns = problem.basis.columns.filter((column) => column.factor === factor);
    if (columns.length === 0) return [];
    const changes = levelMeans(
      restored,
      odds,
      factor,
      columns.map(({ level }) => level),
    );
    return columns.map(({ level }, i) => {
      const gradient = changes.levels[i].gradient.map((g, j) => g - changes.base.gradient[j]);
      const variance = quadraticForm(restored.covariance, gradient);
      return margin(
        `${name}=${levels[level]}`,
        changes.levels[i].mean - changes.base.mean,
        Math.sqrt(variance),
        fit.vce.df,
      );
    });
  });
}

function refuseInteractions({ basis }: CoefficientProblem, factors: readonly { readonly name: string }[]): void {
  const column = basis.columns.find(({ factor, numeric }) => factor >= 0 && numeric >= 0);
  if (column === undefined) return;
  const { name } = factors[column.factor];
  throw new StudyError(
    "settings",
    "effect-is-defined",
    `${name} interacts with a numeric term, so its change is not one odds ratio. Use averageEffects with of: "${name}".`,
  );
}

/** Fitted odds of every group of equal rows. */
function oddsOfGroups({ problem, solution }: RestoredFit): Float64Array {
  const { groups, halves } = problem;
  const predictor = scenarioPredictor(problem, solution.b, AS_OBSERVED);
  const odds = heapOf(halves.memory).float64(groups.point.length);
  for (let p = 0; p < halves.patterns; p++) {
    for (let g = groups.ofPattern[p]; g < groups.ofPattern[p + 1]; g++) {
      odds[g] = Math.exp(scenarioEta(problem, predictor, AS_OBSERVED, p, groups.point[g]));
    }
  }
  return odds;
}

interface LevelMean {
  /** Mean probability of the sample with everybody at the level, and its gradient in the coefficients of the basis. */
  readonly mean: number;
  readonly gradient: Float64Array;
}

/** Means at the base and at each level with a column. */
function levelMeans(restored: RestoredFit, odds: Float64Array, factor: number, withColumn: readonly number[]) {
  const { problem, solution } = restored;
  const ratio = new Float64Array(problem.halves.levels[factor]).fill(1);
  problem.basis.columns.forEach((column, j) => {
    if (column.factor === factor) ratio[column.level] = Math.exp(solution.b[j]);
  });
  // Every level without a column has odds ratio 1 and stands for the base; columns of the factor are 0 there.
  const base = ratio.findIndex((_, level) => !withColumn.includes(level));
  return {
    base: levelMean(restored, odds, factor, base, ratio),
    levels: withColumn.map((level) => levelMean(restored, odds, factor, level, ratio)),
  };
}

function levelMean(
  { problem }: RestoredFit,
  odds: Float64Array,
  factor: number,
  level: number,
  ratio: Float64Array,
): LevelMean {
  const { groups, halves, basis } = problem;
  const { ofPattern, point, count } = groups;
  const heap = heapOf(halves.memory);
  return heap.scoped(() => {
    const values = basis.values.length > 0 ? basis.values : [new Float64Array(1)];
    const weight = heap.float64(halves.patterns);
    const given = [ofPattern, point, count, odds, halves.levelOfPattern[factor], ratio].map((array) => heap.at(array));
    const [patternAt, pointAt, countAt, oddsAt, levelAt, ratioAt] = given;
    const groupsAt = [patternAt, pointAt, widthOf(point), countAt, oddsAt, levelAt, ratioAt, ratio[level]] as const;
    let probabilities = 0;
    const weightX = values.map((x) => {
      const sums = heap.float64(halves.patterns);
      probabilities = 0;
      inBlocks(halves.patterns, (from, to) => {
        const out = [heap.at(weight), heap.at(sums)] as const;
        probabilities += heap.kernels.sumMoved(...groupsAt, heap.at(x), from, to, ...out);
      });
      return sums;
    });
    const rows = total(groups.rows);
    const scenario = { levels: new Map([[factor, level]]), numbers: new Map() };
    const totals = scenarioTotals(problem, scenario, weight, weightX.slice(0, basis.values.length));
    return { mean: probabilities / rows, gradient: totals.map((sum) => sum / rows) };
  });
}
