import type { CountComponent } from "./countComponents";
import { CountSystem, members } from "./countSystem";
import type { DisclosurePolicy } from "./policy";
import { secondOfSum, suppressionCandidates } from "./suppressionCandidates";
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
 * suppressed count is left with at least `intervalWidth` whole values given all sums, all printed counts and even the knowledge which
 * suppressed counts are below the threshold. Decisions depend on the rounded counts and on which are small, never on the exact ones,
 * nor on the order of the input.
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
  system.all.forEach(({ primary, shown }, i) => {
    if (primary && shown) system.suppress(i);
  });
  const exposed = system.components.flatMap((part) => new Protector(system, part).protect());
  return { protection: protectionOf(system), exposed: exposed.map((i) => system.all[i].key) };
}

function protectionOf(system: CountSystem): ReadonlyMap<string, Protection> {
  return new Map(
    system.all.map(({ key, shown, primary }, i): [string, Protection] => {
      if (!shown) return [key, "unshown"];
      return [key, system.isSuppressed(i) ? (primary ? "primary" : "secondary") : "published"];
    }),
  );
}

/** What is asked for a count: so many whole values left to an attacker who knows which counts are small, or to one who does not. */
interface Demand {
  readonly width: number;
  readonly knowsSmall: boolean;
}

class Protector {
  /** Of counts for which less than the policy asks can be had. */
  private readonly lower = new Map<number, Demand>();

  constructor(
    private readonly system: CountSystem,
    private readonly part: CountComponent,
  ) {}

  /** Suppresses what this component needs. Returns the counts that stay too narrow. */
  protect(): number[] {
    this.leaveBegunSums();
    this.settleForLess();
    while (this.secondInSum() || this.widen()) {
      // Each pass suppresses at least one more count.
    }
    return this.below(this.system.targets(this.part), () => this.fullDemand);
  }

  /**
   * Prints no more of a sum of which an earlier output withheld a small member: an attacker who reruns the gate learns from what is
   * printed beside it later (measured: 12 of 65 withheld counts of sums of three printed in two halves, least 5 values; none since).
   */
  private leaveBegunSums(): void {
    const { all, sums, policy } = this.system;
    const isSmall = (i: number) => all[i].fixed && this.system.isSuppressed(i) && all[i].n < policy.threshold;
    for (const s of this.part.sums) {
      const each = members(sums[s]);
      if (!each.some(isSmall)) continue;
      for (const i of each) if (this.system.isFree(i)) this.system.suppress(i);
    }
  }

  /** Rule 5: a sum all of whose members are shown has no lone suppressed member. True when one was added. */
  private secondInSum(): boolean {
    const { system } = this;
    for (const s of this.part.sums) {
      const all = members(system.sums[s]);
      if (!all.every((i) => system.all[i].shown)) continue;
      if (all.filter((i) => system.isSuppressed(i)).length !== 1) continue;
      const second = secondOfSum(system, s);
      if (second === undefined) continue;
      system.suppress(second);
      return true;
    }
    return false;
  }

  /** Suppresses more for the first count that is too narrow. True when something was added. */
  private widen(): boolean {
    const { system } = this;
    for (const i of this.below(system.targets(this.part), (one) => this.demand(one))) {
      const near = suppressionCandidates(system, i);
      const isEnough = () => this.below([i], (one) => this.demand(one)).length === 0;
      const chosen = near.slice(0, TRIED).find((group) => system.withSuppressed(group, isEnough)) ?? near[0];
      if (chosen === undefined) continue;
      for (const one of chosen) system.suppress(one);
      return true;
    }
    return false;
  }

  /**
   * Where earlier outputs leave a count too narrow whatever is suppressed now, it is protected from an attacker who does not know
   * which counts are small, as far as those outputs allow: nothing printed now may narrow it further. Without earlier outputs there is no
   * such count: to stop short of a sum would tell why.
   */
  private settleForLess(): void {
    const { system, part } = this;
    if (!part.counts.some((i) => system.all[i].fixed)) return;
    const targets = system.targets(part);
    const free = part.counts.filter((i) => system.isFree(i));
    system.withSuppressed(free, () => {
      const hopeless = this.below(targets, () => this.fullDemand);
      const widths = system.widths(part, hopeless, false);
      hopeless.forEach((i, k) => {
        this.lower.set(i, { width: Math.min(this.fullDemand.width, widths[k]), knowsSmall: false });
      });
    });
  }

  private get fullDemand(): Demand {
    return { width: this.system.policy.intervalWidth, knowsSmall: true };
  }

  private demand(i: number): Demand {
    return this.lower.get(i) ?? this.fullDemand;
  }

  /** The counts that are left with fewer values than demanded. */
  private below(counts: readonly number[], demand: (i: number) => Demand): number[] {
    return [true, false]
      .flatMap((knowsSmall) => {
        const some = counts.filter((i) => demand(i).knowsSmall === knowsSmall);
        const widths = this.system.widths(this.part, some, knowsSmall);
        return some.filter((i, k) => widths[k] < demand(i).width);
      })
      .sort((a, b) => a - b);
  }
}
