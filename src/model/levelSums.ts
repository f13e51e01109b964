import { type Heap, heapOf } from "./compiled/heap";
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
  const heap = heapOf(halves.memory);
  return heap.scoped(() => {
    const { a, b, levels } = halves;
    const sumA = heap.float64(a.count);
    const sumB = heap.float64(b.count);
    const valuesAt = heap.at(values);
    const [startA, ofB, atA, atB] = [a.start, b.ofPattern, sumA, sumB].map((array) => heap.at(array));
    heap.kernels.sumHalves(startA, a.count, ofB, valuesAt, atA, atB);
    const single = levels.map((count) => heap.float64(count));
    for (const [half, sums] of [[a, atA] as const, [b, atB] as const]) {
      half.factors.forEach((f, i) => {
        heap.kernels.addByLevel(heap.at(half.level[i]), sums, half.count, heap.at(single[f]));
      });
    }
    let total = 0;
    for (let i = 0; i < sumB.length; i++) total += sumB[i];
    const pairs = options.pairs ? pairSums(heap, halves, valuesAt, atA, atB) : [];
    return {
      total,
      single: single.map((sums) => sums.slice()),
      pair: (f, g) => pairs[f * levels.length + g],
    };
  });
}

/** Sums by pairs of levels, at the addresses of the values and of their sums by half. */
function pairSums(heap: Heap, halves: PatternHalves, valuesAt: number, sumsA: number, sumsB: number): Float64Array[] {
  const { a, b, levels } = halves;
  const count = levels.length;
  const pairs = new Array<Float64Array>(count * count);
  for (const [half, sums] of [[a, sumsA] as const, [b, sumsB] as const]) {
    for (let i = 0; i < half.factors.length; i++) {
      for (let j = i + 1; j < half.factors.length; j++) {
        const [f, g] = [half.factors[i], half.factors[j]];
        const own = heap.float64(levels[f] * levels[g]);
        const [first, second] = [half.level[i], half.level[j]].map((level) => heap.at(level));
        heap.kernels.addByPair(first, second, levels[g], sums, half.count, heap.at(own));
        pairs[f * count + g] = own.slice();
      }
    }
  }
  const crossed = crossSums(heap, halves, valuesAt);
  a.factors.forEach((f, i) => {
    b.factors.forEach((g, j) => {
      const own = heap.float64(levels[f] * levels[g]);
      heap.kernels.foldCross(crossed[i], levels[f], heap.at(b.level[j]), b.count, levels[g], heap.at(own));
      pairs[f * count + g] = own.slice();
    });
  });
  return pairs;
}

/**
 * For every factor of half A the address of its sums by level and combination of half B. The levels of all but the last factor change
 * seldom, so the values in between are first summed by the combination of half B alone.
 */
function crossSums(heap: Heap, { a, b, levels }: PatternHalves, valuesAt: number): readonly number[] {
  const { kernels } = heap;
  const crossed = a.factors.map((f) => heap.at(heap.float64(levels[f] * b.count)));
  const [startA, ofB] = [a.start, b.ofPattern].map((array) => heap.at(array));
  const last = a.factors.length - 1;
  if (last < 0) return crossed;
  kernels.crossLevels(startA, heap.at(a.level[last]), 0, a.count, ofB, b.count, valuesAt, crossed[last]);
  const slow = a.level.slice(0, last);
  const between = heap.float64(b.count);
  const betweenAt = heap.at(between);
  for (let from = 0, to = 1; from < a.count && slow.length > 0; from = to++) {
    while (to < a.count && slow.every((level) => level[to] === level[from])) to++;
    between.fill(0);
    kernels.addByHalf(ofB, valuesAt, a.start[from], a.start[to], betweenAt);
    slow.forEach((level, i) => {
      kernels.addAll(betweenAt, b.count, crossed[i] + 8 * level[from] * b.count);
    });
  }
  return crossed;
}
