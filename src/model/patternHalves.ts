import type { Heap } from "./compiled/heap";
import { distinctPairs } from "./distinctPairs";

/**
 * Patterns split in two: the first factors (half A) and the rest (half B). Patterns are sorted by their levels, so those that
 * share half A are neighbours. Sums over patterns by pairs of levels then need one addition per factor of half A and pattern,
 * not one per pair of factors, and a linear predictor is the sum of an A part and a B part.
 */
export interface PatternHalves {
  /** Where the arrays of patterns lie, for the compiled loops. */
  readonly memory: WebAssembly.Memory;
  readonly patterns: number;
  /** Number of levels of every factor. */
  readonly levels: readonly number[];
  /** Level of every pattern, per factor. */
  readonly levelOfPattern: readonly Uint16Array[];
  readonly a: Half;
  readonly b: Half;
}

export interface Half {
  /** Indices of the factors of this half. */
  readonly factors: readonly number[];
  /** Number of distinct combinations. */
  readonly count: number;
  readonly ofPattern: Uint32Array;
  /** First pattern of every combination where they are neighbours (half A), with the number of patterns at the end. */
  readonly start: Uint32Array;
  /** Level of every combination, per factor of this half. */
  readonly level: readonly Uint16Array[];
}

/** Splits sorted patterns so that the two halves have about as many combinations each. */
export function patternHalves(
  heap: Heap,
  levelOfPattern: readonly Uint16Array[],
  levels: readonly number[],
  patterns: number,
) {
  const cut = balancedCut(levels);
  const indices = levels.map((_, f) => f);
  return {
    memory: heap.memory,
    patterns,
    levels,
    levelOfPattern: levelOfPattern.map((level) => heap.keep(level)),
    a: half(heap, levelOfPattern, levels, indices.slice(0, cut), patterns),
    b: half(heap, levelOfPattern, levels, indices.slice(cut), patterns),
  } satisfies PatternHalves;
}

function balancedCut(levels: readonly number[]): number {
  const total = levels.reduce((sum, count) => sum + Math.log(count), 0);
  let sum = 0;
  let cut = 0;
  while (cut < levels.length && sum + Math.log(levels[cut]) / 2 <= total / 2) sum += Math.log(levels[cut++]);
  return cut;
}

/** Numbers the combinations of the factors' levels in order of appearance. */
function half(
  heap: Heap,
  levelOfPattern: readonly Uint16Array[],
  levels: readonly number[],
  factors: readonly number[],
  patterns: number,
): Half {
  let ofPattern: Uint32Array = new Uint32Array(patterns);
  let count = Math.min(1, patterns);
  for (const f of factors) {
    const pairs = distinctPairs(ofPattern, count, levelOfPattern[f], levels[f], new Uint8Array(patterns));
    ofPattern = pairs.codes;
    count = pairs.first.length;
  }
  const firsts: number[] = [];
  for (let p = 0; p < patterns; p++) if (ofPattern[p] === firsts.length) firsts.push(p);
  const level = factors.map((f) => heap.keep(Uint16Array.from(firsts, (p) => levelOfPattern[f][p])));
  const start = heap.keep(Uint32Array.from([...firsts, patterns]));
  return { factors, count, ofPattern: heap.keep(ofPattern), start, level };
}
