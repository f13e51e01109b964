import type { CodedColumn, Codes } from "./codedColumn";
import { distinctPairs } from "./distinctPairs";

/** Each row's combination of factor levels as one number, in lexicographic order of the levels. */
export interface PatternKeys {
  readonly keys: Uint32Array;
  readonly size: number;
  /** Level codes of the combinations with these keys, per factor. */
  levels(keys: Uint32Array): Uint16Array[];
}

/** Largest key space that is counted directly; beyond it the combinations seen so far are renumbered. */
const DIRECT_KEYS = 1 << 22;

/** Numbers the combinations of the factors' levels. Rows with `skip` set get an unspecified key. */
export function patternKeys(factors: readonly CodedColumn[], rows: number, skip: Uint8Array): PatternKeys {
  let state: PatternKeys = { keys: new Uint32Array(rows), size: 1, levels: () => [] };
  for (let f = 0; f < factors.length; ) {
    const [a, b] = [factors[f], factors[f + 1]];
    if (b !== undefined && state.size * a.size * b.size <= DIRECT_KEYS) {
      multiplyTwice(state.keys, a.codes, a.size, b.codes, b.size);
      state = multiplied(multiplied(state, a.size), b.size);
      f += 2;
      continue;
    }
    if (state.size * a.size <= DIRECT_KEYS) {
      multiply(state.keys, a.codes, a.size);
      state = multiplied(state, a.size);
    } else state = renumbered(state, a, skip);
    f += 1;
  }
  return state;
}

function multiplied(state: PatternKeys, size: number): PatternKeys {
  return {
    keys: state.keys,
    size: state.size * size,
    levels: (keys) => [
      ...state.levels(keys.map((key) => Math.floor(key / size))),
      Uint16Array.from(keys, (key) => key % size),
    ],
  };
}

function multiply(keys: Uint32Array, codes: Codes, size: number): void {
  for (let i = 0; i < keys.length; i++) keys[i] = keys[i] * size + codes[i];
}

function multiplyTwice(keys: Uint32Array, a: Codes, sizeA: number, b: Codes, sizeB: number): void {
  for (let i = 0; i < keys.length; i++) keys[i] = (keys[i] * sizeA + a[i]) * sizeB + b[i];
}

/** Numbers the combinations that occur, in sorted order so that the numbering does not depend on the order of rows. */
function renumbered(state: PatternKeys, { codes, size }: CodedColumn, skip: Uint8Array): PatternKeys {
  const pairs = distinctPairs(state.keys as Codes, state.size, codes, size, skip);
  const order = Uint32Array.from(pairs.first, (_, i) => i).sort(
    (i, j) => pairs.first[i] - pairs.first[j] || pairs.second[i] - pairs.second[j],
  );
  const rank = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) rank[order[i]] = i;
  const keys = state.keys;
  for (let i = 0; i < keys.length; i++) keys[i] = skip[i] === 0 ? rank[pairs.codes[i]] : 0;
  return {
    keys,
    size: order.length,
    levels: (own) => [
      ...state.levels(own.map((key) => pairs.first[order[key]])),
      Uint16Array.from(own, (key) => pairs.second[order[key]]),
    ],
  };
}
