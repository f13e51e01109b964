import { roundDecimal } from "../exhibit/roundDecimal";
import type { CountChange, RuleOutcome } from "./decision";
import { dominanceRule } from "./dominance";
import { fitRules, levelRule } from "./fitRules";
import type { DisclosurePolicy } from "./policy";
import type { ReleaseLedger, RequestedCount } from "./releaseLedger";
import { roundCount } from "./rounding";
import type { CountBehind, OrganisationsBehind, People, ShareBehind, Sum, Underlying } from "./underlying";

/** A value on its way out. */
export interface Candidate {
  /** Names the value among those of the output. */
  readonly id: string;
  readonly value: number;
  /** Decimals it is printed with; more are never released. */
  readonly decimals: number;
  readonly underlying: Underlying | undefined;
}

/** What is left of it. */
export interface ClearedValue {
  /** Null when withheld. */
  readonly value: number | null;
  /** Rules that withheld it. */
  readonly rules: readonly string[];
}

/** All values of one output after the gate. */
export interface ClearedValues {
  readonly values: ReadonlyMap<string, ClearedValue>;
  readonly rules: readonly RuleOutcome[];
  /** PRIVATE. */
  readonly counts: readonly CountChange[];
}

/**
 * Decides the values of one output together: counts and shares as one system of sums, means by dominance, estimates by rule 7. A value
 * without underlying information is withheld.
 */
export function clearValues(
  candidates: readonly Candidate[],
  { scope, sums = [], policy, ledger }: ClearOptions,
): ClearedValues {
  const requests = new Map(candidates.map((one) => [one.id, requestsOf(one, scope, policy)]));
  const { decisions, narrowed } = ledger.decide(
    [...requests.values()].flatMap(({ counts }) => counts),
    [...sums, ...[...requests.values()].flatMap((one) => one.sums)],
  );
  const totals = recomputedTotals(candidates, scope, sums, policy, (key) => decisions.get(key)?.released ?? false);
  const values = new Map<string, ClearedValue>();
  const found: RuleOutcome[] = [];
  for (const one of candidates) {
    const own = requests.get(one.id)!;
    const failed = [
      ...own.counts.flatMap(({ key }) => decisions.get(key)!.rules),
      ...own.failed.map(({ rule }) => rule),
    ];
    found.push(...own.failed);
    const value = failed.length > 0 ? null : releasedValue(one, scope, policy, totals);
    values.set(one.id, { value, rules: [...new Set(failed)] });
  }
  return {
    values,
    rules: [...summary(values, found), ...narrowing(narrowed.length)],
    counts: changes(candidates, values),
  };
}

export interface ClearOptions {
  /** Name of the output, before the default names of its populations. */
  readonly scope: string;
  readonly sums?: readonly Sum[];
  readonly policy: DisclosurePolicy;
  readonly ledger: ReleaseLedger;
}

interface Requests {
  readonly counts: readonly RequestedCount[];
  readonly sums: readonly Sum[];
  readonly failed: readonly RuleOutcome[];
}

function requestsOf({ id, underlying }: Candidate, scope: string, policy: DisclosurePolicy): Requests {
  if (underlying === undefined) return failing("underlying-is-known", "no underlying counts were given");
  switch (underlying.role) {
    case "public":
      return { counts: [], sums: [], failed: [] };
    case "count":
      return countRequests(underlying, `${scope}: ${id}`, policy);
    case "share":
      return shareRequests(underlying, `${scope}: ${id}`, policy);
    case "organisations":
      return organisationRequests(underlying, policy);
    case "mean": {
      const outcome = dominanceRule(underlying.sum, underlying.largest, policy);
      const { counts } = countRequests({ ...underlying, role: "count" }, `${scope}: ${id}`, policy);
      return { counts, sums: [], failed: outcome.status === "pass" ? [] : [outcome] };
    }
    case "estimate": {
      const { fit, term, also = [] } = underlying;
      const whole = [fit, ...also].flatMap((one) => fitRules(one, policy));
      const rules = [...whole, ...(term === undefined ? [] : [levelRule(fit, term, policy)])];
      return { counts: [], sums: [], failed: rules.filter(({ status }) => status !== "pass") };
    }
  }
}

function failing(rule: string, detail: string): Requests {
  return { counts: [], sums: [], failed: [{ rule, status: "fail", detail }] };
}

function countRequests(people: CountBehind, name: string, policy: DisclosurePolicy): Requests {
  const { n, within, family, structuralZero } = people;
  const failed = structuralZero && n === 0 ? [] : failedAlone(people, n, policy);
  const key = people.population ?? name;
  return { counts: [{ key, n, shown: true, failed, within, family, structuralZero }], sums: [], failed: [] };
}

/** A share prints its numerator, and what is left of the denominator, together. */
function shareRequests(share: ShareBehind, name: string, policy: DisclosurePolicy): Requests {
  const { n, events, within, family, numerator = `with ${name}`, among = share } = share;
  const all = share.population ?? name;
  const rest = n - events;
  const small = Math.min(events, rest) < policy.threshold;
  const whole = events === 0 || rest === 0;
  const parts = [...organisationRules(among, policy), ...(small ? ["threshold"] : []), ...(whole ? ["class"] : [])];
  const part = (key: string, count: number): RequestedCount => ({
    key,
    n: count,
    shown: true,
    failed: parts,
    bundle: `${all} | ${numerator}`,
  });
  const [yes, no] = [share.numerator ?? `${all} | ${numerator}`, `${all} | without ${numerator}`];
  return {
    counts: [
      { key: all, n, shown: true, failed: failedAlone(share, n, policy), within, family },
      part(yes, events),
      part(no, rest),
    ],
    sums: [{ total: all, parts: [yes, no] }],
    failed: [],
  };
}

function organisationRequests(behind: OrganisationsBehind, policy: DisclosurePolicy): Requests {
  const few = behind.organisations < Math.max(policy.minPractices, policy.minPcns);
  const failed = [...new Set([...(few ? ["organisations"] : []), ...failedAlone(behind, behind.n, policy)])];
  return {
    counts: [],
    sums: [],
    failed: failed.map((rule) => ({ rule, status: "fail", detail: "too few respondents or organisations" })),
  };
}

function failedAlone(people: People, n: number, policy: DisclosurePolicy): string[] {
  return [...(n < policy.threshold ? ["threshold"] : []), ...organisationRules(people, policy)];
}

function organisationRules(
  { practices, pcns }: Pick<People, "practices" | "pcns">,
  { minPractices, minPcns }: DisclosurePolicy,
): string[] {
  const enough = (practices ?? 0) >= minPractices && (pcns ?? 0) >= minPcns;
  return enough ? [] : ["organisations"];
}

function releasedValue(
  { id, value, decimals, underlying }: Candidate,
  scope: string,
  policy: DisclosurePolicy,
  totals: ReadonlyMap<string, number>,
): number {
  switch (underlying!.role) {
    case "public":
      return value;
    case "count": {
      const { n, sign = 1, offset = 0, population } = underlying as CountBehind;
      return sign * (totals.get(population ?? `${scope}: ${id}`) ?? roundCount(n, policy)) + offset + 0;
    }
    case "share": {
      const { n, events, scale } = underlying as ShareBehind;
      return atDecimals((scale * roundCount(events, policy)) / roundCount(n, policy), decimals);
    }
    case "organisations":
      return roundCount((underlying as OrganisationsBehind).organisations, policy);
    default:
      return atDecimals(value, decimals);
  }
}

/** Rule 5: a printed total is the sum of its printed parts, where the output prints all parts; parts that are totals are resolved first. */
function recomputedTotals(
  candidates: readonly Candidate[],
  scope: string,
  sums: readonly Sum[],
  policy: DisclosurePolicy,
  isReleased: (key: string) => boolean,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id, underlying } of candidates) {
    if (underlying?.role === "count") counts.set(underlying.population ?? `${scope}: ${id}`, underlying.n);
  }
  const within = sums
    .filter(({ total, parts }) => [total, ...parts].every((key) => counts.has(key)))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  // A total of several sums (the same people by year and by answer) cannot be the sum of the printed parts of each: it is rounded itself.
  const single = ({ total }: Sum) => within.filter((sum) => sum.total === total).length === 1;
  const sumOf = new Map(within.filter(single).map((sum) => [sum.total, sum]));
  const isPrinted = (key: string): boolean => sumOf.get(key)?.parts.some(isPrinted) ?? isReleased(key);
  const printed = (key: string): number => {
    const sum = sumOf.get(key);
    // Where every part is withheld nothing is left to add up.
    if (sum && isPrinted(key)) return sum.parts.reduce((total, part) => total + printed(part), 0);
    return isReleased(key) ? roundCount(counts.get(key)!, policy) : 0;
  };
  return new Map([...sumOf.keys()].map((key) => [key, printed(key)]));
}

/** One line for each rule, worst status first met. */
function summary(values: ReadonlyMap<string, ClearedValue>, found: readonly RuleOutcome[]): RuleOutcome[] {
  const all = [...values.values()];
  const withheld = (rule: string) => all.filter(({ rules }) => rules.includes(rule)).length;
  const names = [...new Set(all.flatMap(({ rules }) => rules))].sort();
  const reviews = found.filter(({ status }) => status === "review").map(({ rule }) => rule);
  return names.map((rule) => ({
    rule,
    status: reviews.includes(rule) ? "review" : "fail",
    detail: `${withheld(rule)} of ${all.length} values withheld`,
  }));
}

/** What this output gives away of earlier ones, for the checker to decide. */
function narrowing(count: number): RuleOutcome[] {
  const detail = `with its sums, ${count} counts withheld in earlier outputs are too narrow`;
  return count === 0 ? [] : [{ rule: "exposed", status: "review", detail }];
}

function changes(candidates: readonly Candidate[], values: ReadonlyMap<string, ClearedValue>): CountChange[] {
  return candidates.flatMap(({ id, underlying }) => {
    if (underlying === undefined || underlying.role === "public") return [];
    const after = values.get(id)!.value;
    if (underlying.role === "estimate") return [{ key: id, before: underlying.fit.n, after: null }];
    const before = underlying.role === "share" ? underlying.events : underlying.n;
    return [{ key: id, before, after: underlying.role === "count" ? after : null }];
  });
}

function atDecimals(value: number, decimals: number): number {
  return Number.isFinite(value) ? Number(roundDecimal(value, decimals)) : value;
}
