import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "../../src/data/frame";
import { completeRows } from "../../src/paper/completeRows";

const frame: Frame = {
  rows: 5,
  columns: {
    y: { kind: "flag", values: Uint8Array.of(1, 0, 255, 1, 1) },
    s: { kind: "flag", values: Uint8Array.of(1, 1, 1, 0, 1) },
    x: { kind: "lookup", codes: Uint16Array.of(0, 1, 0, 0, 65535), values: Float64Array.of(0.5, Number.NaN) },
    g: { kind: "factor", levels: ["a"], codes: Uint8Array.of(0, 0, 0, 0, 0) },
    a: { kind: "factor", levels: ["u", "v"], codes: Uint8Array.of(0, 1, 255, 1, 0) },
  },
};
const x = { kind: "numeric", name: "x" } as const;

test("completeRows leaves out rows missing on outcome, any term or cluster, and rows outside the sample", () => {
  assert.deepEqual([...completeRows(frame, { outcome: "y", terms: [], cluster: "g" })], [1, 1, 0, 1, 1]);
  assert.deepEqual([...completeRows(frame, { outcome: "y", terms: [x], cluster: "g" })], [1, 0, 0, 1, 0]);
  assert.deepEqual([...completeRows(frame, { outcome: "y", terms: [x], sample: ["s"] })], [1, 0, 0, 0, 0]);
  const interaction = { kind: "interaction", numeric: "x", factor: "a" } as const;
  assert.deepEqual([...completeRows(frame, { outcome: "s", terms: [interaction] })], [1, 0, 0, 1, 0]);
});

test("completeRows names the columns there are when one is unknown", () => {
  assert.throws(() => completeRows(frame, { outcome: "z", terms: [] }), /no column "z".*y, s, x, g, a/);
});
