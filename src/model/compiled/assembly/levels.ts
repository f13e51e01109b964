/**
 * Sums over patterns by the levels of factors: first over the patterns of each half, then over halves.
 *
 * Halves are described by words of 32 bits: addresses and counts START_A to FACTORS_B, then for every factor, those of half A first, the
 * address of its level by combination and its number of levels.
 */
const START_A: usize = 0;
const COUNT_A: usize = 4;
const OF_B: usize = 8;
const COUNT_B: usize = 12;
const FACTORS_A: usize = 16;
const FACTORS_B: usize = 20;
const LEVELS: usize = 24;

/**
 * The total of the values, their sums by level of every factor and, with `pairs` 1, by levels of every two factors, one after another. `out`
 * starts at zero, and so does `work`: numbers for the combinations of each half, and for those of half B once more and once per level of A.
 */
export function levelSums(halves: usize, values: usize, pairs: i32, work: usize, out: usize): void {
  const countA: i32 = load<u32>(halves + COUNT_A);
  const countB: i32 = load<u32>(halves + COUNT_B);
  const factorsA: i32 = load<u32>(halves + FACTORS_A);
  const factors: i32 = factorsA + load<u32>(halves + FACTORS_B);
  const sumA = work;
  const sumB = sumA + (countA << 3);
  const between = sumB + (countB << 3);
  const crossed = between + (countB << 3);
  sumHalves(load<u32>(halves + START_A), countA, load<u32>(halves + OF_B), values, sumA, sumB);
  let total: f64 = 0;
  for (let b: i32 = 0; b < countB; b++) total += load<f64>(sumB + (b << 3));
  store<f64>(out, total);
  let at = out + 8;
  for (let f: i32 = 0; f < factors; f++) {
    const inA = f < factorsA;
    addByLevel(levelOf(halves, f), inA ? sumA : sumB, inA ? countA : countB, at);
    at += sizeOf(halves, f) << 3;
  }
  if (pairs === 0) return;
  if (factorsA > 0) crossLevels(halves, values, between, crossed);
  let row = crossed;
  for (let f: i32 = 0; f < factors; f++) {
    const size = sizeOf(halves, f);
    for (let g = f + 1; g < factors; g++) {
      const sizeG = sizeOf(halves, g);
      const levelG = levelOf(halves, g);
      if (f < factorsA && g >= factorsA) {
        for (let level: u32 = 0; level < size; level++)
          addByLevel(levelG, row + ((level * countB) << 3), countB, at + ((level * sizeG) << 3));
      } else if (f < factorsA) addByPair(levelOf(halves, f), levelG, sizeG, sumA, countA, at);
      else addByPair(levelOf(halves, f), levelG, sizeG, sumB, countB, at);
      at += (size * sizeG) << 3;
    }
    if (f < factorsA) row += (size * countB) << 3;
  }
}

function levelOf(halves: usize, f: i32): usize {
  return load<u32>(halves + LEVELS + (f << 3));
}

function sizeOf(halves: usize, f: i32): u32 {
  return load<u32>(halves + LEVELS + (f << 3) + 4);
}

/** Sums over the patterns of every combination of half A and of half B. */
function sumHalves(startA: usize, countA: i32, ofB: usize, values: usize, sumA: usize, sumB: usize): void {
  let p: u32 = 0;
  for (let c: i32 = 0; c < countA; c++) {
    const end: u32 = load<u32>(startA + (c << 2) + 4);
    let sum: f64 = 0;
    for (; p < end; p++) {
      const value = load<f64>(values + (p << 3));
      const at = sumB + (load<u32>(ofB + (p << 2)) << 3);
      sum += value;
      store<f64>(at, load<f64>(at) + value);
    }
    store<f64>(sumA + (c << 3), sum);
  }
}

/**
 * For every factor of half A the sums by level and combination of half B, one factor after another. The levels of all but the last factor
 * change seldom, so the values in between are first summed by the combination of half B alone.
 */
function crossLevels(halves: usize, values: usize, between: usize, crossed: usize): void {
  const startA: usize = load<u32>(halves + START_A);
  const countA: i32 = load<u32>(halves + COUNT_A);
  const ofB: usize = load<u32>(halves + OF_B);
  const countB: u32 = load<u32>(halves + COUNT_B);
  const last: i32 = load<u32>(halves + FACTORS_A) - 1;
  let lastRow = crossed;
  for (let f: i32 = 0; f < last; f++) lastRow += (sizeOf(halves, f) * countB) << 3;
  const lastLevel = levelOf(halves, last);
  let from: i32 = 0;
  while (from < countA) {
    let to = from + 1;
    while (to < countA && alike(halves, last, from, to)) to++;
    for (let c = from; c < to; c++) {
      const row = lastRow + ((load<u16>(lastLevel + (c << 1)) * countB) << 3);
      addByHalf(ofB, values, load<u32>(startA + (c << 2)), load<u32>(startA + (c << 2) + 4), row);
    }
    if (last > 0) {
      memory.fill(between, 0, countB << 3);
      addByHalf(ofB, values, load<u32>(startA + (from << 2)), load<u32>(startA + (to << 2)), between);
    }
    let row = crossed;
    for (let f: i32 = 0; f < last; f++) {
      addAll(between, countB, row + ((load<u16>(levelOf(halves, f) + (from << 1)) * countB) << 3));
      row += (sizeOf(halves, f) * countB) << 3;
    }
    from = to;
  }
}

/** Whether two combinations of half A are alike in its first factors. */
function alike(halves: usize, factors: i32, a: i32, b: i32): bool {
  for (let f: i32 = 0; f < factors; f++) {
    const level = levelOf(halves, f);
    if (load<u16>(level + (a << 1)) !== load<u16>(level + (b << 1))) return false;
  }
  return true;
}

/** Adds the values to the sums of their levels. */
function addByLevel(level: usize, values: usize, count: i32, sums: usize): void {
  for (let i: i32 = 0; i < count; i++) {
    const at = sums + (load<u16>(level + (i << 1)) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(values + (i << 3)));
  }
}

/** The same by pairs of levels. */
function addByPair(first: usize, second: usize, sizeSecond: u32, values: usize, count: i32, sums: usize): void {
  for (let i: i32 = 0; i < count; i++) {
    const pair: u32 = load<u16>(first + (i << 1)) * sizeSecond + load<u16>(second + (i << 1));
    const at = sums + (pair << 3);
    store<f64>(at, load<f64>(at) + load<f64>(values + (i << 3)));
  }
}

/** Adds patterns `from` to `to` to their combinations of half B. */
function addByHalf(ofB: usize, values: usize, from: u32, to: u32, sums: usize): void {
  for (let p = from; p < to; p++) {
    const at = sums + (load<u32>(ofB + (p << 2)) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(values + (p << 3)));
  }
}

/** Adds `count` values to as many sums. */
function addAll(values: usize, count: i32, sums: usize): void {
  for (let i: i32 = 0; i < count; i++) {
    const at = sums + (i << 3);
    store<f64>(at, load<f64>(at) + load<f64>(values + (i << 3)));
  }
}

/** Sum of the values: four sums side by side, as an addition need not wait for the one before. */
export function sum(values: usize, count: i32): f64 {
  let first = f64x2.splat(0);
  let second = f64x2.splat(0);
  let i: i32 = 0;
  for (; i + 4 <= count; i += 4) {
    const at = values + (i << 3);
    first = f64x2.add(first, v128.load(at));
    second = f64x2.add(second, v128.load(at + 16));
  }
  const both = f64x2.add(first, second);
  let total: f64 = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; i < count; i++) total += load<f64>(values + (i << 3));
  return total;
}
