import assert from "node:assert/strict";
import { test } from "node:test";
import { feasibleIntervals } from "../../src/disclosure/feasibleIntervals";
import { disclosurePolicy } from "../../src/disclosure/policy";
import { protectCounts } from "../../src/disclosure/protectCounts";
import { countsPrintedAs, roundCount } from "../../src/disclosure/rounding";
import { Random } from "../../src/util/random";
import { attacker, width } from "./attacker";
import { type CountTable, printedOf, randomTable, variablesOf } from "./tables";

const policy = disclosurePolicy();
const tables = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((seed) => randomTable(seed, [4])),
  ...[1, 2, 3, 4, 5].map((seed) => randomTable(seed, [3, 4])),
  ...[1, 2].map((seed) => randomTable(seed, [4, 5], 0.2)),
  randomTable(1, [2, 2, 3]),
];

function gate(table: CountTable): ReadonlySet<string> {
  const { protection, exposed } = protectCounts(variablesOf(table, policy), table.sums, policy);
  assert.deepEqual(exposed, []);
  return new Set([...protection].filter(([, state]) => state !== "published").map(([key]) => key));
}

test("an attacker with an integer solver narrows small cells that only primary suppression protects", async () => {
  const him = await attacker();
  const withSmall = tables.slice(0, 13).filter((table) => [...table.counts.values()].some((n) => n < policy.threshold));
  const broken = withSmall.filter((table) => {
    const small = new Set([...table.counts].filter(([, n]) => n < policy.threshold).map(([key]) => key));
    const intervals = him.intervals(printedOf(table, small, policy), table.sums, policy);
    return [...intervals.values()].some((interval) => width(interval) < policy.intervalWidth);
  });
  assert.ok(broken.length >= 0.6 * withSmall.length, `only ${broken.length} of ${withSmall.length} were broken`);
});

test("no withheld count of a gated table is left with fewer than 10 values, although every total is known", async () => {
  const him = await attacker();
  for (const table of tables) {
    const withheld = gate(table);
    for (const [key, interval] of him.intervals(printedOf(table, withheld, policy), table.sums, policy)) {
      assert.ok(width(interval) >= policy.intervalWidth, `${table.name}: ${key} is ${interval.join(" to ")}`);
      const n = table.counts.get(key)!;
      assert.ok(interval[0] <= n && n <= interval[1], `${table.name}: the attack on ${key} is sound`);
    }
  }
});

test("no class of a gated table is certain: nobody can be shown to be all of a group, or none", async () => {
  const him = await attacker();
  for (const table of tables.slice(0, 13)) {
    const printed = printedOf(table, gate(table), policy);
    const intervals = him.intervals(printed, table.sums, policy);
    const most = (key: string) => intervals.get(key)?.[1] ?? printed.get(key)! + 2;
    for (const { total, parts } of table.sums) {
      const possible = parts.filter((key) => most(key) > 0);
      assert.ok(possible.length === parts.length, `${table.name}: a part of ${total} is shown to be empty`);
    }
  }
});

test("the gate leaves most of a table with few small cells", () => {
  const kept = [1, 2, 3].map((seed) => {
    const table = randomTable(seed, [5, 6], 0.1);
    return 1 - gate(table).size / table.counts.size;
  });
  assert.ok(
    kept.every((share) => share > 0.5),
    kept.join(),
  );
});

test("feasibleIntervals finds the intervals that HiGHS finds", async () => {
  const him = await attacker();
  for (const table of tables.slice(0, 13)) {
    const keys = [...table.counts.keys()];
    const random = new Random("withheld", table.name);
    const withheld = new Set([
      keys[0],
      keys[1],
      ...keys.filter((key) => table.counts.get(key)! < 10 || random.uniform() < 0.2),
    ]);
    const known = keys.map((key) => {
      const at = table.counts.get(key)!;
      const [low, high] = withheld.has(key) ? [0, 100000] : countsPrintedAs(roundCount(at, policy), policy);
      return { low, high, at };
    });
    const sums = table.sums.map(({ total, parts }) => ({
      total: keys.indexOf(total),
      parts: parts.map((key) => keys.indexOf(key)),
    }));
    const targets = keys.filter((key) => withheld.has(key));
    const own = feasibleIntervals(
      known,
      sums,
      targets.map((key) => keys.indexOf(key)),
    );
    const his = him.intervals(printedOf(table, withheld, policy), table.sums, policy);
    targets.forEach((key, i) => {
      assert.deepEqual(own[i], his.get(key), `${table.name}: ${key}`);
    });
  }
});

test("protectCounts decides alike for any order of counts, sums and parts", () => {
  for (const table of tables) {
    const random = new Random("order", table.name);
    const shuffled = {
      ...table,
      counts: new Map(random.shuffle([...table.counts])),
      sums: random.shuffle(table.sums).map(({ total, parts }) => ({ total, parts: random.shuffle(parts) })),
    };
    assert.deepEqual([...gate(shuffled)].sort(), [...gate(table)].sort());
  }
});

test("one more respondent changes no printed number but those of the cells it falls in, and nothing at all unless one of them rounds otherwise", () => {
  let same = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const before = randomTable(seed, [3, 4]);
    const random = new Random("one more", seed);
    const cell = random.pick([...before.counts.keys()].filter((key) => !key.includes("*")));
    const touched = [...before.counts.keys()].filter((key) => covers(key, cell));
    const after = {
      ...before,
      counts: new Map([...before.counts].map(([key, n]) => [key, touched.includes(key) ? n + 1 : n])),
    };
    const [was, is] = [before, after].map((table) => printedOf(table, gate(table), policy));
    for (const key of before.counts.keys()) {
      const [a, b] = [was.get(key), is.get(key)];
      if (a !== null && b !== null && !touched.includes(key)) assert.equal(b, a, `${key} of table ${seed}`);
    }
    const view = (table: CountTable, key: string) => {
      const n = table.counts.get(key)!;
      return n < policy.threshold ? "small" : roundCount(n, policy);
    };
    if (touched.every((key) => view(before, key) === view(after, key))) {
      same++;
      assert.deepEqual(is, was, `table ${seed}`);
    }
  }
  assert.ok(same >= 10, `${same} tables kept every rounded cell`);
});

/** Whether a cell or margin of a table counts the people of a cell. */
function covers(key: string, cell: string): boolean {
  const parts = cell.split("|");
  return key.split("|").every((part, d) => part.endsWith("*") || part === parts[d]);
}

test("counts raised to a higher threshold keep intervals of that width", async () => {
  const strict = disclosurePolicy({ threshold: 20 });
  assert.equal(strict.intervalWidth, 20);
  const him = await attacker();
  const table = randomTable(3, [5]);
  const { protection } = protectCounts(variablesOf(table, strict), table.sums, strict);
  const withheld = new Set([...protection].filter(([, state]) => state !== "published").map(([key]) => key));
  for (const [key, interval] of him.intervals(printedOf(table, withheld, strict), table.sums, strict)) {
    assert.ok(width(interval) >= 20, `${key} is ${interval.join(" to ")}`);
  }
});
