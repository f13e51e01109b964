import type { CodedColumn, Codes } from "./codedColumn";
import { distinctPairs } from "./distinctPairs";

/** Each row's combination of factor levels as one number, in lexicographic order of the levels. */
export interface PatternKeys {
  readonly keys: Uint32Array;
  readonly size: number;
  /** Level codes of the combination with this key, one per factor. */
  levels(key: number): number[];
}

/** Largest key space that is counted directly; beyond it the combinations seen so far are renumbered. */
const DIRECT_KEYS = 1 << 22;

/** Numbers the combinations of the factors' levels. Rows with `skip` set get an unspecified key. */
export function patternKeys(factors: readonly CodedColumn[], rows: number, skip: Uint8Array): PatternKeys {
  let state: PatternKeys = { keys: new Uint32Array(rows), size: 1, levels: () => [] };
  for (const factor of factors) {
    state = state.size * factor.size <= DIRECT_KEYS ? multiplied(state, factor) : renumbered(state, factor, skip);
  }
  return state;
}

function multiplied(state: PatternKeys, { codes, size }: CodedColumn): PatternKeys {
  const { keys } = state;
  for (let i = 0; i < keys.length; i++) keys[i] = keys[i] * size + codes[i];
  const levels = (key: number) => [...state.levels(Math.floor(key / size)), key % size];
  return { keys, size: state.size * size, levels };
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
  const levels = (key: number) => [...state.levels(pairs.first[order[key]]), pairs.second[order[key]]];
  return { keys, size: order.length, levels };
}
