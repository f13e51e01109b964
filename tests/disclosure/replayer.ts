import type { DisclosurePolicy } from "../../src/disclosure/policy";
import type { Printed } from "./attacker";
import { type CountTable, tableOf } from "./tables";

/** What one output of the gate lets an attacker conclude who runs the gate himself on every table it could come from. */
export interface Replayed {
  /** Values of each withheld count over all tables with this output. */
  readonly values: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * All outputs of the gate over one sum of `cells` counts that add up to at most `most`, without those that larger sums would give too.
 * @param print what the gate prints of a table, in the order in which it prints
 */
export function replay(cells: number, most: number, print: (table: CountTable) => Printed): Replayed[] {
  const outputs = new Map<string, { values: Map<string, Set<number>>; largest: number }>();
  for (const counts of compositions(cells, most)) {
    const table = tableOf("replayed", [cells], ([i]) => counts[i]);
    const printed = [...print(table)];
    const output = JSON.stringify(printed);
    const found = outputs.get(output) ?? { values: new Map<string, Set<number>>(), largest: 0 };
    outputs.set(output, found);
    found.largest = Math.max(found.largest, table.counts.get("a*")!);
    for (const [key, value] of printed) {
      if (value === null) found.values.set(key, (found.values.get(key) ?? new Set()).add(table.counts.get(key)!));
    }
  }
  return [...outputs.values()].filter(({ largest }) => largest <= most - REACH);
}

/** Sums nearer to the largest than this may print as larger ones do. */
const REACH = 10;

/** How many withheld counts there are, how many are left with fewer values than the policy asks, and the fewest values. */
export function narrowest(outputs: readonly Replayed[], policy: DisclosurePolicy) {
  const sizes = outputs.flatMap(({ values }) => [...values.values()].map(({ size }) => size));
  const narrow = sizes.filter((size) => size < policy.intervalWidth).length;
  return { withheld: sizes.length, narrow, least: Math.min(...sizes) };
}

function compositions(cells: number, most: number): number[][] {
  if (cells === 0) return [[]];
  return Array.from({ length: most + 1 }, (_, n) => n).flatMap((n) =>
    compositions(cells - 1, most - n).map((rest) => [n, ...rest]),
  );
}
