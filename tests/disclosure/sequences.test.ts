import assert from "node:assert/strict";
import { test } from "node:test";
import { disclosurePolicy } from "../../src/disclosure/policy";
import { type ReleaseLedger, type RequestedCount, releaseLedger } from "../../src/disclosure/releaseLedger";
import { roundCount } from "../../src/disclosure/rounding";
import type { Sum } from "../../src/disclosure/underlying";
import { Random } from "../../src/util/random";
import { type Attacker, attacker, width } from "./attacker";
import { narrowest, replay } from "./replayer";
import { type CountTable, randomTable } from "./tables";

/** Outputs written one after the other by one gate; the attacker holds all of them. */
const policy = disclosurePolicy();
const tables = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
  [[4], [3, 4], [2, 5], [2, 2, 3]].map((sizes) => randomTable(seed, sizes)),
);

let him: Attacker | undefined;

interface Sequence {
  /** In the order of the outputs. */
  readonly printed: ReadonlyMap<string, number | null>;
  /** Counts that the gate says are given away. */
  readonly exposed: ReadonlySet<string>;
}

/** Prints the counts of a table in several outputs. `late`: a sum is declared only when all its members have been asked for. */
function inSequence(table: CountTable, outputs: readonly (readonly string[])[], late = false): Sequence {
  const ledger = releaseLedger(policy);
  const met = new Set<string>();
  const printed = new Map<string, number | null>();
  for (const keys of outputs) {
    for (const key of keys) met.add(key);
    const sums = late
      ? table.sums.filter(({ total, parts }) => [total, ...parts].every((key) => met.has(key)))
      : table.sums;
    const { decisions } = ledger.decide(
      keys.map((key) => request(key, table.counts.get(key)!)),
      sums,
    );
    for (const [key, { released }] of decisions) {
      printed.set(key, released ? roundCount(table.counts.get(key)!, policy) : null);
    }
  }
  return { printed, exposed: exposedOf(ledger) };
}

function request(key: string, n: number): RequestedCount {
  return { key, n, shown: true, failed: n < policy.threshold ? ["threshold"] : [] };
}

function exposedOf(ledger: ReleaseLedger): ReadonlySet<string> {
  const { entries } = ledger.state();
  return new Set(entries.filter(({ decision }) => decision.rules.includes("exposed")).map(({ key }) => key));
}

/** The margins of a table, each by an output of its own, in any order: by year, by answer, by both, ... */
function margins(table: CountTable): string[][] {
  const kindOf = (key: string) => key.replace(/\d+/g, "#");
  const keys = [...table.counts.keys()];
  const kinds = [...new Set(keys.map(kindOf))];
  return new Random("margins", table.name).shuffle(kinds.map((kind) => keys.filter((key) => kindOf(key) === kind)));
}

/** Counts in any order, a few an output: no classification is ever printed whole. */
function scattered(table: CountTable): string[][] {
  const random = new Random("scattered", table.name);
  const keys = random.shuffle([...table.counts.keys()]);
  const outputs: string[][] = [];
  while (keys.length > 0) outputs.push(keys.splice(0, 1 + random.integer(4)));
  return outputs;
}

/** Withheld counts that an attacker with an integer solver leaves fewer values than the policy asks, over all outputs and all sums. */
async function narrowed(table: CountTable, { printed }: Sequence) {
  him ??= await attacker();
  const intervals = [...him.intervals(printed, table.sums, policy)];
  return intervals.filter(([, interval]) => width(interval) < policy.intervalWidth).map(([key]) => key);
}

for (const [name, outputsOf] of [
  ["tables that share margins, written one after the other in any order", margins],
  ["counts scattered over outputs, their sums declared from the first", scattered],
] as const) {
  test(`${name}, give away no small count; a large one that is withheld for their sake and located is said to be`, async () => {
    let withheld = 0;
    for (const table of tables) {
      const sequence = inSequence(table, outputsOf(table));
      withheld += [...sequence.printed.values()].filter((value) => value === null).length;
      for (const key of await narrowed(table, sequence)) {
        assert.ok(table.counts.get(key)! >= policy.threshold, `${table.name}: ${key}`);
        assert.ok(sequence.exposed.has(key), `${table.name}: ${key} is not said to be exposed`);
      }
    }
    assert.ok(withheld > 100, `${withheld} withheld`);
  });
}

test("when sums are declared only with the output that completes them he narrows some, and the gate says every one", async () => {
  let found = 0;
  for (const table of tables) {
    const sequence = inSequence(table, scattered(table), true);
    for (const key of await narrowed(table, sequence)) {
      found++;
      assert.ok(sequence.exposed.has(key), `${table.name}: ${key} is not said to be exposed`);
    }
  }
  assert.ok(found > 20, `${found} found`);
});

test("an attacker who reruns the gate on every possible sum narrows none of its withheld counts, whatever the order of outputs", () => {
  const orders: readonly [number, number, readonly (readonly string[])[]][] = [
    [2, 60, [["a*"], ["a0"], ["a1"]]],
    [2, 60, [["a*", "a0"], ["a1"]]],
    [2, 60, [["a0", "a1"], ["a*"]]],
    [3, 45, [["a*"], ["a0", "a1", "a2"]]],
    [3, 45, [["a0", "a1", "a2"], ["a*"]]],
    [
      3,
      45,
      [
        ["a*", "a0"],
        ["a1", "a2"],
      ],
    ],
  ];
  for (const [cells, most, outputs] of orders) {
    const found = narrowest(
      replay(cells, most, (table) => inSequence(table, outputs).printed),
      policy,
    );
    assert.ok(found.withheld >= 10, `${found.withheld} withheld counts`);
    assert.equal(found.narrow, 0, `${JSON.stringify(outputs)}: least ${found.least}`);
  }
});

test("what a printed total leaves for a part that is never printed is protected like a withheld count", () => {
  const ledger = releaseLedger(policy);
  const sums: Sum[] = [{ total: "all", parts: ["a", "b", "never printed"] }];
  const { decisions } = ledger.decide([request("all", 105), request("a", 60), request("b", 42)], sums);
  assert.ok([...decisions.values()].some(({ released }) => !released));
  const [large] = [releaseLedger(policy).decide([request("all", 202), request("a", 60), request("b", 42)], sums)];
  assert.ok([...large.decisions.values()].every(({ released }) => released));
});

test("counts of a sum that does not hold are withheld by name", () => {
  const ledger = releaseLedger(policy);
  const { decisions } = ledger.decide(
    [request("all", 200), request("a", 60), request("b", 42)],
    [{ total: "all", parts: ["a", "b"] }],
  );
  for (const { released, rules } of decisions.values()) assert.deepEqual([released, rules], [false, ["sum-adds-up"]]);
});
