import { heapOf, widthOf } from "./compiled/heap";
import { inBlocks } from "./compiled/kernels";
import { total, weightedValues } from "./countGroups";
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
  const target = (numeric: number) => (numeric < 0 ? constant : slopes[numeric]);
  const tables = new Map<string, { factor: number; numeric: number; ofLevel: Float64Array }>();
  basis.columns.forEach(({ factor, level, numeric }, j) => {
    const fixed = scenario.levels.get(factor);
    if (factor < 0 || fixed !== undefined) {
      if (factor < 0 || fixed === level) addTo(target(numeric), b[j]);
      return;
    }
    const key = `${factor},${numeric}`;
    const table = tables.get(key) ?? { factor, numeric, ofLevel: new Float64Array(halves.levels[factor]) };
    tables.set(key, table);
    table.ofLevel[level] += b[j];
  });
  for (const { factor, numeric, ofLevel } of tables.values()) {
    addByLevel(target(numeric), halves.levelOfPattern[factor], ofLevel);
  }
  return { constant, slopes };
}

function addTo(sums: Float64Array, value: number): void {
  for (let p = 0; p < sums.length; p++) sums[p] += value;
}

function addByLevel(sums: Float64Array, level: Uint16Array, values: Float64Array): void {
  for (let p = 0; p < sums.length; p++) sums[p] += values[level[p]];
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
  return heapOf(problem.halves.memory).scoped(() => meanOf(problem, b, scenario, quantity, include));
}

function meanOf(
  problem: CoefficientProblem,
  b: ArrayLike<number>,
  scenario: Scenario,
  quantity: Quantity,
  include: Uint8Array,
): EffectWithGradient & { readonly rows: number } {
  const { basis } = problem;
  const predictor = scenarioPredictor(problem, b, scenario);
  const { value, through, throughX, own, rows } = scenarioSums(problem, predictor, scenario, quantity, include);
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
  return { value: total(value) / rows, gradient, rows };
}

/** By pattern: the quantity, its derivative in the linear predictor, that times every numeric term, and w; and the rows. */
interface ScenarioSums {
  readonly value: Float64Array;
  readonly through: Float64Array;
  readonly throughX: readonly Float64Array[];
  readonly own: Float64Array;
  readonly rows: number;
}

function scenarioSums(
  problem: CoefficientProblem,
  predictor: ScenarioPredictor,
  scenario: Scenario,
  quantity: Quantity,
  include: Uint8Array,
): ScenarioSums {
  const { basis, groups } = problem;
  const values = basis.values.map((own, k) => {
    const set = scenario.numbers.get(k);
    return set === undefined ? own : new Float64Array(own.length).fill(set);
  });
  const slopeOf =
    quantity.kind === "probability"
      ? () => 0
      : (p: number) => predictor.slopes[quantity.numeric][p] / basis.scale[quantity.numeric];
  const first = include.indexOf(1);
  // With every numeric term held, the rows of a pattern are alike.
  const held = basis.values.every((_, k) => scenario.numbers.has(k));
  const shared =
    first >= 0 && predictor.slopes.every((slope) => slope.every((s, p) => include[p] === 0 || s === slope[first]));
  if (shared && !held) {
    const slope = quantity.kind === "probability" ? undefined : slopeOf(first);
    return sharedSums(problem, predictor, values, first, slope, include);
  }
  const rowsOf = held ? groups.rows : groups.count;
  return eachSums(
    problem,
    predictor,
    values,
    { held, rowsOf, slopeOf, probability: quantity.kind === "probability" },
    include,
  );
}

/** All patterns share their slopes: the odds are a product of one factor a pattern and one a point, no exponential a row. */
function sharedSums(
  { halves, groups }: CoefficientProblem,
  { constant, slopes }: ScenarioPredictor,
  values: readonly Float64Array[],
  first: number,
  slope: number | undefined,
  include: Uint8Array,
): ScenarioSums {
  const { ofPattern, point, count } = groups;
  const heap = heapOf(halves.memory);
  const ofPoint = Float64Array.from(values[0], (_, at) => {
    let eta = 0;
    for (let k = 0; k < values.length; k++) eta += slopes[k][first] * values[k][at];
    return Math.exp(eta);
  });
  const odds = heap.float64(halves.patterns);
  for (let p = 0; p < odds.length; p++) if (include[p] !== 0) odds[p] = Math.exp(constant[p]);
  const [probability, own, through] = [0, 0, 0].map(() => heap.float64(halves.patterns, false));
  const ofGroup = heap.float64(count.length, false);
  const given = [ofPattern, point, count, include, odds, ofPoint].map((array) => heap.at(array));
  const [patternAt, pointAt, countAt, includeAt, oddsAt, ofPointAt] = given;
  inBlocks(halves.patterns, (from, to) => {
    const groupsAt = [patternAt, pointAt, widthOf(point), countAt, includeAt, oddsAt, ofPointAt] as const;
    const out = [heap.at(probability), heap.at(own), heap.at(through), heap.at(ofGroup)] as const;
    heap.kernels.sumScenario(...groupsAt, slope === undefined ? 0 : 1, from, to, ...out);
  });
  const throughX = values.map((x) => weightedValues(heap, ofPattern, point, ofGroup, x));
  const rows = groups.rows.reduce((sum, n, p) => (include[p] === 0 ? sum : sum + n), 0);
  if (slope === undefined) return { value: probability, through, throughX, own, rows };
  const timesSlope = (sums: Float64Array) => sums.map((sum) => sum * slope);
  return { value: timesSlope(own), through: timesSlope(through), throughX: throughX.map(timesSlope), own, rows };
}

/** Patterns differ in their slopes, or are one group each. */
function eachSums(
  { halves, groups }: CoefficientProblem,
  { constant, slopes }: ScenarioPredictor,
  values: readonly Float64Array[],
  how: {
    readonly held: boolean;
    readonly rowsOf: Float64Array;
    readonly slopeOf: (pattern: number) => number;
    readonly probability: boolean;
  },
  include: Uint8Array,
): ScenarioSums {
  const sums = (count: number) => Array.from({ length: count }, () => new Float64Array(halves.patterns));
  const [value, through, own] = sums(3);
  const throughX = sums(values.length);
  let rows = 0;
  for (let p = 0; p < halves.patterns; p++) {
    if (include[p] === 0) continue;
    const slope = how.slopeOf(p);
    const first = how.held ? p : groups.ofPattern[p];
    const end = how.held ? p + 1 : groups.ofPattern[p + 1];
    for (let g = first; g < end; g++) {
      const n = how.rowsOf[g];
      const point = how.held ? 0 : groups.point[g];
      let eta = constant[p];
      for (let k = 0; k < values.length; k++) eta += slopes[k][p] * values[k][point];
      const odds = Math.exp(eta);
      const q = 1 / (1 + odds);
      const probability = odds > 1e300 ? 1 : odds * q;
      const w = probability * q;
      rows += n;
      const d = how.probability ? w : w * (q - probability) * slope;
      value[p] += n * (how.probability ? probability : w * slope);
      own[p] += n * w;
      through[p] += n * d;
      for (let k = 0; k < throughX.length; k++) throughX[k][p] += n * d * values[k][point];
    }
  }
  return { value, through, throughX, own, rows };
}

/** Column totals with the scenario's levels in place of the patterns' own. */
export function scenarioTotals(
  { basis, halves }: CoefficientProblem,
  { levels }: Scenario,
  values: Float64Array,
  valuesX: readonly Float64Array[],
): Float64Array {
  const totals = columnTotals(basis, halves, values, valuesX);
  return totals.map((own, j) => {
    const { factor, level, numeric } = basis.columns[j];
    const fixed = levels.get(factor);
    if (fixed === undefined) return own;
    return fixed === level ? total(numeric < 0 ? values : valuesX[numeric]) : 0;
  });
}
