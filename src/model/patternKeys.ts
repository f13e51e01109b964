import type { CodedColumn, Codes } from "./codedColumn";
import { type Heap, widthOf } from "./compiled/heap";
import { BLOCK } from "./compiled/kernels";
import { overRows } from "./compiled/overRows";
import { distinctPairs } from "./distinctPairs";

/** A factor, or several that were combined, as a digit of the rows' keys. */
export interface Digit {
  readonly codes: Codes;
  readonly size: number;
}

/** Each row's combination of factor levels as one number, in lexicographic order of the levels: the digits one after another. */
export interface PatternKeys {
  readonly digits: readonly Digit[];
  readonly size: number;
  /** Level codes of the combinations with these keys, per factor, for the heap's current work. */
  levels(keys: Uint32Array): Uint16Array[];
}

/** Largest key space that is counted directly; beyond it the combinations seen so far are renumbered. */
export const DIRECT_KEYS = 1 << 22;

/** Numbers the combinations of the factors' levels. Rows with `skip` set get an unspecified key. */
export function patternKeys(heap: Heap, factors: readonly CodedColumn[], rows: number, skip: Uint8Array): PatternKeys {
  let state: PatternKeys = { digits: [], size: 1, levels: () => [] };
  for (const factor of factors) {
    state =
      state.size * factor.size <= DIRECT_KEYS
        ? withDigit(heap, state, factor)
        : renumbered(heap, state, factor, rows, skip);
  }
  return state;
}

function withDigit(heap: Heap, state: PatternKeys, { codes, size }: CodedColumn): PatternKeys {
  return {
    digits: [...state.digits, { codes, size }],
    size: state.size * size,
    levels: (keys) => {
      const [rest, last] = [heap.uint32(keys.length, false), heap.uint16(keys.length, false)];
      rest.set(keys);
      heap.kernels.splitDigit(heap.at(rest), rest.length, size, heap.at(last));
      return [...state.levels(rest), last];
    },
  };
}

/** Writes the keys of a stretch of rows; `codes` are the addresses of the digits' codes. */
export function writeKeys(
  heap: Heap,
  digits: readonly Digit[],
  codes: readonly number[],
  keys: Uint32Array,
  rows: number,
): void {
  keys.fill(0);
  digits.forEach((digit, d) => {
    heap.kernels.addDigit(codes[d], widthOf(digit.codes), rows, digit.size, heap.at(keys));
  });
}

/** Numbers the combinations that occur, in sorted order so that the numbering does not depend on the order of rows. */
function renumbered(
  heap: Heap,
  { digits, size: seen, levels }: PatternKeys,
  { codes, size }: CodedColumn,
  rows: number,
  skip: Uint8Array,
): PatternKeys {
  const keys = keysOf(heap, digits, rows);
  const pairs = distinctPairs(keys, seen, codes, size, skip);
  const order = Uint32Array.from(pairs.first, (_, i) => i).sort(
    (i, j) => pairs.first[i] - pairs.first[j] || pairs.second[i] - pairs.second[j],
  );
  const rank = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) rank[order[i]] = i;
  for (let i = 0; i < keys.length; i++) keys[i] = skip[i] === 0 ? rank[pairs.codes[i]] : 0;
  return {
    digits: [{ codes: keys, size: order.length }],
    size: order.length,
    levels: (own) => [
      ...levels(own.map((key) => pairs.first[order[key]])),
      Uint16Array.from(own, (key) => pairs.second[order[key]]),
    ],
  };
}

function keysOf(heap: Heap, digits: readonly Digit[], rows: number): Uint32Array {
  const keys = new Uint32Array(rows);
  const codes = digits.map((digit) => digit.codes);
  heap.scoped(() => {
    const stretch = heap.uint32(BLOCK);
    overRows(heap, rows, codes, (addresses, from, count) => {
      writeKeys(heap, digits, addresses, stretch, count);
      keys.set(stretch.subarray(0, count), from);
    });
  });
  return keys;
}
