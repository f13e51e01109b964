import type { CoefficientProblem } from "./fitCoefficients";
import { columnTotals } from "./gram";
import type { EffectWithGradient } from "./marginalEffects";

/** Everybody as they are but for some factors set to a level and some numeric terms set to a value (standardised). */
export interface Scenario {
  readonly levels: ReadonlyMap<number, number>;
  readonly numbers: ReadonlyMap<number, number>;
}

export const AS_OBSERVED: Scenario = { levels: new Map(), numbers: new Map() };

/** What is averaged over the sample: the predicted probability, or its slope in a numeric term. */
export type Quantity = { readonly kind: "probability" } | { readonly kind: "slope"; readonly numeric: number };

/** Linear predictor of a scenario: per pattern its constant and the slope of every numeric term. */
export interface ScenarioPredictor {
  readonly constant: Float64Array;
  readonly slopes: readonly Float64Array[];
}

/** Evaluates a scenario's linear predictor at coefficients of the basis. */
export function scenarioPredictor(
  { basis, halves }: CoefficientProblem,
  b: ArrayLike<number>,
  scenario: Scenario,
): ScenarioPredictor {
  const constant = new Float64Array(halves.patterns);
  const slopes = basis.values.map(() => new Float64Array(halves.patterns));
  basis.columns.forEach(({ factor, level, numeric }, j) => {
    const target = numeric < 0 ? constant : slopes[numeric];
    const fixed = scenario.levels.get(factor);
    if (factor < 0 || fixed !== undefined) {
      if (factor < 0 || fixed === level) for (let p = 0; p < target.length; p++) target[p] += b[j];
      return;
    }
    const levels = halves.levelOfPattern[factor];
    for (let p = 0; p < target.length; p++) if (levels[p] === level) target[p] += b[j];
  });
  return { constant, slopes };
}

/** Linear predictor of one pattern and point in a scenario. */
export function scenarioEta(
  { basis }: CoefficientProblem,
  { constant, slopes }: ScenarioPredictor,
  { numbers }: Scenario,
  pattern: number,
  point: number,
): number {
  let eta = constant[pattern];
  for (let k = 0; k < slopes.length; k++) eta += slopes[k][pattern] * (numbers.get(k) ?? basis.values[k][point]);
  return eta;
}

/**
 * Mean of a quantity over the rows of the patterns with `include` set, everybody moved to the scenario, with its gradient in
 * the coefficients of the basis (formulas: Stata's `margins`, delta method).
 */
export function scenarioMean(
  problem: CoefficientProblem,
  b: ArrayLike<number>,
  scenario: Scenario,
  quantity: Quantity,
  include: Uint8Array,
): EffectWithGradient & { readonly rows: number } {
  const { basis, halves, groups } = problem;
  const predictor = scenarioPredictor(problem, b, scenario);
  const oddsOf = scenarioOdds(problem, predictor, scenario, include);
  const held = basis.values.every((_, k) => scenario.numbers.has(k));
  const sums = (count: number) => Array.from({ length: count }, () => new Float64Array(halves.patterns));
  const [value, through, own] = sums(3);
  const throughX = sums(basis.values.length);
  let rows = 0;
  for (let p = 0; p < halves.patterns; p++) {
    if (include[p] === 0) continue;
    const slope = quantity.kind === "slope" ? predictor.slopes[quantity.numeric][p] / basis.scale[quantity.numeric] : 0;
    // With every numeric term held, the rows of a pattern are alike.
    const first = held ? 0 : groups.ofPattern[p];
    const end = held ? 1 : groups.ofPattern[p + 1];
    for (let g = first; g < end; g++) {
      const n = held ? groups.rows[p] : groups.count[g];
      const point = held ? 0 : groups.point[g];
      const odds = oddsOf(p, point);
      const q = 1 / (1 + odds);
      const probability = odds > 1e300 ? 1 : odds * q;
      const w = probability * q;
      rows += n;
      // Derivative of the quantity in the linear predictor.
      const d = quantity.kind === "probability" ? w : w * (q - probability) * slope;
      value[p] += n * (quantity.kind === "probability" ? probability : w * slope);
      own[p] += n * w;
      through[p] += n * d;
      for (let k = 0; k < throughX.length; k++) throughX[k][p] += n * d * oddsOf.values[k][point];
    }
  }
  const chained = scenarioTotals(problem, scenario, through, throughX);
  const direct = scenarioTotals(
    problem,
    scenario,
    own,
    throughX.map(() => own),
  );
  const gradient = Float64Array.from(basis.columns, ({ numeric }, j) => {
    const isOwn = quantity.kind === "slope" && numeric === quantity.numeric;
    return (chained[j] + (isOwn ? direct[j] / basis.scale[numeric] : 0)) / rows;
  });
  return { value: value.reduce((sum, v) => sum + v, 0) / rows, gradient, rows };
}

/** Odds by pattern and point, and the numeric terms at every point, those of the scenario in place of the points' own. */
interface ScenarioOdds {
  (pattern: number, point: number): number;
  readonly values: readonly Float64Array[];
}

/** Where all patterns share their slopes, the odds are a product of one factor a pattern and one a point: no exponential a row. */
function scenarioOdds(
  { basis }: CoefficientProblem,
  { constant, slopes }: ScenarioPredictor,
  { numbers }: Scenario,
  include: Uint8Array,
): ScenarioOdds {
  const values = basis.values.map((own, k) => {
    const set = numbers.get(k);
    return set === undefined ? own : new Float64Array(own.length).fill(set);
  });
  const first = include.indexOf(1);
  const shared = first < 0 || slopes.every((slope) => slope.every((s, p) => include[p] === 0 || s === slope[first]));
  const linear = (p: number, point: number): number => {
    let eta = 0;
    for (let k = 0; k < values.length; k++) eta += slopes[k][p] * values[k][point];
    return eta;
  };
  if (!shared) return Object.assign((p: number, point: number) => Math.exp(constant[p] + linear(p, point)), { values });
  const ofPattern = constant.map((eta, p) => (include[p] === 0 ? 0 : Math.exp(eta)));
  const ofPoint = new Float64Array(values[0]?.length ?? 1);
  for (let point = 0; point < ofPoint.length && first >= 0; point++) ofPoint[point] = Math.exp(linear(first, point));
  return Object.assign((p: number, point: number) => ofPattern[p] * ofPoint[point], { values });
}

/** Column totals with the scenario's levels in place of the patterns' own. */
export function scenarioTotals(
  { basis, halves }: CoefficientProblem,
  { levels }: Scenario,
  values: Float64Array,
  valuesX: readonly Float64Array[],
): Float64Array {
  const totals = columnTotals(basis, halves, values, valuesX);
  const sum = (v: Float64Array) => v.reduce((total, value) => total + value, 0);
  return totals.map((total, j) => {
    const { factor, level, numeric } = basis.columns[j];
    const fixed = levels.get(factor);
    if (fixed === undefined) return total;
    return fixed === level ? sum(numeric < 0 ? values : valuesX[numeric]) : 0;
  });
}
