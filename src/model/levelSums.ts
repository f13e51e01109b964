import { heapOf } from "./compiled/heap";
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
  const { levels } = halves;
  const sums = allSums(halves, values, options.pairs);
  // In the order of the compiled loop: the total, every factor, then every two factors.
  let at = 1;
  const next = (length: number) => {
    at += length;
    return sums.subarray(at - length, at);
  };
  const single = levels.map((count) => next(count));
  const pairs: Float64Array[] = [];
  if (options.pairs) {
    for (let f = 0; f < levels.length; f++) {
      for (let g = f + 1; g < levels.length; g++) pairs[f * levels.length + g] = next(levels[f] * levels[g]);
    }
  }
  return { total: sums[0], single, pair: (f, g) => pairs[f * levels.length + g] };
}

function allSums(halves: PatternHalves, values: Float64Array, pairs: boolean): Float64Array {
  const { a, b, levels, memory, description } = halves;
  const heap = heapOf(memory);
  return heap.scoped(() => {
    const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
    const single = total(levels);
    const squares = total(levels.map((count) => count * count));
    const out = heap.float64(1 + single + (pairs ? (single * single - squares) / 2 : 0));
    const crossed = pairs ? total(a.factors.map((f) => levels[f])) * b.count : 0;
    const work = heap.float64(a.count + 2 * b.count + crossed);
    heap.kernels.levelSums(heap.at(description), heap.at(values), pairs ? 1 : 0, heap.at(work), heap.at(out));
    return out.slice();
  });
}
