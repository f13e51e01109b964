import { type CellId, type OutcomeName, published } from "../../published/published";
import { apportion } from "../../util/apportion";
import { GROUP_TRENDS } from "../targets";

/** Respondents by long-term condition and mental health needs, in the order of `GROUPS`. */
export type GroupCounts = readonly [both: number, ltc: number, mhNeeds: number, neither: number];

/** The groups by number: 0 both, 1 long-term condition only, 2 mental health needs only, 3 neither. */
export const GROUPS = ["both", "ltc", "mhNeeds", "neither"] as const;

/** Outcomes whose answers are drawn by quota; `mh_understood` is valid for all with mental health needs, by definition. */
export type QuotaOutcome = Exclude<OutcomeName, "mh_understood">;

/** Exact numbers of respondents with all covariates and a network. */
export interface Quotas {
  readonly complete: GroupCounts;
  /** Of these, with a valid answer. */
  readonly valid: Readonly<Record<QuotaOutcome, GroupCounts>>;
}

/** Share with a valid answer on the overall experience where the paper's numbers leave it open. */
const ANSWERING = { ltc: 0.985, neither: 0.98 };

/**
 * Numbers by group that give every cell of Table 3 its N times `share`, to the respondent. M2 and M3 overlap in group
 * "both"; where only their sums are printed, "both" answers as often as all with mental health needs.
 */
export function quotasAt(share: number): Quotas {
  const n = (id: CellId) => Math.round((published.cells.find((cell) => cell.id === id)?.n.value ?? 0) * share);
  const both = n("M2.mh_understood");
  const mhNeeds = n("M3.mh_understood") - both;
  const everyone = (outcome: "good_gp" | "not_isolated"): GroupCounts => {
    const inBoth = Math.round((both * n(`M3.${outcome}`)) / Math.max(1, both + mhNeeds));
    const inMh = n(`M3.${outcome}`) - inBoth;
    return [inBoth, n(`M2.${outcome}`) - inBoth, inMh, n(`M1.${outcome}`) - n(`M2.${outcome}`) - inMh];
  };
  const conditions = (outcome: "confidence" | "support"): GroupCounts => [
    n(`M3.${outcome}`),
    n(`M2.${outcome}`) - n(`M3.${outcome}`),
    0,
    0,
  ];
  const goodGp = everyone("good_gp");
  const ltc = Math.ceil(goodGp[1] / ANSWERING.ltc);
  const neither = Math.ceil(goodGp[3] / ANSWERING.neither);
  return {
    complete: [both, ltc, mhNeeds, neither],
    valid: {
      good_gp: goodGp,
      not_isolated: everyone("not_isolated"),
      confidence: conditions("confidence"),
      support: conditions("support"),
    },
  };
}

/** Splits quotas over survey years in proportion to the rows each year can give; the years add up exactly. */
export function splitQuotas(quotas: Quotas, years: readonly number[], rows: readonly number[]): Quotas[] {
  const [both, ltc, mhNeeds, neither] = quotas.complete;
  const complete = apportion(rows, both + ltc + mhNeeds + neither);
  const trended = (total: number, trend: (year: number) => number) =>
    apportion(
      complete.map((count, t) => count * trend(years[t])),
      total,
    );
  const ltcTrend = (year: number) => GROUP_TRENDS[year]?.ltc ?? 1;
  const mhTrend = (year: number) => GROUP_TRENDS[year]?.mhNeeds ?? 1;
  const groups = [trended(both, (y) => ltcTrend(y) * mhTrend(y)), trended(ltc, ltcTrend), trended(mhNeeds, mhTrend)];
  groups.push(complete.map((count, t) => count - groups[0][t] - groups[1][t] - groups[2][t]));
  const valid = (outcome: QuotaOutcome) => groups.map((sizes, k) => apportion(sizes, quotas.valid[outcome][k]));
  const good = valid("good_gp");
  const isolation = valid("not_isolated");
  const confidence = valid("confidence");
  const support = valid("support");
  const at = (counts: readonly number[][], t: number) => counts.map((of) => of[t]) as unknown as GroupCounts;
  return years.map((_, t) => ({
    complete: at(groups, t),
    valid: {
      good_gp: at(good, t),
      not_isolated: at(isolation, t),
      confidence: at(confidence, t),
      support: at(support, t),
    },
  }));
}
