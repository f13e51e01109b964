import { type Groups, total } from "./countGroups";
import type { Predictor } from "./linearPredictor";
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

/** Zeroed moments for a design with this many patterns and numeric terms, of which some may interact with a factor. */
export function emptyMoments(patterns: number, numerics: number, interacting = true): PatternMoments {
  const columns = (count: number, length: number) => Array.from({ length: count }, () => new Float64Array(length));
  const joint = interacting || numerics < 2 ? patterns : 1;
  return {
    residual: new Float64Array(patterns),
    residualX: columns(numerics, joint),
    weight: new Float64Array(patterns),
    weightX: columns(numerics, patterns),
    weightXX: columns((numerics * (numerics + 1)) / 2, joint),
  };
}

const isPooled = ({ weight, weightXX }: PatternMoments): boolean =>
  weightXX.length > 1 && weightXX[0].length < weight.length;

/** Groups summed before their total is added to the pattern's, so that long patterns lose no digits. */
const BLOCK = 1024;
/** Fills the moments. */
export function patternMoments(
  groups: Groups,
  halves: PatternHalves,
  predictor: Predictor,
  values: readonly Float64Array[],
  out: PatternMoments,
): void {
  if (values.length === 1 && !longerThan(groups.ofPattern, BLOCK))
    momentsOfOne(groups, halves, predictor, values[0], out);
  else if (isPooled(out)) pooledMoments(groups, halves, predictor, values, out);
  else momentsOfMany(groups, halves, predictor, values, out);
}

function longerThan(ofPattern: Uint32Array, most: number): boolean {
  for (let p = 0; p + 1 < ofPattern.length; p++) if (ofPattern[p + 1] - ofPattern[p] > most) return true;
  return false;
}

/** The common case, one numeric term and no long pattern, with everything in local variables. */
function momentsOfOne(
  { ofPattern, point, count, events, eventValues }: Groups,
  { a, b, patterns }: PatternHalves,
  { oddsA, oddsB, oddsPoint, direct, classes }: Predictor,
  x: Float64Array,
  out: PatternMoments,
): void {
  const [ofA, ofB, ofClass, points] = [a.ofPattern, b.ofPattern, classes.ofPattern, x.length];
  const { residual, weight } = out;
  const [residualX, weightX, weightXX] = [out.residualX[0], out.weightX[0], out.weightXX[0]];
  const eventX = eventValues[0];
  for (let p = 0; p < patterns; p++) {
    const end = ofPattern[p + 1];
    const oddsPattern = oddsA[ofA[p]] * oddsB[ofB[p]];
    const offset = direct ? 0 : ofClass[p] * points;
    let sumP = 0;
    let sumPX = 0;
    let sumW = 0;
    let sumWX = 0;
    let sumWXX = 0;
    for (let g = ofPattern[p]; g < end; g++) {
      const at = point[g];
      const value = x[at];
      const odds = oddsPattern * oddsPoint[direct ? g : offset + at];
      const q = 1 / (1 + odds);
      const expected = count[g] * (odds * q);
      const w = expected * q;
      const wx = w * value;
      sumP += expected;
      sumPX += expected * value;
      sumW += w;
      sumWX += wx;
      sumWXX += wx * value;
    }
    residual[p] = events[p] - sumP;
    residualX[p] = eventX[p] - sumPX;
    weight[p] = sumW;
    weightX[p] = sumWX;
    weightXX[p] = sumWXX;
  }
}

/**
 * Several numeric terms of which none interacts: products of terms are summed over points, which are few, not over groups.
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

/** Groups of up to seven rows with odds below this are multiplied up before a logarithm is taken. */
const PLAIN_ODDS = 1e12;
const PLAIN_COUNT = 7;
const PRODUCT_LIMIT = 1e150;

/** Sum over rows of log(1 + odds). Products of 1 + odds stand for sums of logarithms: one logarithm per some dozens of rows. */
export function sumLogs(
  { ofPattern, point, count }: Groups,
  { a, b, patterns }: PatternHalves,
  { oddsA, oddsB, oddsPoint, direct, classes }: Predictor,
  points: number,
): number {
  const [ofA, ofB, ofClass] = [a.ofPattern, b.ofPattern, classes.ofPattern];
  let logs = 0;
  let product = 1;
  for (let p = 0; p < patterns; p++) {
    const oddsPattern = oddsA[ofA[p]] * oddsB[ofB[p]];
    const offset = direct ? 0 : ofClass[p] * points;
    const end = ofPattern[p + 1];
    for (let g = ofPattern[p]; g < end; g++) {
      const n = count[g];
      const odds = oddsPattern * oddsPoint[direct ? g : offset + point[g]];
      const whole = n | 0;
      if (odds < PLAIN_ODDS && n <= PLAIN_COUNT && n === whole) {
        // The power as a product over the binary digits of n, without a branch for the processor to guess.
        const one = 1 + odds;
        const two = one * one - 1;
        const four = (two + 1) * (two + 1) - 1;
        product *= (1 + (whole & 1) * odds) * (1 + ((whole >> 1) & 1) * two) * (1 + (whole >> 2) * four);
        if (product > PRODUCT_LIMIT) {
          logs += Math.log(product);
          product = 1;
        }
      } else logs += n * Math.log1p(odds);
    }
  }
  return logs + Math.log(product);
}

/** The moments of the unweighted design: every row has weight 1 and no residual. */
export function countMoments(
  groups: Groups,
  values: readonly Float64Array[],
  patterns: number,
  interacting: boolean,
): PatternMoments {
  const out = emptyMoments(patterns, values.length, interacting);
  out.weight.set(groups.rows);
  if (isPooled(out)) {
    for (let k = 0; k < values.length; k++) sumProducts(groups, values[k], undefined, out.weightX[k]);
    const countAt = new Float64Array(values[0].length);
    for (let g = 0; g < groups.point.length; g++) countAt[groups.point[g]] += groups.count[g];
    sumPairs(countAt, values, out.weightXX);
    return out;
  }
  let pair = 0;
  for (let k = 0; k < values.length; k++) {
    sumProducts(groups, values[k], undefined, out.weightX[k]);
    for (let l = k; l < values.length; l++) sumProducts(groups, values[k], values[l], out.weightXX[pair++]);
  }
  return out;
}

/** Sum of n x, or n x z, over the groups of each pattern. */
function sumProducts(
  { ofPattern, point, count }: Groups,
  x: Float64Array,
  z: Float64Array | undefined,
  out: Float64Array,
): void {
  for (let p = 0; p < out.length; p++) {
    let sum = 0;
    for (let g = ofPattern[p]; g < ofPattern[p + 1]; g++) {
      const at = point[g];
      sum += z === undefined ? count[g] * x[at] : count[g] * x[at] * z[at];
    }
    out[p] = sum;
  }
}
