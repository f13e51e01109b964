import assert from "node:assert/strict";
import { test } from "node:test";
import { audit, type Field, publishedTable } from "../../src/audit";
import { printedValue, rescaled } from "../../src/audit/printedValue";
import { auditRow } from "./tables";

test("the row on which errors are planted is consistent", () => {
  const cell = auditRow({});
  assert.deepEqual([cell.verdict, cell.conflicts, cell.repairs, cell.reason], ["consistent", [], [], ""]);
});

const PLANTED: readonly (readonly [string, Field, Readonly<Record<string, string>>])[] = [
  ["a p ten times too large", "p", { p: "0.09" }],
  ["a p ten times too small", "p", { p: "0.0009" }],
  ["a p with its digits transposed", "p", { p: "0.90" }],
  ["a bounded p that is too small", "p", { p: "<0.001" }],
  ["an upper limit of another row", "ci_high", { ci_high: "1.017" }],
  ["a lower limit with transposed digits", "ci_low", { ci_low: "1.040" }],
  ["an odds ratio with transposed digits", "or", { or: "1.051" }],
  ["an odds ratio below its interval", "or", { or: "1.001" }],
  ["an odds ratio off by the decimal point", "or", { or: "10.15" }],
  ["an AME larger than the odds ratio and the mean allow", "ame", { ame_pp: "0.31" }],
  ["an AME of the wrong sign", "ame", { ame_pp: "-0.21" }],
  ["a mis-scaled count", "average", { average: "1040" }],
  ["a scaled count of the wrong sign", "average", { average: "-104" }],
  ["a mis-scaled national count", "national", { national: "13,187" }],
  ["a national count with transposed digits", "national", { national: "138,172" }],
];

for (const [what, field, changes] of PLANTED) {
  test(`audit finds ${what}, and every smallest conflict names it`, () => {
    const cell = auditRow(changes);
    assert.equal(cell.verdict, "inconsistent");
    assert.ok(cell.conflicts.length > 0);
    for (const set of cell.conflicts) assert.ok(set.includes(field), `${set.join("+")} lacks ${field}`);
    assert.ok(cell.repairs.some((set) => set.length === 1 && set[0] === field));
  });
}

test("audit finds swapped confidence limits and names both", () => {
  const cell = auditRow({ ci_low: "1.027", ci_high: "1.004" });
  assert.equal(cell.verdict, "inconsistent");
  assert.ok(cell.conflicts.some((set) => set.join() === "ci_low,ci_high"));
});

test("audit finds a mean that leaves the AME no room", () => {
  const cell = auditRow({ mean_pct: "92.8" });
  assert.equal(cell.verdict, "inconsistent");
  assert.ok(cell.conflicts.every((set) => set.includes("mean")));
});

test("audit finds a mean that no whole number of a small sample gives", () => {
  const cell = auditRow({ id: "small", mean_pct: "82.8", n: "25" }, {});
  assert.deepEqual([cell.verdict, cell.conflicts], ["inconsistent", [["mean", "n"]]]);
  assert.equal(auditRow({ id: "small", mean_pct: "84.0", n: "25" }, {}).verdict, "consistent");
});

test("every printed p of the paper, moved by a factor of ten, is found", () => {
  const table = publishedTable();
  for (const { id, values } of table.cells) {
    if (values.p!.value > 0.1) continue;
    const wrong = printedValue(String(Number((values.p!.value * 10).toFixed(4))))!;
    const cells = table.cells.map((cell) =>
      cell.id === id ? { ...cell, values: { ...cell.values, p: wrong } } : cell,
    );
    const flagged = audit({ ...table, cells }).cells.filter(({ verdict }) => verdict === "inconsistent");
    assert.deepEqual(
      flagged.map((cell) => cell.id),
      ["M1.not_isolated", id],
    );
    assert.ok(flagged[1].conflicts.flat().includes("p"));
  }
});

test("every scaled count of the paper, ten times too large, is found with the count named", () => {
  const table = publishedTable();
  for (const { id, values } of table.cells.slice(1)) {
    const wrong = rescaled(values.average!, 10);
    const cells = table.cells.map((cell) =>
      cell.id === id ? { ...cell, values: { ...cell.values, average: wrong } } : cell,
    );
    const found = audit({ ...table, cells }).cells.find((cell) => cell.id === id)!;
    assert.equal(found.verdict, "inconsistent");
    assert.ok(found.conflicts.every((set) => set.includes("average")));
  }
});
