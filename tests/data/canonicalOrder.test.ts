import assert from "node:assert/strict";
import { test } from "node:test";
import { type CodeColumn, canonicalOrder, gather } from "../../src/data/survey/canonicalOrder";

/** Small repeatable numbers (a linear congruence). */
function numbers(count: number, below: number, seed: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  });
}

const columns: readonly CodeColumn[] = [
  Uint16Array.from(numbers(500, 40, 1), (value) => (value === 0 ? 0xffff : value * 1600)),
  Uint8Array.from(numbers(500, 4, 2), (value) => (value === 3 ? 0xff : value)),
  Uint8Array.from(numbers(500, 200, 3)),
  new Uint8Array(500).fill(0xff),
  Uint16Array.from(numbers(500, 3, 4)),
];

const tuples = (order: Uint32Array): readonly number[][] =>
  Array.from(order, (row) => columns.map((column) => column[row]));

test("canonicalOrder sorts by the columns in turn, missing values last", () => {
  const sorted = tuples(canonicalOrder(columns, 500));
  const expected = tuples(Uint32Array.from({ length: 500 }, (_, i) => i)).toSorted((a, b) => {
    const at = a.findIndex((value, i) => value !== b[i]);
    return at < 0 ? 0 : a[at] - b[at];
  });
  assert.deepEqual(sorted, expected);
});

test("canonicalOrder of no rows, and of no columns, is the identity", () => {
  assert.deepEqual(canonicalOrder([], 3), Uint32Array.of(0, 1, 2));
  assert.deepEqual(canonicalOrder([new Uint8Array(0)], 0), new Uint32Array(0));
});

test("gather keeps the kind of array", () => {
  assert.deepEqual(gather(Uint16Array.of(7, 8, 9), Uint32Array.of(2, 0)), Uint16Array.of(9, 7));
});
