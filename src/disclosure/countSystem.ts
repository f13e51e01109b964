import { type CountComponent, countComponents } from "./countComponents";
import { type BoundedCount, feasibleIntervals, type SumOf } from "./feasibleIntervals";
import type { DisclosurePolicy } from "./policy";
import type { CountVariable } from "./protectCounts";
import { countsPrintedAs, roundCount } from "./rounding";
import type { Sum } from "./underlying";

/** Counts by index, in the order of their names, with the sums that connect them and what is suppressed so far. */
export class CountSystem {
  readonly all: readonly CountVariable[];
  readonly sums: readonly SumOf[];
  /** The sums that each count is a member of. */
  readonly sumsOf: readonly (readonly number[])[];
  readonly components: readonly CountComponent[];
  private readonly suppressed: Uint8Array;
  private readonly bundles = new Map<string, number[]>();

  /** @param sums those with a member that is not among the variables are ignored */
  constructor(
    variables: readonly CountVariable[],
    sums: readonly Sum[],
    readonly policy: DisclosurePolicy,
  ) {
    this.all = [...variables].sort((a, b) => compare(a.key, b.key));
    const index = new Map(this.all.map(({ key }, i) => [key, i]));
    this.sums = sums
      .filter(({ total, parts }) => [total, ...parts].every((key) => index.has(key)))
      .map(({ total, parts }) => ({
        total: index.get(total)!,
        parts: parts.map((key) => index.get(key)!).sort((a, b) => a - b),
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
    this.components = countComponents(this.all.length, this.sums, this.bundles.values());
  }

  isSuppressed(i: number): boolean {
    return this.suppressed[i] === 1;
  }

  /** Suppresses a count and all of its bundle. */
  suppress(i: number): void {
    for (const one of this.bundleOf(i)) this.suppressed[one] = 1;
  }

  /** What `look` finds while more counts are suppressed. */
  withSuppressed<T>(more: readonly number[], look: () => T): T {
    const before = this.suppressed.slice();
    for (const one of more) this.suppress(one);
    const found = look();
    this.suppressed.set(before);
    return found;
  }

  /** Whether a count is printed now and may still be suppressed: no earlier output has printed it or one of its bundle. */
  isFree(i: number): boolean {
    const { shown, fixed, structuralZero } = this.all[i];
    return (
      shown && !structuralZero && !this.isSuppressed(i) && !fixed && this.bundleOf(i).every((j) => !this.all[j].fixed)
    );
  }

  /** Counts of a component that an attacker wants to know. */
  targets({ counts }: CountComponent): number[] {
    return counts.filter((i) => this.isSuppressed(i) && this.all[i].shown && !this.all[i].structuralZero);
  }

  /**
   * Whole values that are left for each target, given all sums and printed counts; widths beyond the policy's are not told apart.
   * @param knowsSmall the attacker also knows of every count that is not printed whether it is below the threshold
   */
  widths({ counts, sums }: CountComponent, targets: readonly number[], knowsSmall: boolean): number[] {
    if (targets.length === 0) return [];
    const place = new Map(counts.map((i, at) => [i, at]));
    const intervals = feasibleIntervals(
      counts.map((i) => this.known(i, knowsSmall)),
      sums.map((s) => ({
        total: place.get(this.sums[s].total)!,
        parts: this.sums[s].parts.map((i) => place.get(i)!),
      })),
      targets.map((i) => place.get(i)!),
      this.policy.intervalWidth,
    );
    return intervals.map(([low, high]) => high - low + 1);
  }

  private bundleOf(i: number): readonly number[] {
    const { bundle } = this.all[i];
    return bundle === undefined ? [i] : this.bundles.get(bundle)!;
  }

  /** What an attacker knows of a count by itself. */
  private known(i: number, knowsSmall: boolean): BoundedCount {
    const { n, shown, structuralZero } = this.all[i];
    const { threshold } = this.policy;
    if (structuralZero) return { low: 0, high: 0, at: n };
    if (shown && !this.isSuppressed(i)) {
      const [low, high] = countsPrintedAs(roundCount(n, this.policy), this.policy);
      return { low, high, at: n };
    }
    if (!knowsSmall) return { low: 0, high: Infinity, at: n };
    return n < threshold ? { low: 0, high: threshold - 1, at: n } : { low: threshold, high: Infinity, at: n };
  }
}

export function members({ total, parts }: SumOf): number[] {
  return [...parts, total];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
