import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "../../src/data/frame";
import { sampleLedger } from "../../src/data/ledger";
import { fitLogit } from "../../src/model";
import { yearLedgerRecords } from "../../src/paper/ledgerRecords";
import { ledgerRule } from "../../src/paper/ledgerRule";

const ROWS = 4000;
/** Codes of 0 to `levels` - 1, and 255 for about as many rows as have each of them. */
function codes(seed: number, levels: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: ROWS }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const code = Math.floor((state / 2 ** 32) * (levels + 1));
    return code === levels ? 0xff : code;
  });
}

/** All kinds of column, each with missing values; level 3 of `age` answers no throughout. */
const age = codes(3, 4);
const frame: Frame = {
  rows: ROWS,
  columns: {
    year: { kind: "factor", levels: ["2018", "2019"], codes: Uint8Array.from(age, (_, i) => i % 2) },
    age: { kind: "factor", levels: ["a", "b", "c", "d"], codes: age },
    area: {
      kind: "factor",
      levels: ["r", "u"],
      codes: Uint32Array.from(codes(5, 2), (c) => (c === 255 ? 2 ** 32 - 1 : c)),
    },
    dose: {
      kind: "lookup",
      codes: Uint16Array.from(codes(11, 3), (c) => (c === 255 ? 65535 : c)),
      values: Float64Array.of(0, Number.NaN, 2.5),
    },
    score: { kind: "numeric", values: Float64Array.from(codes(13, 9), (c) => (c === 255 ? Number.NaN : c)) },
    member: { kind: "flag", values: Uint8Array.from(codes(17, 2)) },
    good: { kind: "flag", values: Uint8Array.from(codes(19, 2), (c, i) => (c === 1 && age[i] === 3 ? 0 : c)) },
  },
};
const spec = {
  outcome: "good",
  sample: ["member"],
  terms: [
    { kind: "numeric", name: "dose" },
    { kind: "numeric", name: "score" },
    { kind: "factor", name: "age", base: "a" },
  ],
} as const;
const fit = fitLogit(frame, spec);
const [cell] = sampleLedger({ ledger: { files: [], frameRows: ROWS } }, [{ id: "cell", fit }]).cells;

test("by year the ledger has the rows that the estimator counted, rule by rule", () => {
  assert.deepEqual(
    cell.steps.filter(({ rows }) => rows > 0).map(({ rule }) => rule),
    [
      "outside sample: member",
      "missing outcome",
      "missing dose",
      "missing score",
      "missing age",
      "predicts perfectly: age=d",
    ],
  );
  const records = yearLedgerRecords(frame, cell, fit);
  for (const { rule, rows } of cell.steps) {
    const of = records.filter(({ key }) => key.endsWith(`/${rule.replace(": ", "-").replace(/[^\w-]/g, "-")}`));
    assert.equal(of.length, 2, rule);
    assert.equal(of[0].value + of[1].value, rows, rule);
  }
  const analysed = records.filter(({ key }) => key.endsWith("/analysed"));
  const odd = (i: number) => i % 2 === 1;
  const rules = cell.steps.map(({ rule }) => ledgerRule(frame, fit, rule));
  const used = (i: number) => rules.every((rule) => rule?.leaves[rule.codes[i]] === 0);
  const rows = Array.from({ length: ROWS }, (_, i) => i).filter(used);
  assert.deepEqual(
    analysed.map(({ value }) => value),
    [rows.filter((i) => !odd(i)).length, rows.filter(odd).length],
  );
});

test("a ledger that the columns do not bear out is an error", () => {
  const [step, ...steps] = cell.steps;
  const wrong = { ...cell, n: cell.n + 1, steps: [{ ...step, rows: step.rows - 1 }, ...steps] };
  assert.throws(() => yearLedgerRecords(frame, wrong, fit), { rule: "sample-ledger-balances" });
});

test("a rule that is not known has no rows of its own", () => {
  for (const rule of ["strange", "missing nothing", "outside sample: age", "predicts perfectly: not age=d"])
    assert.equal(ledgerRule(frame, fit, rule), undefined, rule);
});

test("codes of any width have their missing value", () => {
  const rule = ledgerRule(frame, fit, "missing area");
  const { area } = frame.columns;
  assert.ok(rule && area.kind === "factor");
  const { codes } = area;
  assert.deepEqual(
    Array.from(rule.codes, (code) => rule.leaves[code] === 1),
    Array.from(codes, (code) => code === 2 ** 32 - 1),
  );
  assert.ok(codes.includes(2 ** 32 - 1));
});
