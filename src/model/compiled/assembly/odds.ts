import { codeAt, maskOf } from "./codes";
import { logsOf } from "./logs";
import { patternOdds } from "./patternOdds";

/**
 * Sums over the groups of each pattern at given odds: those of a group are oddsA[ofA[p]] * oddsB[ofB[p]] times a factor that is looked up
 * by slope class and point (`oddsPoint[ofClass[p] * points + point[g]]`), or by group when `direct` is 1.
 */

/** Groups summed before their total is added to the pattern's, so that long patterns lose no digits. */
const BLOCK: u32 = 1024;

/**
 * For one numeric term x: y - p, (y - p) x, w, w x and w x² of patterns `from` to `to`, where w = p(1 - p). `pairs` holds factor of the odds
 * and x side by side, by slope class and point. With `joint` 1 (y - p) x and w x² are one number each, to which the patterns' sums are added.
 */
export function sumMoments(
  ofPattern: usize,
  point: usize,
  width: u32,
  count: usize,
  events: usize,
  eventX: usize,
  ofA: usize,
  oddsA: usize,
  ofB: usize,
  oddsB: usize,
  ofClass: usize,
  points: u32,
  pairs: usize,
  joint: i32,
  from: i32,
  to: i32,
  residual: usize,
  residualX: usize,
  weight: usize,
  weightX: usize,
  weightXX: usize,
): void {
  const mask = maskOf(width);
  const one = f64x2.splat(1);
  let totalX: f64 = 0;
  let totalXX: f64 = 0;
  let g: u32 = load<u32>(ofPattern + (from << 2));
  for (let p = from; p < to; p++) {
    const end: u32 = load<u32>(ofPattern + (p << 2) + 4);
    const odds = patternOdds(p, ofA, oddsA, ofB, oddsB);
    const factor = f64x2.splat(odds);
    const own = pairs + ((load<u32>(ofClass + (p << 2)) * points) << 4);
    let sumP: f64 = 0;
    let sumPX: f64 = 0;
    let sumW: f64 = 0;
    let sumWX: f64 = 0;
    let sumWXX: f64 = 0;
    while (g < end) {
      const stop: u32 = end - g > BLOCK ? g + BLOCK : end;
      let blockP = f64x2.splat(0);
      let blockPX = f64x2.splat(0);
      let blockW = f64x2.splat(0);
      let blockWX = f64x2.splat(0);
      let blockWXX = f64x2.splat(0);
      for (; g < stop; g += 2) {
        const first = v128.load(own + (codeAt(point, g, width, mask) << 4));
        const next = g + 1 < stop ? g + 1 : g;
        const second = v128.load(own + (codeAt(point, next, width, mask) << 4));
        const value = v128.shuffle<f64>(first, second, 1, 3);
        const o = f64x2.mul(factor, v128.shuffle<f64>(first, second, 0, 2));
        const q = f64x2.div(one, f64x2.add(one, o));
        const expected = f64x2.mul(rowsOf(count, g, next), f64x2.mul(o, q));
        const w = f64x2.mul(expected, q);
        const wx = f64x2.mul(w, value);
        blockP = f64x2.add(blockP, expected);
        blockPX = f64x2.add(blockPX, f64x2.mul(expected, value));
        blockW = f64x2.add(blockW, w);
        blockWX = f64x2.add(blockWX, wx);
        blockWXX = f64x2.add(blockWXX, f64x2.mul(wx, value));
      }
      g = stop;
      sumP += f64x2.extract_lane(blockP, 0) + f64x2.extract_lane(blockP, 1);
      sumPX += f64x2.extract_lane(blockPX, 0) + f64x2.extract_lane(blockPX, 1);
      sumW += f64x2.extract_lane(blockW, 0) + f64x2.extract_lane(blockW, 1);
      sumWX += f64x2.extract_lane(blockWX, 0) + f64x2.extract_lane(blockWX, 1);
      sumWXX += f64x2.extract_lane(blockWXX, 0) + f64x2.extract_lane(blockWXX, 1);
    }
    const at = p << 3;
    store<f64>(residual + at, load<f64>(events + at) - sumP);
    store<f64>(weight + at, sumW);
    store<f64>(weightX + at, sumWX);
    sumPX = load<f64>(eventX + at) - sumPX;
    if (joint === 1) {
      totalX += sumPX;
      totalXX += sumWXX;
    } else {
      store<f64>(residualX + at, sumPX);
      store<f64>(weightXX + at, sumWXX);
    }
  }
  if (joint === 0) return;
  store<f64>(residualX, load<f64>(residualX) + totalX);
  store<f64>(weightXX, load<f64>(weightXX) + totalXX);
}

/**
 * Slopes of the weight, w(1 - 2p), summed over the groups of patterns `from` to `to`; with `x` those times x too, and with `own` those of
 * every group. Addresses that are 0 ask for nothing.
 */
export function sumSlopes(
  ofPattern: usize,
  point: usize,
  width: u32,
  count: usize,
  ofA: usize,
  oddsA: usize,
  ofB: usize,
  oddsB: usize,
  ofClass: usize,
  points: u32,
  oddsPoint: usize,
  direct: i32,
  from: i32,
  to: i32,
  x: usize,
  own: usize,
  slope: usize,
  slopeX: usize,
): void {
  const mask = maskOf(width);
  const one = f64x2.splat(1);
  let g: u32 = load<u32>(ofPattern + (from << 2));
  for (let p = from; p < to; p++) {
    const end: u32 = load<u32>(ofPattern + (p << 2) + 4);
    const odds = f64x2.splat(patternOdds(p, ofA, oddsA, ofB, oddsB));
    const factors = oddsPoint + ((load<u32>(ofClass + (p << 2)) * points) << 3);
    let sum = f64x2.splat(0);
    let sumX = f64x2.splat(0);
    for (; g < end; g += 2) {
      const next = g + 1 < end ? g + 1 : g;
      const at = codeAt(point, g, width, mask) << 3;
      const atNext = codeAt(point, next, width, mask) << 3;
      const factor =
        direct === 1 ? twoOf(oddsPoint + (g << 3), oddsPoint + (next << 3)) : twoOf(factors + at, factors + atNext);
      const o = f64x2.mul(odds, factor);
      const q = f64x2.div(one, f64x2.add(one, o));
      const w = f64x2.mul(f64x2.mul(rowsOf(count, g, next), f64x2.mul(o, q)), q);
      const d = f64x2.mul(w, f64x2.mul(q, f64x2.sub(one, o)));
      sum = f64x2.add(sum, d);
      if (x !== 0) sumX = f64x2.add(sumX, f64x2.mul(d, twoOf(x + at, x + atNext)));
      if (own === 0) continue;
      store<f64>(own + (g << 3), f64x2.extract_lane(d, 0));
      if (next > g) store<f64>(own + (next << 3), f64x2.extract_lane(d, 1));
    }
    g = end;
    store<f64>(slope + (p << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
    if (x !== 0) store<f64>(slopeX + (p << 3), f64x2.extract_lane(sumX, 0) + f64x2.extract_lane(sumX, 1));
  }
}

/** Sum over the rows of patterns `from` to `to` of log(1 + odds). */
export function sumLogs(
  ofPattern: usize,
  point: usize,
  width: u32,
  count: usize,
  ofA: usize,
  oddsA: usize,
  ofB: usize,
  oddsB: usize,
  ofClass: usize,
  points: u32,
  oddsPoint: usize,
  direct: i32,
  from: i32,
  to: i32,
): f64 {
  const mask = maskOf(width);
  const one = f64x2.splat(1);
  let sum = f64x2.splat(0);
  let g: u32 = load<u32>(ofPattern + (from << 2));
  for (let p = from; p < to; p++) {
    const end: u32 = load<u32>(ofPattern + (p << 2) + 4);
    const odds = f64x2.splat(patternOdds(p, ofA, oddsA, ofB, oddsB));
    const factors = oddsPoint + ((load<u32>(ofClass + (p << 2)) * points) << 3);
    let own = f64x2.splat(0);
    for (; g < end; g += 2) {
      const next = g + 1 < end ? g + 1 : g;
      const factor =
        direct === 1
          ? twoOf(oddsPoint + (g << 3), oddsPoint + (next << 3))
          : twoOf(factors + (codeAt(point, g, width, mask) << 3), factors + (codeAt(point, next, width, mask) << 3));
      const logs = logsOf(f64x2.add(one, f64x2.mul(odds, factor)));
      own = f64x2.add(own, f64x2.mul(rowsOf(count, g, next), logs));
    }
    g = end;
    sum = f64x2.add(sum, own);
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** Two numbers side by side. */
function twoOf(first: usize, second: usize): v128 {
  return f64x2.replace_lane(v128.load_splat<f64>(first), 1, load<f64>(second));
}

/** Rows of a group and of the next; the last of an odd number has itself beside it, with no rows. */
function rowsOf(count: usize, g: u32, next: u32): v128 {
  return f64x2.replace_lane(v128.load_splat<f64>(count + (g << 3)), 1, next > g ? load<f64>(count + (next << 3)) : 0);
}
