import assert from "node:assert/strict";
import { test } from "node:test";
import { disclosurePolicy } from "../../src/disclosure/policy";
import { protectCounts } from "../../src/disclosure/protectCounts";
import { printedOf, tableOf, variablesOf } from "./tables";

const policy = disclosurePolicy();

/** What one output of the gate lets an attacker conclude who runs the gate himself on every table it could come from. */
interface Replayed {
  readonly output: string;
  /** Values of each withheld count over all tables with this output. */
  readonly values: ReadonlyMap<string, ReadonlySet<number>>;
}

/** All outputs of the gate over one sum of `cells` counts that add up to at most `most`. */
function replay(cells: number, most: number): Replayed[] {
  const outputs = new Map<string, Map<string, Set<number>>>();
  for (const counts of compositions(cells, most)) {
    const table = tableOf("replayed", [cells], ([i]) => counts[i]);
    const { protection } = protectCounts(variablesOf(table, policy), table.sums, policy);
    const withheld = new Set([...protection].filter(([, state]) => state !== "published").map(([key]) => key));
    const output = JSON.stringify([...printedOf(table, withheld, policy)]);
    const values = outputs.get(output) ?? new Map<string, Set<number>>();
    outputs.set(output, values);
    for (const key of withheld) values.set(key, (values.get(key) ?? new Set()).add(table.counts.get(key)!));
  }
  return [...outputs].map(([output, values]) => ({ output, values }));
}

function compositions(cells: number, most: number): number[][] {
  if (cells === 0) return [[]];
  return Array.from({ length: most + 1 }, (_, n) => n).flatMap((n) =>
    compositions(cells - 1, most - n).map((rest) => [n, ...rest]),
  );
}

function narrowest(outputs: readonly Replayed[]): { least: number; narrow: number } {
  const sizes = outputs.flatMap(({ values }) => [...values.values()].map(({ size }) => size));
  return { least: Math.min(...sizes), narrow: sizes.filter((size) => size < policy.intervalWidth).length };
}

/** Outputs whose tables are all within the enumeration. */
function complete(outputs: readonly Replayed[], largest: number): Replayed[] {
  return outputs.filter(({ output }) =>
    (JSON.parse(output) as [string, number | null][]).every(([, value]) => (value ?? 0) <= largest),
  );
}

test("an attacker who reruns the gate on every possible sum of two or three keeps 10 values of each withheld count, even knowing the rounded total", () => {
  for (const [cells, most] of [
    [2, 60],
    [3, 48],
  ]) {
    const outputs = complete(replay(cells, most), most - 3);
    assert.ok(outputs.length > 30);
    assert.equal(narrowest(outputs).narrow, 0, `sums of ${cells}: least ${narrowest(outputs).least}`);
  }
});

test("nor does he narrow any in sums of four", () => {
  const [cells, most] = [4, 50];
  const outputs = complete(replay(cells, most), most - 3);
  assert.ok(outputs.length > 200, `${outputs.length} outputs`);
  assert.equal(narrowest(outputs).narrow, 0, `least ${narrowest(outputs).least}`);
});
