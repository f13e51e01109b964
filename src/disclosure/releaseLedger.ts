import { disclosureError } from "./disclosureError";
import type { DisclosurePolicy } from "./policy";
import { type CountVariable, protectCounts } from "./protectCounts";
import { roundCount } from "./rounding";
import type { People, Sum } from "./underlying";

/** A count that an output wants to print, or that takes part in a sum. */
export interface RequestedCount extends Pick<People, "n" | "within" | "family"> {
  readonly key: string;
  readonly shown: boolean;
  /** Rules that it fails by itself; empty when it passes them. */
  readonly failed: readonly string[];
  readonly bundle?: string;
  readonly structuralZero?: boolean;
}

/** What becomes of a requested count. */
export interface CountDecision {
  readonly released: boolean;
  /** Rules that withheld it: `threshold`, `practices`, `pcns`, `class`, `differencing`, `secondary`, `exposed`. */
  readonly rules: readonly string[];
}

/** A count of an earlier run. PRIVATE: exact. */
export interface ReleasedCount {
  readonly key: string;
  readonly n: number;
  readonly within: readonly string[];
  readonly family?: string;
}

/** Every count of a study that left or was withheld, exact and therefore private, with the sums that connect them. */
export interface ReleaseLedger {
  /** Decides a group of counts at once; later groups take the earlier decisions as given. */
  decide(requests: readonly RequestedCount[], sums: readonly Sum[]): ReadonlyMap<string, CountDecision>;
  /** Released counts of this run and of those before it, to store in the private folder for the next run. */
  released(): readonly ReleasedCount[];
  /** All there is, for the next process of the same run. PRIVATE. */
  state(): LedgerState;
}

/** A count with what became of it. PRIVATE: exact. */
export interface DecidedCount extends RequestedCount {
  readonly decision: CountDecision;
}

/** A ledger as plain data. PRIVATE: exact counts. */
export interface LedgerState {
  readonly earlier: readonly ReleasedCount[];
  readonly entries: readonly DecidedCount[];
  readonly sums: readonly Sum[];
}

/** The ledger of a run, empty or as another process of the run left it. Differences are taken against `earlier` runs too (rule 6). */
export function releaseLedger(policy: DisclosurePolicy, from: Partial<LedgerState> = {}): ReleaseLedger {
  const { earlier = [] } = from;
  const entries = new Map((from.entries ?? []).map((entry) => [entry.key, entry]));
  const sums = new Map((from.sums ?? []).map((sum) => [sumKey(sum), sum]));
  const present = () => [...entries.values()].filter(({ shown, decision }) => shown && decision.released);
  return {
    decide(requests, newSums) {
      const fresh = newRequests(requests, entries);
      for (const sum of newSums) sums.set(sumKey(sum), sum);
      const past = [...earlier, ...present().map(asReleased)];
      const refused = differencing(fresh, past, policy);
      const variables = [
        ...[...entries.values()].filter(({ key }) => !fresh.some((one) => one.key === key)).map(fixedVariable),
        ...fresh.map((one) => freeVariable(one, refused.has(one.key))),
      ];
      const { protection, exposed } = protectCounts(variables, [...sums.values()], policy);
      for (const one of fresh) {
        const rules = [
          ...one.failed,
          ...(refused.has(one.key) ? ["differencing"] : []),
          ...(protection.get(one.key) === "secondary" ? ["secondary"] : []),
          ...(exposed.includes(one.key) ? ["exposed"] : []),
        ];
        entries.set(one.key, { ...one, decision: { released: one.shown && rules.length === 0, rules } });
      }
      return new Map(requests.map(({ key }) => [key, entries.get(key)!.decision]));
    },
    released: () => [...earlier, ...present().map(asReleased)],
    state: () => ({ earlier, entries: [...entries.values()], sums: [...sums.values()] }),
  };
}

/** Requests not decided before, one for each key; a count first met as part of a sum may be shown later. */
function newRequests(
  requests: readonly RequestedCount[],
  entries: ReadonlyMap<string, DecidedCount>,
): RequestedCount[] {
  const fresh = new Map<string, RequestedCount>();
  for (const one of requests) {
    const known = entries.get(one.key) ?? fresh.get(one.key);
    if (known && known.n !== one.n) {
      throw disclosureError(
        "population-has-one-count",
        `the population "${one.key}" is given two different counts. Name different groups differently.`,
      );
    }
    const decided = entries.get(one.key);
    if (decided && (decided.shown || !one.shown)) continue;
    const before = fresh.get(one.key);
    fresh.set(one.key, {
      ...one,
      shown: one.shown || (before?.shown ?? false),
      failed: [...new Set([...one.failed, ...(before?.failed ?? [])])],
      within: [...new Set([...(one.within ?? []), ...(before?.within ?? [])])],
      family: one.family ?? before?.family,
      bundle: one.bundle ?? before?.bundle,
      structuralZero: one.structuralZero ?? before?.structuralZero,
    });
  }
  return [...fresh.values()];
}

function fixedVariable({ key, n, shown, decision, bundle, structuralZero }: DecidedCount): CountVariable {
  return { key, n, shown, primary: shown && !decision.released, bundle, structuralZero, fixed: shown };
}

function freeVariable(
  { key, n, shown, failed, bundle, structuralZero }: RequestedCount,
  refused: boolean,
): CountVariable {
  return { key, n, shown, primary: failed.length > 0 || refused, bundle, structuralZero };
}

/**
 * Keys whose release would differ by 1 to threshold - 1 people from a nested, containing or variant group, or from itself in an
 * earlier run. Larger groups go first, so that the outcome does not depend on the order of the requests.
 */
function differencing(
  fresh: readonly RequestedCount[],
  earlier: readonly ReleasedCount[],
  policy: DisclosurePolicy,
): ReadonlySet<string> {
  const refused = new Set<string>();
  const past = [...earlier];
  const size = ({ n }: RequestedCount) => roundCount(n, policy);
  const inOrder = fresh
    .filter(({ shown, failed }) => shown && failed.length === 0)
    .sort((a, b) => size(b) - size(a) || (a.key < b.key ? -1 : 1));
  for (const one of inOrder) {
    const close = past.some(
      (other) => related(one, other) && one.n !== other.n && Math.abs(one.n - other.n) < policy.threshold,
    );
    if (close) refused.add(one.key);
    else past.push(asReleased(one));
  }
  return refused;
}

function related(one: RequestedCount, other: ReleasedCount): boolean {
  const nested = (one.within ?? []).includes(other.key) || other.within.includes(one.key);
  return one.key === other.key || nested || (one.family !== undefined && one.family === other.family);
}

function asReleased({ key, n, within, family }: RequestedCount): ReleasedCount {
  return { key, n, within: within ?? [], ...(family === undefined ? {} : { family }) };
}

function sumKey({ total, parts }: Sum): string {
  return JSON.stringify([total, [...parts].sort()]);
}
