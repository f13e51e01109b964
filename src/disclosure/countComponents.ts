import type { SumOf } from "./feasibleIntervals";

/** Counts connected by sums or bundles, with the sums among them, all by index. */
export interface CountComponent {
  readonly counts: readonly number[];
  readonly sums: readonly number[];
}

/**
 * Groups `count` counts so that no sum and no bundle reaches from one group into another: each can be protected and attacked by itself.
 * @param bundles counts that are printed or suppressed together
 */
export function countComponents(
  count: number,
  sums: readonly SumOf[],
  bundles: Iterable<readonly number[]>,
): readonly CountComponent[] {
  const parent = Array.from({ length: count }, (_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const { total, parts } of sums) for (const part of parts) parent[root(part)] = root(total);
  for (const bundle of bundles) for (const i of bundle) parent[root(i)] = root(bundle[0]);
  const found = new Map<number, { counts: number[]; sums: number[] }>();
  const at = (i: number) => {
    const key = root(i);
    if (!found.has(key)) found.set(key, { counts: [], sums: [] });
    return found.get(key)!;
  };
  for (let i = 0; i < count; i++) at(i).counts.push(i);
  sums.forEach(({ total }, s) => {
    at(total).sums.push(s);
  });
  return [...found.values()];
}
