import type { PatternHalves } from "./patternHalves";

/** Sums of a quantity over patterns: in total, by the levels of each factor, and by pairs of levels of two factors. */
export interface LevelSums {
  readonly total: number;
  /** `single[f][level]`. */
  readonly single: readonly Float64Array[];
  /** `pair(f, g)[level of f * levels of g + level of g]` for f < g; only with `pairs`. */
  readonly pair: (f: number, g: number) => Float64Array;
}

/** Sums `values` (one per pattern) by levels and, when asked, by pairs of levels. */
export function levelSums(halves: PatternHalves, values: Float64Array, options: { pairs: boolean }): LevelSums {
  const { a, b, levels } = halves;
  const sumA = new Float64Array(a.count);
  const sumB = new Float64Array(b.count);
  sumHalves(halves, values, sumA, sumB);
  const single = levels.map((count) => new Float64Array(count));
  for (const [i, f] of a.factors.entries()) addByLevel(single[f], a.level[i], sumA);
  for (const [i, f] of b.factors.entries()) addByLevel(single[f], b.level[i], sumB);
  let total = 0;
  for (let i = 0; i < sumB.length; i++) total += sumB[i];
  const pairs = options.pairs ? pairSums(halves, values, sumA, sumB) : [];
  return { total, single, pair: (f, g) => pairs[f * levels.length + g] };
}

function sumHalves({ a, b }: PatternHalves, values: Float64Array, sumA: Float64Array, sumB: Float64Array): void {
  const { start } = a;
  const ofB = b.ofPattern;
  for (let c = 0; c < sumA.length; c++) {
    let sum = 0;
    for (let p = start[c]; p < start[c + 1]; p++) {
      const value = values[p];
      sum += value;
      sumB[ofB[p]] += value;
    }
    sumA[c] = sum;
  }
}

function addByLevel(sums: Float64Array, level: Uint16Array, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) sums[level[i]] += values[i];
}

function pairSums(halves: PatternHalves, values: Float64Array, sumA: Float64Array, sumB: Float64Array) {
  const { a, b, levels } = halves;
  const count = levels.length;
  const pairs = new Array<Float64Array>(count * count);
  for (const { half, sums } of [
    { half: a, sums: sumA },
    { half: b, sums: sumB },
  ]) {
    for (let i = 0; i < half.factors.length; i++) {
      for (let j = i + 1; j < half.factors.length; j++) {
        const [f, g] = [half.factors[i], half.factors[j]];
        pairs[f * count + g] = addByPair(half.level[i], half.level[j], levels[f], levels[g], sums);
      }
    }
  }
  const crossed = crossSums(halves, values);
  a.factors.forEach((f, i) => {
    b.factors.forEach((g, j) => {
      pairs[f * count + g] = foldCross(crossed[i], levels[f], b.level[j], levels[g]);
    });
  });
  return pairs;
}

function addByPair(
  first: Uint16Array,
  second: Uint16Array,
  sizeFirst: number,
  sizeSecond: number,
  values: Float64Array,
): Float64Array {
  const sums = new Float64Array(sizeFirst * sizeSecond);
  for (let i = 0; i < values.length; i++) sums[first[i] * sizeSecond + second[i]] += values[i];
  return sums;
}

/**
 * For every factor of half A: sums by its level and the combination of half B. The levels of all but the last factor change
 * seldom, so their values are first summed by the combination of half B alone.
 */
function crossSums({ a, b, levels }: PatternHalves, values: Float64Array): Float64Array[] {
  if (a.factors.length === 0) return [];
  const width = b.count;
  const crossed = a.factors.map((f) => new Float64Array(levels[f] * width));
  const slow = a.level.slice(0, -1);
  const segment = new Float64Array(width);
  for (let c = 0; c < a.count; c++) {
    const last = a.factors.length - 1;
    const [from, to] = [a.start[c], a.start[c + 1]];
    addRun(crossed[last], a.level[last][c] * width, b.ofPattern, values, from, to);
    if (slow.length === 0) continue;
    addRun(segment, 0, b.ofPattern, values, from, to);
    if (c + 1 < a.count && slow.every((level) => level[c] === level[c + 1])) continue;
    slow.forEach((level, i) => {
      addAll(crossed[i], level[c] * width, segment);
    });
    segment.fill(0);
  }
  return crossed;
}

function addAll(sums: Float64Array, offset: number, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) sums[offset + i] += values[i];
}

/** Adds the values of neighbouring patterns to the row of sums that starts at `offset`. */
function addRun(
  sums: Float64Array,
  offset: number,
  ofB: Uint32Array,
  values: Float64Array,
  from: number,
  to: number,
): void {
  for (let p = from; p < to; p++) sums[offset + ofB[p]] += values[p];
}

function foldCross(crossed: Float64Array, sizeA: number, levelB: Uint16Array, sizeB: number): Float64Array {
  const sums = new Float64Array(sizeA * sizeB);
  const width = levelB.length;
  for (let i = 0; i < sizeA; i++) {
    for (let j = 0; j < width; j++) sums[i * sizeB + levelB[j]] += crossed[i * width + j];
  }
  return sums;
}
