import assert from "node:assert/strict";
import { test } from "node:test";
import { type PublishedField, published } from "../../src/published/published";
import { designRecords } from "../../src/reproduction/designRecords";
import { diffRuns } from "../../src/reproduction/diffRuns";
import { FINDINGS, judgeFindings } from "../../src/reproduction/findings";
import { reproductionLedger } from "../../src/reproduction/reproductionLedger";
import { type Compared, verdict } from "../../src/reproduction/verdict";
import type { ResultRecord } from "../../src/results/types";
import { cellSpecs, parseStudy } from "../../src/study";

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
  const design = designRecords(study, cellSpecs(study));
  return [
    ...cells,
    ...design,
    ...Object.entries(sample).map(([name, value]) => record(`sample/M1.not_isolated/${name}`, value)),
  ];
}

const study = parseStudy("source: { kind: synthetic }", "paper.yaml", {});

test("the ledger registers every printed value once: tables, counts, design, round numbers of the text, quoted numbers", () => {
  const ledger = reproductionLedger(paperStore());
  assert.equal(ledger.length, 12 * 9 + 3 + 6 + 5 + 4);
  assert.equal(new Set(ledger.map(({ id }) => id)).size, ledger.length);
  const other = ledger.filter(({ verdict: { kind } }) => kind !== "exact");
  assert.deepEqual(
    other.map(({ id, verdict: { kind } }) => [id, kind]),
    [
      // 71,008 of Table 4 is no 65,000; the other round numbers of the text stand for theirs.
      ["T10", "different"],
      ["T11", "within rounding"],
      ["T12", "within rounding"],
      ["T13", "within rounding"],
      ["T14", "within rounding"],
      ["T21", "not reproducible"],
      ["T24", "not reproducible"],
      ["T25", "not reproducible"],
      ["survey.responses", "not reproducible"],
    ],
  );
  for (const { verdict } of other) if (verdict.kind === "not reproducible") assert.ok(verdict.reason.length > 10);
});

test("a value that abstract and text repeat is registered once, with its places", () => {
  const found = reproductionLedger(paperStore()).find(({ id }) => id === "M1.good_gp/or");
  assert.deepEqual([...new Set(found?.also)], ["abstract", "3.2"]);
});

test("changing one estimate flips exactly its values", () => {
  const before = reproductionLedger(paperStore());
  const flippedBy = (key: string, value: number) =>
    reproductionLedger(paperStore().map((one) => (one.key === key ? { ...one, value } : one)))
      .filter(({ verdict: { kind } }, i) => kind !== before[i].verdict.kind)
      .map(({ id, verdict: { kind } }) => [id, kind]);
  assert.deepEqual(flippedBy("table3/M2.support/or", 1.02), [["M2.support/or", "different"]]);
  assert.deepEqual(flippedBy("table4/M1.good_gp/allPcns", 1e5), [
    ["M1.good_gp/allPcns", "different"],
    ["T12", "different"],
    ["T14", "different"],
  ]);
});

test("findings in words are judged on the store, each on its own records, and say why they cannot be", () => {
  assert.ok(judgeFindings(() => undefined).every(({ judgement }) => judgement.kind === "cannot be judged"));
  const printed = new Map(paperStore().map(({ key, value }) => [key, value]));
  const values: Record<string, number> = {
    "s8/agreeing": 12,
    "s8/cells": 12,
    "nonlinear/squares": 0,
    "nonlinear/bends": 1,
  };
  const at = (key: string) => {
    const cell = /^table3\/(.+)\/logOr$/.exec(key)?.[1];
    return cell ? Math.log(printed.get(`table3/${cell}/or`) as number) : (printed.get(key) ?? values[key]);
  };
  const kinds = Object.fromEntries(judgeFindings(at).map(({ id, judgement }) => [id, judgement.kind]));
  assert.equal(new Set(Object.keys(kinds)).size, FINDINGS.length);
  assert.deepEqual(
    ["T15", "T16", "T17", "T22", "F-S8", "F-NL", "F-S10.M2.support"].map((id) => kinds[id]),
    ["holds", "holds", "holds", "holds", "holds", "does not hold", "cannot be judged"],
  );
  values["s8/agreeing"] = 11;
  const after = judgeFindings(at).filter(({ id, judgement }) => judgement.kind !== kinds[id]);
  assert.deepEqual(
    after.map(({ id }) => id),
    ["F-S8"],
  );
});

test("a cell that the settings leave out is not reproducible, with the reason", () => {
  const store = paperStore().filter(({ key }) => !key.includes("M3.support"));
  const left = reproductionLedger(store).filter(({ verdict: { kind } }) => kind === "not reproducible");
  const ofCell = left.filter(({ cell }) => cell !== "quoted");
  assert.equal(ofCell.length, 9);
  assert.ok(ofCell.every(({ cell }) => cell === "M3.support"));
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
