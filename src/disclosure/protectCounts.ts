import { type BoundedCount, feasibleIntervals, type SumOf } from "./feasibleIntervals";
import type { DisclosurePolicy } from "./policy";
import { countsPrintedAs, roundCount } from "./rounding";
import type { Sum } from "./underlying";

/** One count of the system that an attacker solves. */
export interface CountVariable {
  readonly key: string;
  readonly n: number;
  /** Printed somewhere; a count that is only part of a sum is not. */
  readonly shown: boolean;
  /** It may not be printed by itself (rules 1 to 4 and 6). */
  readonly primary: boolean;
  /** Counts of one bundle are printed or suppressed together (numerator and rest of a share). */
  readonly bundle?: string;
  readonly structuralZero?: boolean;
  /** Decided by an earlier output. */
  readonly fixed?: boolean;
}

export type Protection = "published" | "primary" | "secondary" | "unshown";

export interface ProtectedCounts {
  readonly protection: ReadonlyMap<string, Protection>;
  /** Suppressed counts that stay too narrow whatever else is suppressed (what was released earlier gives them away). */
  readonly exposed: readonly string[];
}

/** Groups of candidates tried for each count in need before the first is taken. */
const TRIED = 8;

/**
 * Suppresses until no count can be narrowed: primary cells; a second cell in every sum with one suppressed member (of the smallest
 * order of magnitude); then all other parts of an order of magnitude in a sum with a count that is still too narrow, until every
 * suppressed count is left with at least `intervalWidth` whole values given all sums, all printed counts and even the knowledge which suppressed counts are below
 * the threshold. Decisions depend on the rounded counts and on which are small, never on the exact ones, nor on the order of the input.
 *
 * All of an order, because the choice of one would speak: an attacker who reruns this function on every table and knows the rounded
 * total from elsewhere narrowed 10 of 742 withheld counts in sums of four when one was chosen (least 4 values), and none since.
 * @param sums those with a member that is not among the variables are ignored
 */
export function protectCounts(
  variables: readonly CountVariable[],
  sums: readonly Sum[],
  policy: DisclosurePolicy,
): ProtectedCounts {
  const system = new CountSystem(variables, sums, policy);
  system.protect();
  return { protection: system.protection(), exposed: system.exposed };
}

class CountSystem {
  readonly exposed: string[] = [];
  private readonly all: readonly CountVariable[];
  private readonly sums: readonly SumOf[];
  private readonly sumsOf: readonly (readonly number[])[];
  private readonly suppressed: Uint8Array;
  private readonly bundles = new Map<string, number[]>();

  constructor(
    variables: readonly CountVariable[],
    sums: readonly Sum[],
    private readonly policy: DisclosurePolicy,
  ) {
    this.all = [...variables].sort((a, b) => compare(a.key, b.key));
    const index = new Map(this.all.map(({ key }, i) => [key, i]));
    this.sums = sums
      .filter(({ total, parts }) => [total, ...parts].every((key) => index.has(key)))
      .map(({ total, parts }) => ({
        total: index.get(total)!,
        parts: parts.map((key) => index.get(key)!).sort(number),
      }))
      .sort((a, b) => a.total - b.total || compare(a.parts.join(), b.parts.join()));
    const sumsOf: number[][] = this.all.map(() => []);
    this.sums.forEach((sum, s) => {
      for (const i of members(sum)) sumsOf[i].push(s);
    });
    this.sumsOf = sumsOf;
    this.suppressed = new Uint8Array(this.all.length);
    this.all.forEach(({ bundle }, i) => {
      if (bundle !== undefined) this.bundles.set(bundle, [...(this.bundles.get(bundle) ?? []), i]);
    });
  }

  protect(): void {
    this.all.forEach((one, i) => {
      if (one.primary && one.shown) this.suppress(i);
    });
    for (const part of this.components()) {
      const hopeless = this.hopeless(part);
      while (this.secondInSum(part) || this.widen(part, hopeless)) {
        // Each pass suppresses at least one more count.
      }
    }
  }

  protection(): ReadonlyMap<string, Protection> {
    return new Map(
      this.all.map((one, i) => {
        if (!one.shown) return [one.key, "unshown"];
        return [one.key, this.suppressed[i] === 0 ? "published" : one.primary ? "primary" : "secondary"];
      }),
    );
  }

  private suppress(i: number): void {
    const { bundle } = this.all[i];
    for (const one of bundle === undefined ? [i] : this.bundles.get(bundle)!) this.suppressed[one] = 1;
  }

  /** Rule 5: a sum all of whose members are shown has no lone suppressed member. True when one was added. */
  private secondInSum(part: Component): boolean {
    for (const s of part.sums) {
      const all = members(this.sums[s]);
      if (!all.every((i) => this.all[i].shown)) continue;
      if (all.filter((i) => this.suppressed[i] === 1).length !== 1) continue;
      const second = this.smallest(all, s);
      if (second === undefined) continue;
      this.suppress(second);
      return true;
    }
    return false;
  }

  /** Suppresses more for the first count that is too narrow. True when something was added. */
  private widen(part: Component, hopeless: ReadonlySet<number>): boolean {
    const narrow = this.narrow(part);
    for (const i of narrow.filter((one) => !hopeless.has(one))) {
      const near = this.candidates(i);
      const helping = near.slice(0, TRIED).find((group) => {
        const before = this.suppressed.slice();
        for (const one of group) this.suppress(one);
        const wide = !this.narrow(part, [i]).includes(i);
        this.suppressed.set(before);
        return wide;
      });
      const chosen = helping ?? near[0];
      if (chosen === undefined) continue;
      for (const one of chosen) this.suppress(one);
      return true;
    }
    this.exposed.push(...narrow.map((i) => this.all[i].key));
    return false;
  }

  /**
   * Counts that stay too narrow whatever is suppressed, because of what earlier outputs printed. Nothing is suppressed for their sake.
   * Without earlier outputs there are none: to leave a sum alone there would tell why.
   */
  private hopeless(part: Component): ReadonlySet<number> {
    if (!part.counts.some((i) => this.all[i].fixed)) return new Set();
    const before = this.suppressed.slice();
    const targets = part.counts.filter((i) => before[i] === 1);
    for (const i of part.counts.filter((one) => this.free(one))) this.suppressed[i] = 1;
    const narrow = new Set(targets.length === 0 ? [] : this.narrow(part, targets));
    this.suppressed.set(before);
    return narrow;
  }

  /** Suppressed and shown counts left with fewer whole values than the policy asks. */
  private narrow(part: Component, of = part.counts): number[] {
    const targets = of.filter((i) => this.suppressed[i] === 1 && this.all[i].shown && !this.all[i].structuralZero);
    if (targets.length === 0) return [];
    const place = new Map(part.counts.map((i, at) => [i, at]));
    const intervals = feasibleIntervals(
      part.counts.map((i) => this.known(i)),
      part.sums.map((s) => ({
        total: place.get(this.sums[s].total)!,
        parts: this.sums[s].parts.map((i) => place.get(i)!),
      })),
      targets.map((i) => place.get(i)!),
      this.policy.intervalWidth,
    );
    return targets.filter((_, k) => intervals[k][1] - intervals[k][0] + 1 < this.policy.intervalWidth);
  }

  /** What the strongest attacker knows of a count by itself: its rounded value, or on which side of the threshold it is. */
  private known(i: number): BoundedCount {
    const { n, shown, structuralZero } = this.all[i];
    if (structuralZero) return { low: 0, high: 0, at: n };
    if (this.suppressed[i] === 0 && shown) {
      const [low, high] = countsPrintedAs(roundCount(n, this.policy), this.policy);
      return { low, high, at: n };
    }
    if (!shown) return { low: 0, high: Infinity, at: n };
    return n < this.policy.threshold
      ? { low: 0, high: this.policy.threshold - 1, at: n }
      : { low: this.policy.threshold, high: Infinity, at: n };
  }

  /** Groups of printed counts that may be suppressed for `i`: the other parts of one of its sums, of a sum of totals last; when none are left, single counts farther off. */
  private candidates(i: number): readonly (readonly number[])[] {
    const own = this.sumsOf[i]
      .flatMap((s) => this.byMagnitude(this.sums[s].parts.filter((one) => one !== i && this.free(one))))
      .sort((a, b) => this.totalsIn(a) - this.totalsIn(b) || a.length - b.length || a[0] - b[0]);
    return own.length > 0 ? own : this.far(i).map((one) => [one]);
  }

  /**
   * Printed counts that may still be suppressed for `i`: those nearest along sums. Totals only when no other is left: a total
   * withheld beside printed parts would tell that the withheld parts are few.
   */
  private far(i: number): number[] {
    const seen = new Set([i]);
    let totals: number[] = [];
    for (let edge = [i]; edge.length > 0; ) {
      const next = new Set<number>();
      for (const s of edge.flatMap((one) => this.sumsOf[one]))
        for (const other of members(this.sums[s])) next.add(other);
      edge = [...next].filter((other) => !seen.has(other));
      for (const other of edge) seen.add(other);
      const free = edge.filter((other) => this.free(other)).sort((a, b) => this.before(a, b));
      const parts = free.filter((other) => !this.isTotal(other));
      if (parts.length > 0) return parts;
      if (totals.length === 0) totals = free;
    }
    return totals;
  }

  /** The counts of the smallest order of magnitude, those with the next, and so on to all. */
  private byMagnitude(counts: readonly number[]): readonly (readonly number[])[] {
    const orders = [...new Set(counts.map((one) => this.magnitude(one)))].sort(number);
    return orders.map((order) => counts.filter((one) => this.magnitude(one) <= order));
  }

  private totalsIn(group: readonly number[]): number {
    return group.filter((one) => this.isTotal(one)).length;
  }

  private isTotal(i: number): boolean {
    return this.sumsOf[i].some((s) => this.sums[s].total === i);
  }

  private smallest(among: readonly number[], sum: number): number | undefined {
    const { total } = this.sums[sum];
    const free = among.filter((i) => this.free(i));
    return free.sort((a, b) => Number(a === total) - Number(b === total) || this.before(a, b))[0];
  }

  private free(i: number): boolean {
    const { shown, fixed, structuralZero, bundle } = this.all[i];
    const together = bundle === undefined ? [i] : this.bundles.get(bundle)!;
    return shown && !structuralZero && this.suppressed[i] === 0 && !fixed && together.every((j) => !this.all[j].fixed);
  }

  /**
   * By order of magnitude, then by name. The exact smallest would tell an attacker who knows the rule that it is no larger than
   * what is printed beside it (measured: that leaves 2 values of a count in sums of three).
   */
  private before(a: number, b: number): number {
    return this.magnitude(a) - this.magnitude(b) || a - b;
  }

  /** 0 below 50 people, 1 below 500, ... */
  private magnitude(i: number): number {
    const { threshold } = this.policy;
    return Math.max(
      0,
      Math.floor(Math.log10(Math.max(1, roundCount(this.all[i].n, this.policy)) / (5 * threshold))) + 1,
    );
  }

  /** Counts connected by sums or bundles, with the sums among them. */
  private components(): Component[] {
    const parent = this.all.map((_, i) => i);
    const root = (i: number): number => {
      while (parent[i] !== i) i = parent[i] = parent[parent[i]];
      return i;
    };
    for (const sum of this.sums) for (const part of sum.parts) parent[root(part)] = root(sum.total);
    for (const bundle of this.bundles.values()) for (const i of bundle) parent[root(i)] = root(bundle[0]);
    const found = new Map<number, Component>();
    const at = (i: number) => {
      const key = root(i);
      if (!found.has(key)) found.set(key, { counts: [], sums: [] });
      return found.get(key)!;
    };
    this.all.forEach((_, i) => {
      at(i).counts.push(i);
    });
    this.sums.forEach((sum, s) => {
      at(sum.total).sums.push(s);
    });
    return [...found.values()];
  }
}

interface Component {
  readonly counts: number[];
  readonly sums: number[];
}

function members({ total, parts }: SumOf): number[] {
  return [...parts, total];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function number(a: number, b: number): number {
  return a - b;
}
