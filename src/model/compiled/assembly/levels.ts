/** Sums over patterns by the levels of factors: first over the patterns of each half, then over halves. */

/** Sums over the patterns of every combination of half A and of half B; `sumB` starts at zero. */
export function sumHalves(startA: usize, countA: i32, ofB: usize, values: usize, sumA: usize, sumB: usize): void {
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

/** Adds the values to the sums of their levels. */
export function addByLevel(level: usize, values: usize, count: i32, sums: usize): void {
  for (let i: i32 = 0; i < count; i++) {
    const at = sums + (load<u16>(level + (i << 1)) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(values + (i << 3)));
  }
}

/** The same by pairs of levels. */
export function addByPair(first: usize, second: usize, sizeSecond: u32, values: usize, count: i32, sums: usize): void {
  for (let i: i32 = 0; i < count; i++) {
    const pair: u32 = load<u16>(first + (i << 1)) * sizeSecond + load<u16>(second + (i << 1));
    const at = sums + (pair << 3);
    store<f64>(at, load<f64>(at) + load<f64>(values + (i << 3)));
  }
}

/** Adds patterns `from` to `to` to their combinations of half B. */
export function addByHalf(ofB: usize, values: usize, from: u32, to: u32, sums: usize): void {
  for (let p = from; p < to; p++) {
    const at = sums + (load<u32>(ofB + (p << 2)) << 3);
    store<f64>(at, load<f64>(at) + load<f64>(values + (p << 3)));
  }
}

/** The same for combinations `from` to `to` of half A, each into the row of its level: `sums[level][combination of B]`. */
export function crossLevels(
  startA: usize,
  level: usize,
  from: i32,
  to: i32,
  ofB: usize,
  countB: u32,
  values: usize,
  sums: usize,
): void {
  for (let c = from; c < to; c++) {
    const row = sums + ((load<u16>(level + (c << 1)) * countB) << 3);
    addByHalf(ofB, values, load<u32>(startA + (c << 2)), load<u32>(startA + (c << 2) + 4), row);
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

/** Adds `count` values to as many sums. */
export function addAll(values: usize, count: i32, sums: usize): void {
  for (let i: i32 = 0; i < count; i++) {
    const at = sums + (i << 3);
    store<f64>(at, load<f64>(at) + load<f64>(values + (i << 3)));
  }
}

/** Sums by level of A and combination of B, to sums by level of A and level of B. */
export function foldCross(crossed: usize, sizeA: i32, levelB: usize, countB: i32, sizeB: u32, sums: usize): void {
  for (let i: i32 = 0; i < sizeA; i++) {
    const row = sums + ((i * sizeB) << 3);
    addByLevel(levelB, crossed + ((i * countB) << 3), countB, row);
  }
}
