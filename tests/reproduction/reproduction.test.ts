import assert from "node:assert/strict";
import { test } from "node:test";
import { type PublishedField, published } from "../../src/published/published";
import { diffRuns } from "../../src/reproduction/diffRuns";
import { reproductionLedger } from "../../src/reproduction/reproductionLedger";
import { type Compared, verdict } from "../../src/reproduction/verdict";
import type { ResultRecord } from "../../src/results/types";

const printed = { value: 1.015, decimals: 3 };

/** Value of this run, distance from the planted truth, and the verdict that must follow. */
const CASES: readonly (readonly [Omit<Compared, "printed">, string])[] = [
  [{ own: 1.015 }, "exact"],
  [{ own: 1.0154 }, "within rounding"],
  [{ own: 1.0145 }, "within rounding"],
  [{ own: 1.0156 }, "different"],
  [{ own: 1.02, z: 1.2 }, "within sampling error"],
  [{ own: 1.02, z: -4 }, "different"],
  [{ own: undefined }, "not reproducible"],
];

test("a value is judged by its rounding interval first and by sampling error only where a truth was planted", () => {
  for (const [compared, kind] of CASES)
    assert.equal(verdict({ printed, ...compared }).kind, kind, JSON.stringify(compared));
});

test("a whole number must be met exactly", () => {
  assert.equal(verdict({ printed: { value: 4132676, decimals: 0 }, own: 4132675 }).kind, "different");
});

/** A store that repeats the paper exactly. */
function paperStore(): ResultRecord[] {
  const record = (key: string, value: number): ResultRecord => ({ key, value, unit: "", decimals: 0 });
  const table3: readonly PublishedField[] = ["or", "ciLow", "ciHigh", "p", "amePp", "meanPct", "n"];
  const table4: readonly PublishedField[] = ["averagePcn", "allPcns"];
  const cells = published.cells.flatMap((cell) => [
    ...table3.map((field) => record(`table3/${cell.id}/${field}`, cell[field].value)),
    ...table4.map((field) => record(`table4/${cell.id}/${field}`, cell[field].value)),
  ]);
  const { respondents, practices, pcns } = published.counts;
  const sample = { n: respondents, practices, pcns };
  return [...cells, ...Object.entries(sample).map(([name, value]) => record(`sample/M1.not_isolated/${name}`, value))];
}

test("the ledger registers every printed value once", () => {
  const ledger = reproductionLedger(paperStore());
  assert.equal(ledger.length, 12 * 9 + 3);
  assert.equal(new Set(ledger.map(({ id }) => id)).size, ledger.length);
  assert.ok(ledger.every(({ verdict: { kind } }) => kind === "exact"));
});

test("changing one estimate flips exactly its value", () => {
  const store = paperStore().map((one) => (one.key === "table3/M2.support/or" ? { ...one, value: 1.02 } : one));
  const flipped = reproductionLedger(store).filter(({ verdict: { kind } }) => kind !== "exact");
  assert.deepEqual(
    flipped.map(({ id, verdict: { kind } }) => [id, kind]),
    [["M2.support/or", "different"]],
  );
});

test("a cell that the settings leave out is not reproducible, with the reason", () => {
  const store = paperStore().filter(({ key }) => !key.includes("M3.support"));
  const left = reproductionLedger(store).filter(({ verdict: { kind } }) => kind === "not reproducible");
  assert.equal(left.length, 9);
  assert.ok(left.every(({ cell }) => cell === "M3.support"));
});

test("diffRuns names changed, added and removed results and changed sentences, and nothing else", () => {
  const stored = (key: string, value: number) => ({ key, value, unit: "", decimals: 3, notebook: "n", cell: "c" });
  const before = {
    results: [stored("a", 1), stored("b", 2), stored("c", 3)],
    sentences: [{ notebook: "n", cell: "s", text: "x" }],
  };
  const after = {
    results: [stored("a", 1), stored("b", 2.5), stored("d", 4)],
    sentences: [{ notebook: "n", cell: "s", text: "y" }],
  };
  assert.deepEqual(diffRuns(before, after), {
    changed: [{ key: "b", before: 2, after: 2.5, decimals: 3 }],
    added: ["d"],
    removed: ["c"],
    sentences: [{ notebook: "n", cell: "s", before: "x", after: "y" }],
  });
  assert.deepEqual(diffRuns(after, after), { changed: [], added: [], removed: [], sentences: [] });
});

test("a cell may say several sentences: each is compared with the one in its place", () => {
  const run = (...texts: string[]) => ({
    results: [],
    sentences: texts.map((text) => ({ notebook: "n", cell: "s", text })),
  });
  assert.deepEqual(diffRuns(run("a", "b"), run("a", "b")).sentences, []);
  assert.deepEqual(diffRuns(run("a", "b"), run("a", "c")).sentences, [
    { notebook: "n", cell: "s", before: "b", after: "c" },
  ]);
});
