import { disclosureError } from "./disclosureError";
import { impliedCounts } from "./impliedCounts";
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

/** What becomes of a group of counts. */
export interface GroupDecision {
  readonly decisions: ReadonlyMap<string, CountDecision>;
  /** Counts withheld by earlier outputs that the sums of this group leave too narrow. The review sheet says how many. */
  readonly narrowed: readonly string[];
}

/** What becomes of a requested count. */
export interface CountDecision {
  readonly released: boolean;
  /** Rules that withheld it: `threshold`, `practices`, `pcns`, `class`, `differencing`, `sum-adds-up`, `secondary`, `exposed`. */
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
  /**
   * Decides a group of counts at once; later groups take the earlier decisions as given. Declare all sums that the counts are members of,
   * with the members that are never printed too: what follows from a sum declared later was not protected before.
   */
  decide(requests: readonly RequestedCount[], sums: readonly Sum[]): GroupDecision;
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
      const merged = newRequests(requests, entries);
      const decisions = () => new Map(requests.map(({ key }) => [key, entries.get(key)!.decision]));
      if (merged.length === 0 && newSums.every((sum) => sums.has(sumKey(sum))))
        return { decisions: decisions(), narrowed: [] };
      const counts = new Map([...entries.values(), ...merged].map(({ key, n }) => [key, n]));
      const wrong = newSums.filter((sum) => !mayAddUp(sum, counts));
      const fresh = merged.map((one) => (isMember(one, wrong) ? failing(one, "sum-adds-up") : one));
      for (const sum of newSums) if (!wrong.includes(sum)) sums.set(sumKey(sum), sum);
      const past = [...earlier, ...present().map(asReleased)];
      const refused = differencing(fresh, past, policy);
      const variables = [
        ...[...entries.values()].filter(({ key }) => !fresh.some((one) => one.key === key)).map(fixedVariable),
        ...fresh.map((one) => freeVariable(one, refused.has(one.key))),
      ];
      const implied = impliedCounts(variables, [...sums.values()], policy);
      const { protection, exposed } = protectCounts([...variables, ...implied.variables], implied.sums, policy);
      const narrowed = exposed.filter((key) => entries.get(key)?.shown && !isExposed(entries.get(key)!));
      for (const key of narrowed) entries.set(key, exposing(entries.get(key)!));
      for (const one of fresh) {
        const rules = [
          ...one.failed,
          ...(refused.has(one.key) ? ["differencing"] : []),
          ...(protection.get(one.key) === "secondary" ? ["secondary"] : []),
          ...(exposed.includes(one.key) ? ["exposed"] : []),
        ];
        entries.set(one.key, { ...one, decision: { released: one.shown && rules.length === 0, rules } });
      }
      return { decisions: decisions(), narrowed };
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

/** Whether a sum holds as far as its members are known. */
function mayAddUp({ total, parts }: Sum, n: ReadonlyMap<string, number>): boolean {
  const met = parts.filter((key) => n.has(key));
  const sum = met.reduce((all, key) => all + n.get(key)!, 0);
  if (!n.has(total)) return true;
  return met.length === parts.length ? sum === n.get(total) : sum <= n.get(total)!;
}

function isMember({ key }: RequestedCount, sums: readonly Sum[]): boolean {
  return sums.some(({ total, parts }) => total === key || parts.includes(key));
}

function failing(one: RequestedCount, rule: string): RequestedCount {
  return { ...one, failed: [...one.failed, rule] };
}

const isExposed = ({ decision }: DecidedCount): boolean => decision.rules.includes("exposed");

function exposing(one: DecidedCount): DecidedCount {
  return { ...one, decision: { ...one.decision, rules: [...one.decision.rules, "exposed"] } };
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
