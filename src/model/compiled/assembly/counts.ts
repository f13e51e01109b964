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

/** Rows of every group, rows and events of patterns `from` to `to`. */
export function sumGroups(
  ofPattern: usize,
  groupCounts: usize,
  from: i32,
  to: i32,
  count: usize,
  rows: usize,
  events: usize,
): void {
  let g: u32 = load<u32>(ofPattern + (from << 2));
  for (let p = from; p < to; p++) {
    const end: u32 = load<u32>(ofPattern + (p << 2) + 4);
    let n: u32 = 0;
    let y: u32 = 0;
    for (; g < end; g++) {
      const own: u32 = load<u32>(groupCounts + (g << 2));
      store<f64>(count + (g << 3), own & 0xffff);
      n += own & 0xffff;
      y += own >>> 16;
    }
    store<f64>(rows + (p << 3), n);
    store<f64>(events + (p << 3), y);
  }
}

/** Per pattern the sum over events of a value by point. */
export function sumEvents(
  ofPattern: usize,
  point: usize,
  width: u32,
  groupCounts: usize,
  x: usize,
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
      const own: u32 = load<u32>(groupCounts + (g << 2));
      const events: f64 = own >>> 16;
      sum += events * load<f64>(x + (codeAt(point, g, width, mask) << 3));
    }
    store<f64>(out + (p << 3), sum);
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
