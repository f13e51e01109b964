import type { LogitFit } from "../model/types";
import type { RuleOutcome } from "./decision";
import type { DisclosurePolicy } from "./policy";
import type { FitFacts } from "./underlying";

/** What rule 7 needs of a fit beside the fit itself; counted from the frame. */
export interface FitCounts {
  /** Names the sample: `M2.good_gp`. */
  readonly population: string;
  readonly practices: number;
  /** Cell of each level's coefficient (dummy = 1), by coefficient name. */
  readonly levels: FitFacts["levels"];
  readonly patterns?: number;
  readonly sample?: FitFacts["sample"];
}

/** The facts of a fit as plain data. */
export function fitFacts(fit: LogitFit, counts: FitCounts): FitFacts {
  return {
    ...counts,
    n: fit.n,
    events: fit.events,
    clusters: fit.clusters,
    parameters: fit.terms.length,
    termCount: fit.spec.terms.length,
  };
}

/** Rule 7 for a model as a whole. */
export function fitRules(facts: FitFacts, policy: DisclosurePolicy): RuleOutcome[] {
  const { threshold, minResidualDf, minClusters, minPractices, minPcns } = policy;
  const check = (rule: string, holds: boolean, detail: string): RuleOutcome => ({
    rule,
    status: holds ? "pass" : "fail",
    detail,
  });
  const { n, events, clusters, practices, parameters } = facts;
  return [
    check(
      "threshold",
      events >= threshold && n - events >= threshold,
      `at least ${threshold} with and without the outcome`,
    ),
    check("residual-df", n - parameters >= minResidualDf, `at least ${minResidualDf} residual degrees of freedom`),
    check(
      "organisations",
      practices >= minPractices && clusters >= Math.max(minPcns, minClusters),
      `at least ${minPractices} practices and ${Math.max(minPcns, minClusters)} clusters`,
    ),
    check("model-is-no-table", !isTable(facts), "not saturated, and more than the cells of one factor"),
  ];
}

/** Rules 7 and 3 for the coefficient of a level: enough people of each outcome value, practices and PCNs in its cell. Numeric terms have no cell. */
export function levelRule(facts: FitFacts, term: string, policy: DisclosurePolicy): RuleOutcome {
  const { threshold, minPractices, minPcns } = policy;
  // The cell of an interaction `x:factor=level` is that of the level.
  const level = facts.levels[term] ?? facts.levels[term.slice(term.indexOf(":") + 1)];
  const isLevel = term.includes("=");
  const people = level !== undefined && level.events >= threshold && level.nonEvents >= threshold;
  const places = (level?.practices ?? 0) >= minPractices && (level?.pcns ?? 0) >= minPcns;
  return {
    rule: "threshold-of-level",
    status: !isLevel || (people && places) ? "pass" : "fail",
    detail: `at least ${threshold} of each outcome value, ${minPractices} practices and ${minPcns} PCNs in the level's cell`,
  };
}

/** Rule 8: a saturated model, or one factor alone, is a table in other words. A lone term whose patterns were not counted counts as one. */
function isTable({ patterns, parameters, termCount }: FitFacts): boolean {
  return patterns === undefined ? termCount <= 1 : parameters >= patterns;
}
