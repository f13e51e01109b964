import type { Codes } from "./codedColumn";
import { type Heap, widthOf } from "./compiled/heap";
import { overRows } from "./compiled/overRows";

/** Rows coded by the distinct pairs of two codings, numbered in order of appearance. */
export interface DistinctPairs<C extends Codes = Uint32Array> {
  readonly codes: C;
  /** First and second member of each pair. */
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

/** Codes the rows by their pair of codes. Rows with `skip` set get code 0 and must not be used. */
export function distinctPairs(a: Codes, sizeA: number, b: Codes, sizeB: number, skip: Uint8Array): DistinctPairs {
  if (sizeA * sizeB <= Math.max(4096, a.length / 4)) return tabledPairs(a, sizeA, b, sizeB, skip);
  return hashedPairs(a, b, sizeB, skip);
}

/** Numbers the pairs in order of appearance by a table of all pairs, where that is small. */
function tabledPairs(a: Codes, sizeA: number, b: Codes, sizeB: number, skip: Uint8Array): DistinctPairs {
  const ids = new Uint32Array(sizeA * sizeB);
  const seen: number[] = [];
  const codes = new Uint32Array(a.length);
  for (let i = 0; i < codes.length; i++) {
    if (skip[i] !== 0) continue;
    const pair = a[i] * sizeB + b[i];
    if (ids[pair] === 0) ids[pair] = seen.push(pair);
    codes[i] = ids[pair] - 1;
  }
  return {
    codes,
    first: Uint32Array.from(seen, (pair) => Math.floor(pair / sizeB)),
    second: Uint32Array.from(seen, (pair) => pair % sizeB),
  };
}

/** The pairs when b is a function of a: a's codes already number them, in their own order. Else undefined. */
export function functionalPairs(
  heap: Heap,
  a: Codes,
  sizeA: number,
  b: Codes,
  skip: Uint8Array,
): DistinctPairs<Codes> | undefined {
  return heap.scoped(() => {
    const image = heap.uint32(sizeA);
    let functional = true;
    overRows(heap, a.length, [a, b, skip], ([atA, atB, atSkip], _from, rows) => {
      functional &&= heap.kernels.mapCodes(atA, widthOf(a), atB, widthOf(b), atSkip, rows, heap.at(image)) === 1;
    });
    // Codes of a that no row has are paired with 0: they stay empty.
    const second = Uint32Array.from(image, (code) => Math.max(code, 1) - 1);
    return functional ? { codes: a, first: Uint32Array.from({ length: sizeA }, (_, i) => i), second } : undefined;
  });
}

/** Numbers the pairs in order of appearance with an open-addressing hash table. */
function hashedPairs(a: Codes, b: Codes, sizeB: number, skip: Uint8Array): DistinctPairs {
  const codes = new Uint32Array(a.length);
  let capacity = 1 << 12;
  let keys = new Float64Array(capacity).fill(-1);
  let ids = new Uint32Array(capacity);
  let first = new Uint32Array(capacity >>> 1);
  let second = new Uint32Array(capacity >>> 1);
  let count = 0;
  for (let i = 0; i < a.length; i++) {
    if (skip[i] !== 0) continue;
    const key = a[i] * sizeB + b[i];
    let slot = hash(a[i], b[i]) & (capacity - 1);
    while (keys[slot] !== key && keys[slot] >= 0) slot = (slot + 1) & (capacity - 1);
    if (keys[slot] < 0) {
      keys[slot] = key;
      ids[slot] = count;
      first[count] = a[i];
      second[count] = b[i];
      count++;
    }
    codes[i] = ids[slot];
    if (count === first.length) grow();
  }
  return { codes, first: first.slice(0, count), second: second.slice(0, count) };

  function grow(): void {
    capacity *= 2;
    keys = new Float64Array(capacity).fill(-1);
    ids = new Uint32Array(capacity);
    first = extended(first);
    second = extended(second);
    for (let id = 0; id < count; id++) {
      let slot = hash(first[id], second[id]) & (capacity - 1);
      while (keys[slot] >= 0) slot = (slot + 1) & (capacity - 1);
      keys[slot] = first[id] * sizeB + second[id];
      ids[slot] = id;
    }
  }
}

function extended(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(2 * array.length);
  longer.set(array);
  return longer;
}

function hash(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}
