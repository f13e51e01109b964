import { type Heap, widthOf } from "./compiled/heap";
import { distinctPairs } from "./distinctPairs";
import { DIRECT_KEYS } from "./patternKeys";

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
  /** Where all this lies, as the compiled sums by level read it (`compiled/assembly/levels.ts`). */
  readonly description: Uint32Array;
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
): PatternHalves {
  const cut = balancedCut(levels);
  const indices = levels.map((_, f) => f);
  const half = (factors: readonly number[]) =>
    heap.scoped(() => {
      const { codes, size } = combinedLevels(heap, levelOfPattern, levels, factors, patterns);
      return {
        factors,
        ...numbered(
          heap,
          codes,
          size,
          factors.map((f) => (p) => levelOfPattern[f][p]),
        ),
      };
    });
  return described(heap, {
    memory: heap.memory,
    patterns,
    levels,
    levelOfPattern: levelOfPattern.map((level) => heap.keep(level)),
    a: half(indices.slice(0, cut)),
    b: half(indices.slice(cut)),
  });
}

/** The halves of some of the patterns, in their order. */
export function restrictHalves(heap: Heap, halves: PatternHalves, patterns: Uint32Array): PatternHalves {
  const half = ({ factors, count, ofPattern, level }: Half) =>
    heap.scoped(() => {
      const codes = gathered(heap, ofPattern, patterns, heap.uint32(patterns.length, false));
      return {
        factors,
        ...numbered(
          heap,
          codes,
          count,
          level.map((of) => (p) => of[codes[p]]),
        ),
      };
    });
  return described(heap, {
    ...halves,
    patterns: patterns.length,
    levelOfPattern: halves.levelOfPattern.map((level) =>
      gathered(heap, level, patterns, heap.lasting(Uint16Array, patterns.length)),
    ),
    a: half(halves.a),
    b: half(halves.b),
  });
}

/** The halves with the addresses of their arrays. */
function described(heap: Heap, halves: Omit<PatternHalves, "description">): PatternHalves {
  const { a, b, levels } = halves;
  const factors = [a, b].flatMap((half) => half.factors.flatMap((f, i) => [heap.at(half.level[i]), levels[f]]));
  const whole = [heap.at(a.start), a.count, heap.at(b.ofPattern), b.count, a.factors.length, b.factors.length];
  return { ...halves, description: heap.keep(Uint32Array.of(...whole, ...factors)) };
}

function balancedCut(levels: readonly number[]): number {
  const total = levels.reduce((sum, count) => sum + Math.log(count), 0);
  let sum = 0;
  let cut = 0;
  while (cut < levels.length && sum + Math.log(levels[cut]) / 2 <= total / 2) sum += Math.log(levels[cut++]);
  return cut;
}

/** Every pattern's combination of the factors' levels as a code below `size`. */
function combinedLevels(
  heap: Heap,
  levelOfPattern: readonly Uint16Array[],
  levels: readonly number[],
  factors: readonly number[],
  patterns: number,
) {
  const codes = heap.uint32(patterns);
  let size = 1;
  for (const f of factors) {
    const level = levelOfPattern[f];
    if (size * levels[f] <= DIRECT_KEYS) {
      heap.kernels.addDigit(heap.at(level), widthOf(level), patterns, levels[f], heap.at(codes));
      size *= levels[f];
    } else {
      const pairs = distinctPairs(codes, size, level, levels[f], new Uint8Array(patterns));
      codes.set(pairs.codes);
      size = pairs.first.length;
    }
  }
  return { codes, size };
}

/** Numbers the codes in order of appearance; `levelAt` gives the level of a pattern in each of the half's factors. */
function numbered(
  heap: Heap,
  codes: Uint32Array,
  size: number,
  levelAt: readonly ((pattern: number) => number)[],
): Omit<Half, "factors"> {
  const ofPattern = heap.lasting(Uint32Array, codes.length);
  const [numberOf, first] = [heap.uint32(size), heap.uint32(codes.length, false)];
  const [codesAt, numberAt, out, firstAt] = [codes, numberOf, ofPattern, first].map((array) => heap.at(array));
  const count = heap.kernels.numberCodes(codesAt, codes.length, numberAt, out, firstAt);
  const firsts = first.subarray(0, count);
  const start = heap.lasting(Uint32Array, count + 1);
  start.set(firsts);
  start[count] = codes.length;
  const level = levelAt.map((of) => heap.keep(Uint16Array.from(firsts, of)));
  return { count, ofPattern, start, level };
}

/** The values at the given positions, in `out`. */
export function gathered<A extends Uint16Array | Uint32Array>(
  heap: Heap,
  values: A,
  positions: Uint32Array,
  out: A,
): A {
  const [valuesAt, positionsAt, outAt] = [values, positions, out].map((array) => heap.at(array));
  heap.kernels.gather(valuesAt, widthOf(values), positionsAt, positions.length, outAt);
  return out;
}
