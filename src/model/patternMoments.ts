import { heapOf, widthOf } from "./compiled/heap";
import { inBlocks } from "./compiled/kernels";
import { type Groups, total, weightedValues } from "./countGroups";
import { oddsArguments, type Predictor } from "./linearPredictor";
import type { PatternHalves } from "./patternHalves";

/**
 * Sums over the rows of each pattern at given coefficients, w = p(1 - p) being the weight of a row and x a numeric term.
 * Products of two numeric terms are stored for k <= l in the order (0,0), (0,1), ..., (1,1), ...
 * Where no numeric term interacts with a factor, nobody asks for `residualX` and `weightXX` by pattern: each is then one total.
 */
export interface PatternMoments {
  /** Sum of y - p. */
  readonly residual: Float64Array;
  readonly residualX: readonly Float64Array[];
  readonly weight: Float64Array;
  readonly weightX: readonly Float64Array[];
  readonly weightXX: readonly Float64Array[];
}

/** What the Gram matrix is made of. */
export type WeightMoments = Pick<PatternMoments, "weight" | "weightX" | "weightXX">;

/** Moments of patterns and numeric terms, of which some may interact with a factor, for the heap's current work, holding anything. */
export function emptyMoments(
  { memory, patterns }: Pick<PatternHalves, "memory" | "patterns">,
  numerics: number,
  interacting: boolean,
): PatternMoments {
  const heap = heapOf(memory);
  const column = (length: number) => heap.float64(length, false);
  const columns = (count: number, length: number) => Array.from({ length: count }, () => column(length));
  const joint = interacting ? patterns : 1;
  return {
    residual: column(patterns),
    residualX: columns(numerics, joint),
    weight: column(patterns),
    weightX: columns(numerics, patterns),
    weightXX: columns((numerics * (numerics + 1)) / 2, joint),
  };
}

/** Whether products of numeric terms are one total each. */
const isPooled = ({ weight, weightXX }: PatternMoments): boolean =>
  weightXX.length > 0 && weightXX[0].length < weight.length;

/** Fills the moments. */
export function patternMoments(
  groups: Groups,
  halves: PatternHalves,
  predictor: Predictor,
  values: readonly Float64Array[],
  out: PatternMoments,
): void {
  if (values.length === 1 && !predictor.direct) momentsOfOne(groups, halves, predictor, values[0], out);
  else if (isPooled(out)) pooledMoments(groups, halves, predictor, values, out);
  else momentsOfMany(groups, halves, predictor, values, out);
}

/** The common case: one numeric term, and odds that are looked up by point. */
function momentsOfOne(
  groups: Groups,
  halves: PatternHalves,
  predictor: Predictor,
  x: Float64Array,
  out: PatternMoments,
) {
  const heap = heapOf(halves.memory);
  const joint = isPooled(out) ? 1 : 0;
  if (joint === 1) for (const sums of [out.residualX[0], out.weightXX[0]]) sums[0] = 0;
  heap.scoped(() => {
    const { ofPattern, point, count, events, eventValues } = groups;
    const given = [ofPattern, point, count, events, eventValues[0]].map((array) => heap.at(array));
    const [patternAt, pointAt, countAt, eventsAt, eventXAt] = given;
    const [ofA, oddsA, ofB, oddsB, ofClass] = oddsArguments(heap, halves, predictor, x.length);
    const odds = [ofA, oddsA, ofB, oddsB, ofClass, x.length, heap.at(besideOdds(predictor.oddsPoint, x))] as const;
    const sums = [out.residual, out.residualX[0], out.weight, out.weightX[0], out.weightXX[0]];
    const [residual, residualX, weight, weightX, weightXX] = sums.map((array) => heap.at(array));
    inBlocks(halves.patterns, (from, to) => {
      const groupsAt = [patternAt, pointAt, widthOf(point), countAt, eventsAt, eventXAt] as const;
      heap.kernels.sumMoments(...groupsAt, ...odds, joint, from, to, residual, residualX, weight, weightX, weightXX);
    });
  });
}

/** Factors of the odds by class and point, each with the point's value beside it: one place to look instead of two. */
function besideOdds(oddsPoint: Float64Array, x: Float64Array): Float64Array {
  const pairs = new Float64Array(2 * oddsPoint.length);
  for (let i = 0, at = 0; i < oddsPoint.length; i++, at = at + 1 < x.length ? at + 1 : 0) {
    pairs[2 * i] = oddsPoint[i];
    pairs[2 * i + 1] = x[at];
  }
  return pairs;
}

/**
 * Numeric terms of which none interacts: products of terms are summed over points, which are few, not over groups.
 */
function pooledMoments(
  { ofPattern, point, count, events, eventValues }: Groups,
  { a, b, patterns }: PatternHalves,
  { oddsA, oddsB, oddsPoint, direct }: Predictor,
  values: readonly Float64Array[],
  out: PatternMoments,
): void {
  const terms = values.length;
  const points = values[0].length;
  const byPoint = interleaved(values);
  const expectedAt = new Float64Array(points);
  const weightAt = new Float64Array(points);
  const sumX = new Float64Array(terms);
  for (let p = 0; p < patterns; p++) {
    const oddsPattern = oddsA[a.ofPattern[p]] * oddsB[b.ofPattern[p]];
    let [sumP, sumW] = [0, 0];
    sumX.fill(0);
    for (let g = ofPattern[p]; g < ofPattern[p + 1]; g++) {
      const at = point[g];
      const odds = oddsPattern * oddsPoint[direct ? g : at];
      const q = 1 / (1 + odds);
      const expected = count[g] * (odds * q);
      const w = expected * q;
      sumP += expected;
      sumW += w;
      expectedAt[at] += expected;
      weightAt[at] += w;
      for (let k = 0, i = at * terms; k < terms; k++, i++) sumX[k] += w * byPoint[i];
    }
    out.residual[p] = events[p] - sumP;
    out.weight[p] = sumW;
    for (let k = 0; k < terms; k++) out.weightX[k][p] = sumX[k];
  }
  for (let k = 0; k < terms; k++) out.residualX[k][0] = total(eventValues[k]) - dot(expectedAt, values[k]);
  sumPairs(weightAt, values, out.weightXX);
}

/** Values of a point side by side. */
function interleaved(values: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(values.length * values[0].length);
  values.forEach((column, k) => {
    for (let i = 0; i < column.length; i++) out[i * values.length + k] = column[i];
  });
  return out;
}

/** Sums of weight x_k x_l over the points, into the one entry of each pair. */
function sumPairs(weightAt: Float64Array, values: readonly Float64Array[], out: readonly Float64Array[]): void {
  let pair = 0;
  for (let k = 0; k < values.length; k++) {
    const weighted = weightAt.map((w, i) => w * values[k][i]);
    for (let l = k; l < values.length; l++) out[pair++][0] = dot(weighted, values[l]);
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

/** Groups summed before their total is added to the pattern's, so that long patterns lose no digits. */
const BLOCK = 1024;

/** Any number of numeric terms, none included. */
function momentsOfMany(
  { ofPattern, point, count, events, eventValues }: Groups,
  { a, b, patterns }: PatternHalves,
  { oddsA, oddsB, oddsPoint, direct, classes }: Predictor,
  values: readonly Float64Array[],
  out: PatternMoments,
): void {
  const terms = values.length;
  const points = terms > 0 ? values[0].length : 1;
  const sums = new Float64Array(2 + 2 * terms + (terms * (terms + 1)) / 2);
  const block = new Float64Array(sums.length);
  for (let p = 0; p < patterns; p++) {
    const oddsPattern = oddsA[a.ofPattern[p]] * oddsB[b.ofPattern[p]];
    const offset = direct ? 0 : classes.ofPattern[p] * points;
    sums.fill(0);
    for (let from = ofPattern[p]; from < ofPattern[p + 1]; from += BLOCK) {
      const to = Math.min(ofPattern[p + 1], from + BLOCK);
      block.fill(0);
      for (let g = from; g < to; g++) {
        const at = terms > 0 ? point[g] : 0;
        const odds = oddsPattern * oddsPoint[direct ? g : offset + at];
        const q = 1 / (1 + odds);
        const expected = count[g] * (odds * q);
        const w = expected * q;
        block[0] += expected;
        block[1] += w;
        let slot = 2;
        for (let k = 0; k < terms; k++) block[slot++] += expected * values[k][at];
        for (let k = 0; k < terms; k++) {
          const wx = w * values[k][at];
          block[slot++] += wx;
          for (let l = k; l < terms; l++) block[slot++] += wx * values[l][at];
        }
      }
      for (let i = 0; i < sums.length; i++) sums[i] += block[i];
    }
    store(out, p, sums, terms);
    out.residual[p] = events[p] - sums[0];
    for (let k = 0; k < terms; k++) out.residualX[k][p] = eventValues[k][p] - sums[2 + k];
  }
}

/** Copies the weight sums of a pattern from their flat order: P, W, PX..., then for each k WX, WXX... */
function store(out: PatternMoments, p: number, sums: Float64Array, terms: number): void {
  out.weight[p] = sums[1];
  let slot = 2 + terms;
  let pair = 0;
  for (let k = 0; k < terms; k++) {
    out.weightX[k][p] = sums[slot++];
    for (let l = k; l < terms; l++) out.weightXX[pair++][p] = sums[slot++];
  }
}

/** Sum over rows of log(1 + odds). */
export function sumLogs(
  { ofPattern, point, count }: Groups,
  halves: PatternHalves,
  predictor: Predictor,
  points: number,
): number {
  const heap = heapOf(halves.memory);
  return heap.scoped(() => {
    const [patternAt, pointAt, countAt] = [ofPattern, point, count].map((array) => heap.at(array));
    const odds = oddsArguments(heap, halves, predictor, points);
    const given = [patternAt, pointAt, widthOf(point), countAt, ...odds] as const;
    let logs = 0;
    inBlocks(halves.patterns, (from, to) => {
      logs += heap.kernels.sumLogs(...given, from, to);
    });
    return logs;
  });
}

/** The weight sums of the unweighted design: every row has weight 1. */
export function countMoments(
  groups: Groups,
  values: readonly Float64Array[],
  halves: PatternHalves,
  interacting: boolean,
): WeightMoments {
  const heap = heapOf(halves.memory);
  const known = values.map((x) => groups.xSums?.find((sums) => sums.values === x));
  const sums = (x: Float64Array, z?: Float64Array) =>
    weightedValues(heap, groups.ofPattern, groups.point, groups.count, x, z);
  const weightX = values.map((x, k) => known[k]?.x ?? sums(x));
  if (interacting || values.length < 2 || halves.patterns < 2) {
    const products = (x: Float64Array, k: number) =>
      values.slice(k).map((z, l) => (l === 0 ? known[k]?.xx : undefined) ?? sums(x, z));
    return { weight: groups.rows, weightX, weightXX: values.flatMap(products) };
  }
  const countAt = new Float64Array(values[0].length);
  for (let g = 0; g < groups.point.length; g++) countAt[groups.point[g]] += groups.count[g];
  const weightXX = values.flatMap((_, k) => values.slice(k).map(() => new Float64Array(1)));
  sumPairs(countAt, values, weightXX);
  return { weight: groups.rows, weightX, weightXX };
}
