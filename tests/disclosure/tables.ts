import type { DisclosurePolicy } from "../../src/disclosure/policy";
import type { CountVariable } from "../../src/disclosure/protectCounts";
import { roundCount } from "../../src/disclosure/rounding";
import type { Sum } from "../../src/disclosure/underlying";
import { Random } from "../../src/util/random";
import type { Printed } from "./attacker";

/** Counts with the sums that connect them. */
export interface CountTable {
  readonly name: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly sums: readonly Sum[];
}

/** A table over any number of classifications with every margin, in keys such as `a1|b*`. Many small cells, some zeros. */
export function randomTable(seed: number, sizes: readonly number[], small = 0.3): CountTable {
  const random = new Random("disclosure table", seed, ...sizes);
  return tableOf(`table ${seed} of ${sizes.join(" x ")}`, sizes, () => {
    const u = random.uniform();
    if (u < small / 3) return 0;
    if (u < small) return random.integer(10);
    return Math.round(10 + 60 * random.uniform() ** 2 * (1 + random.integer(3)));
  });
}

export function tableOf(
  name: string,
  sizes: readonly number[],
  draw: (index: readonly number[]) => number,
): CountTable {
  const counts = new Map<string, number>();
  const sums: Sum[] = [];
  const leaves = product(sizes.map((size) => range(size)));
  const drawn = new Map(leaves.map((leaf) => [keyOf(leaf), draw(leaf)]));
  for (const index of product(sizes.map((size) => [-1, ...range(size)]))) {
    const inside = leaves.filter((leaf) => leaf.every((at, d) => index[d] === -1 || index[d] === at));
    counts.set(
      keyOf(index),
      inside.reduce((sum, leaf) => sum + drawn.get(keyOf(leaf))!, 0),
    );
    sizes.forEach((size, d) => {
      if (index[d] !== -1) return;
      sums.push({ total: keyOf(index), parts: range(size).map((at) => keyOf(index.with(d, at))) });
    });
  }
  return { name, counts, sums };
}

/** The table's counts as the gate takes them: every cell and margin printed, small ones primary. */
export function variablesOf({ counts }: CountTable, { threshold }: DisclosurePolicy): CountVariable[] {
  return [...counts].map(([key, n]) => ({ key, n, shown: true, primary: n < threshold }));
}

/** What is printed when the given keys are withheld, all else rounded. */
export function printedOf({ counts }: CountTable, withheld: ReadonlySet<string>, policy: DisclosurePolicy): Printed {
  return new Map([...counts].map(([key, n]) => [key, withheld.has(key) ? null : roundCount(n, policy)]));
}

function keyOf(index: readonly number[]): string {
  return index.map((at, d) => `${"abcd"[d]}${at === -1 ? "*" : at}`).join("|");
}

function range(size: number): number[] {
  return Array.from({ length: size }, (_, i) => i);
}

function product(lists: readonly (readonly number[])[]): number[][] {
  return lists.reduce<number[][]>((all, list) => all.flatMap((head) => list.map((item) => [...head, item])), [[]]);
}
