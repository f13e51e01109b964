import { type Basis, hasIntercept } from "./basis";
import type { Heap } from "./compiled/heap";
import type { Groups } from "./countGroups";
import type { PatternHalves } from "./patternHalves";

/**
 * Patterns by the slopes of their numeric terms: interactions give patterns with different levels different slopes. Without
 * interactions there is one class.
 */
export interface SlopeClasses {
  readonly count: number;
  readonly ofPattern: Uint32Array;
  /** `columnSlopes[class]`: the columns whose coefficients add to each numeric term's slope. */
  readonly columns: readonly (readonly { readonly column: number; readonly numeric: number }[])[];
}

/** A linear predictor in factorised form: the odds of a group are `oddsA * oddsB * oddsPoint`. */
export interface Predictor {
  readonly oddsA: Float64Array;
  readonly oddsB: Float64Array;
  /** Factor of the odds by slope class and point, or by group when `direct`. */
  readonly oddsPoint: Float64Array;
  readonly direct: boolean;
  readonly classes: SlopeClasses;
  /** Slope of every numeric term in every class, on the standardised scale. */
  readonly slopes: readonly Float64Array[];
}

/** No exponent leaves this range, so a product of three odds factors neither overflows nor vanishes. */
const LARGEST_EXPONENT = 230;

/** Finds the classes of patterns that share their slopes. */
export function slopeClasses(basis: Basis, halves: PatternHalves): SlopeClasses {
  const interacting = [...new Set(basis.columns.filter((c) => c.numeric >= 0 && c.factor >= 0).map((c) => c.factor))];
  const ids = new Map<string, number>();
  const ofPattern = new Uint32Array(halves.patterns);
  const levels: number[][] = [];
  for (let p = 0; p < halves.patterns && (interacting.length > 0 || p === 0); p++) {
    const combination = interacting.map((f) => halves.levelOfPattern[f][p]);
    const key = combination.join(",");
    const id = ids.get(key) ?? ids.set(key, ids.size).size - 1;
    if (id === levels.length) levels.push(combination);
    ofPattern[p] = id;
  }
  const columns = levels.map((combination) =>
    basis.columns.flatMap(({ factor, level, numeric }, column) => {
      if (numeric < 0) return [];
      return factor < 0 || combination[interacting.indexOf(factor)] === level ? [{ column, numeric }] : [];
    }),
  );
  return { count: levels.length, ofPattern, columns };
}

/** Evaluates the predictor's factors at coefficients `b` of the basis. */
export function linearPredictor(
  b: ArrayLike<number>,
  basis: Basis,
  halves: PatternHalves,
  classes: SlopeClasses,
  groups: Groups,
): Predictor {
  const byLevel = levelCoefficients(b, basis, halves);
  const oddsA = halfOdds(halves.a, byLevel, hasIntercept(basis.columns) ? b[0] : 0);
  const oddsB = halfOdds(halves.b, byLevel, 0);
  const slopes = classSlopes(b, basis, classes);
  const points = basis.values.length > 0 ? basis.values[0].length : 1;
  const direct = classes.count * points > 2 * groups.point.length + 1024;
  const oddsPoint = direct
    ? groupOdds(slopes, basis, classes, groups)
    : pointOdds(slopes, basis.values, points, classes.count);
  return { oddsA, oddsB, oddsPoint, direct, classes, slopes };
}

function levelCoefficients(b: ArrayLike<number>, basis: Basis, halves: PatternHalves): Float64Array[] {
  const byLevel = halves.levels.map((count) => new Float64Array(count));
  basis.columns.forEach(({ factor, level, numeric }, j) => {
    if (factor >= 0 && numeric < 0) byLevel[factor][level] = b[j];
  });
  return byLevel;
}

function halfOdds(half: PatternHalves["a"], byLevel: readonly Float64Array[], constant: number): Float64Array {
  const odds = new Float64Array(half.count).fill(constant);
  half.factors.forEach((f, i) => {
    const level = half.level[i];
    for (let c = 0; c < odds.length; c++) odds[c] += byLevel[f][level[c]];
  });
  for (let c = 0; c < odds.length; c++) odds[c] = boundedExp(odds[c]);
  return odds;
}

/** Slope of every numeric term in every class, `[numeric][class]`, on the standardised scale. */
export function classSlopes(b: ArrayLike<number>, basis: Basis, classes: SlopeClasses): Float64Array[] {
  const slopes = basis.values.map(() => new Float64Array(classes.count));
  classes.columns.forEach((columns, c) => {
    for (const { column, numeric } of columns) slopes[numeric][c] += b[column];
  });
  return slopes;
}

function pointOdds(
  slopes: readonly Float64Array[],
  values: readonly Float64Array[],
  points: number,
  classes: number,
): Float64Array {
  const odds = new Float64Array(classes * points);
  for (let c = 0; c < classes; c++) {
    for (let x = 0; x < points; x++) {
      let eta = 0;
      for (let k = 0; k < values.length; k++) eta += slopes[k][c] * values[k][x];
      odds[c * points + x] = boundedExp(eta);
    }
  }
  return odds;
}

function groupOdds(
  slopes: readonly Float64Array[],
  { values }: Basis,
  classes: SlopeClasses,
  { ofPattern, point }: Groups,
): Float64Array {
  const odds = new Float64Array(point.length);
  for (let p = 0; p + 1 < ofPattern.length; p++) {
    const c = classes.ofPattern[p];
    for (let g = ofPattern[p]; g < ofPattern[p + 1]; g++) {
      let eta = 0;
      for (let k = 0; k < values.length; k++) eta += slopes[k][c] * values[k][point[g]];
      odds[g] = boundedExp(eta);
    }
  }
  return odds;
}

function boundedExp(x: number): number {
  return Math.exp(Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, x)));
}

/** What compiled loops read the odds of groups from, in the order of their arguments: addresses, points, and whether by group. */
export function oddsArguments(
  heap: Heap,
  { a, b }: PatternHalves,
  { oddsA, oddsB, oddsPoint, direct, classes }: Predictor,
  points: number,
) {
  const [ofA, atA, ofB, atB, ofClass, atPoint] = [
    a.ofPattern,
    oddsA,
    b.ofPattern,
    oddsB,
    classes.ofPattern,
    oddsPoint,
  ].map((array) => heap.at(array));
  return [ofA, atA, ofB, atB, ofClass, points, atPoint, direct ? 1 : 0] as const;
}
