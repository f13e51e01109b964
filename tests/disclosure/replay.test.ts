import assert from "node:assert/strict";
import { test } from "node:test";
import { disclosurePolicy } from "../../src/disclosure/policy";
import { protectCounts } from "../../src/disclosure/protectCounts";
import { narrowest, replay } from "./replayer";
import { type CountTable, printedOf, variablesOf } from "./tables";

const policy = disclosurePolicy();

/** The whole table by one output. */
function atOnce(table: CountTable) {
  const { protection } = protectCounts(variablesOf(table, policy), table.sums, policy);
  const withheld = new Set([...protection].filter(([, state]) => state !== "published").map(([key]) => key));
  return printedOf(table, withheld, policy);
}

test("an attacker who reruns the gate on every possible sum of two or three keeps 10 values of each withheld count, even knowing the rounded total", () => {
  for (const [cells, most] of [
    [2, 60],
    [3, 48],
  ]) {
    const found = narrowest(replay(cells, most, atOnce), policy);
    assert.ok(found.withheld >= 15, `${found.withheld} withheld counts`);
    assert.equal(found.narrow, 0, `sums of ${cells}: least ${found.least}`);
  }
});

test("nor does he narrow any in sums of four", () => {
  const found = narrowest(replay(4, 50, atOnce), policy);
  assert.ok(found.withheld > 100, `${found.withheld} withheld counts`);
  assert.equal(found.narrow, 0, `least ${found.least}`);
});
