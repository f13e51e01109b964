import { codeAt, maskOf } from "./codes";

/** Counting the rows of a model's sample. A count is rows in its low 16 bits and events in its high 16 bits. */

/**
 * One pass over ordered rows: counts of every run and group. `take[word]` says whether a row is in the sample, 1 or 3 with the outcome, or not, 0; `state` holds run, count so far in it,
 * group, count so far in it. Runs are short and of irregular length, so there is no branch for the processor to guess.
 */
export function countRows(
  words: usize,
  rows: i32,
  take: usize,
  runCounts: usize,
  groupCounts: usize,
  state: usize,
): void {
  let run: u32 = load<u32>(state);
  let inRun: u32 = load<u32>(state + 4);
  let group: u32 = load<u32>(state + 8);
  let inGroup: u32 = load<u32>(state + 12);
  const end = words + (rows << 1);
  for (let at = words; at < end; at += 2) {
    const word: u32 = load<u16>(at);
    const taken: u32 = load<u8>(take + (word & 0x3fff));
    const count: u32 = (taken & 1) | ((taken >>> 1) << 16);
    const startsRun: u32 = word >>> 15;
    const startsGroup: u32 = (word >>> 14) & 1;
    run += startsRun;
    group += startsGroup;
    // A start less one has no bit set, and clears the sum; within a run it has all bits set.
    inRun = (inRun & (startsRun - 1)) + count;
    inGroup = (inGroup & (startsGroup - 1)) + count;
    store<u32>(runCounts + (run << 2), inRun);
    store<u32>(groupCounts + (group << 2), inGroup);
  }
  store<u32>(state, run);
  store<u32>(state + 4, inRun);
  store<u32>(state + 8, group);
  store<u32>(state + 12, inGroup);
}

/**
 * Rows of every group, and of patterns `from` to `to` the rows and events; with `x` at points also the sums of x over rows and events, and of
 * x² over rows. A group's rows and events are taken side by side.
 */
export function sumGroups(
  ofPattern: usize,
  point: usize,
  width: u32,
  groupCounts: usize,
  x: usize,
  from: i32,
  to: i32,
  count: usize,
  rows: usize,
  events: usize,
  rowX: usize,
  eventX: usize,
  rowXX: usize,
): void {
  const mask = maskOf(width);
  let g: u32 = load<u32>(ofPattern + (from << 2));
  for (let p = from; p < to; p++) {
    const end: u32 = load<u32>(ofPattern + (p << 2) + 4);
    let sum = f64x2.splat(0);
    let sumX = f64x2.splat(0);
    let sumXX = f64x2.splat(0);
    for (; g < end; g++) {
      const halves = i32x4.extend_low_i16x8_u(v128.load32_zero(groupCounts + (g << 2)));
      const own = f64x2.convert_low_i32x4_u(halves);
      store<f64>(count + (g << 3), f64x2.extract_lane(own, 0));
      sum = f64x2.add(sum, own);
      if (x === 0) continue;
      const value = v128.load_splat<f64>(x + (codeAt(point, g, width, mask) << 3));
      const ownX = f64x2.mul(own, value);
      sumX = f64x2.add(sumX, ownX);
      sumXX = f64x2.add(sumXX, f64x2.mul(ownX, value));
    }
    store<f64>(rows + (p << 3), f64x2.extract_lane(sum, 0));
    store<f64>(events + (p << 3), f64x2.extract_lane(sum, 1));
    if (x === 0) continue;
    store<f64>(rowX + (p << 3), f64x2.extract_lane(sumX, 0));
    store<f64>(eventX + (p << 3), f64x2.extract_lane(sumX, 1));
    store<f64>(rowXX + (p << 3), f64x2.extract_lane(sumXX, 0));
  }
}

/** Per pattern the sum over groups of a weight times one value by point, and times another when `z` is not 0. */
export function sumWeighted(
  ofPattern: usize,
  point: usize,
  width: u32,
  weights: usize,
  x: usize,
  z: usize,
  from: i32,
  to: i32,
  out: usize,
): void {
  const mask = maskOf(width);
  let g: u32 = load<u32>(ofPattern + (from << 2));
  for (let p = from; p < to; p++) {
    const end: u32 = load<u32>(ofPattern + (p << 2) + 4);
    let sum: f64 = 0;
    for (; g < end; g++) {
      const at = codeAt(point, g, width, mask) << 3;
      const own = load<f64>(weights + (g << 3)) * load<f64>(x + at);
      sum += z === 0 ? own : own * load<f64>(z + at);
    }
    store<f64>(out + (p << 3), sum);
  }
}
