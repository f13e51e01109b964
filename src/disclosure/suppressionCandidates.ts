import { type CountSystem, members } from "./countSystem";
import { roundCount } from "./rounding";

/**
 * Groups of printed counts that may be suppressed for `i`, in the order in which they are tried: the other parts of one of its sums,
 * of a sum of totals last; when none are left, single counts farther off.
 */
export function suppressionCandidates(system: CountSystem, i: number): readonly (readonly number[])[] {
  const own = system.sumsOf[i]
    .flatMap((s) =>
      byMagnitude(
        system,
        system.sums[s].parts.filter((one) => one !== i && system.isFree(one)),
      ),
    )
    .sort((a, b) => totalsIn(system, a) - totalsIn(system, b) || a.length - b.length || a[0] - b[0]);
  return own.length > 0 ? own : far(system, i).map((one) => [one]);
}

/** The member of a sum that is suppressed beside a lone suppressed one: of the smallest order of magnitude, its total last. */
export function secondOfSum(system: CountSystem, sum: number): number | undefined {
  const { total } = system.sums[sum];
  const free = members(system.sums[sum]).filter((i) => system.isFree(i));
  return free.sort((a, b) => Number(a === total) - Number(b === total) || before(system, a, b))[0];
}

/**
 * Printed counts that may still be suppressed for `i`: those nearest along sums. Totals only when no other is left: a total
 * withheld beside printed parts would tell that the withheld parts are few.
 */
function far(system: CountSystem, i: number): number[] {
  const seen = new Set([i]);
  let totals: number[] = [];
  for (let edge = [i]; edge.length > 0; ) {
    const next = new Set<number>();
    for (const s of edge.flatMap((one) => system.sumsOf[one]))
      for (const other of members(system.sums[s])) next.add(other);
    edge = [...next].filter((other) => !seen.has(other));
    for (const other of edge) seen.add(other);
    const free = edge.filter((other) => system.isFree(other)).sort((a, b) => before(system, a, b));
    const parts = free.filter((other) => !isTotal(system, other));
    if (parts.length > 0) return parts;
    if (totals.length === 0) totals = free;
  }
  return totals;
}

/** The counts of the smallest order of magnitude, those with the next, and so on to all. */
function byMagnitude(system: CountSystem, counts: readonly number[]): readonly (readonly number[])[] {
  const orders = [...new Set(counts.map((one) => magnitude(system, one)))].sort((a, b) => a - b);
  return orders.map((order) => counts.filter((one) => magnitude(system, one) <= order));
}

function totalsIn(system: CountSystem, group: readonly number[]): number {
  return group.filter((one) => isTotal(system, one)).length;
}

function isTotal({ sums, sumsOf }: CountSystem, i: number): boolean {
  return sumsOf[i].some((s) => sums[s].total === i);
}

/**
 * By order of magnitude, then by name. The exact smallest would tell an attacker who knows the rule that it is no larger than
 * what is printed beside it (measured: that leaves 2 values of a count in sums of three).
 */
function before(system: CountSystem, a: number, b: number): number {
  return magnitude(system, a) - magnitude(system, b) || a - b;
}

/** 0 below 50 people, 1 below 500, ... */
function magnitude({ all, policy }: CountSystem, i: number): number {
  const { threshold } = policy;
  return Math.max(0, Math.floor(Math.log10(Math.max(1, roundCount(all[i].n, policy)) / (5 * threshold))) + 1);
}
