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

/** Rule 7 for the coefficient of a level: at least the threshold of each outcome value in its cell. Numeric terms have no cell. */
export function levelRule(facts: FitFacts, term: string, { threshold }: DisclosurePolicy): RuleOutcome {
  const level = facts.levels[term];
  const isLevel = term.includes("=");
  const enough = level !== undefined && level.events >= threshold && level.nonEvents >= threshold;
  return {
    rule: "threshold-of-level",
    status: !isLevel || enough ? "pass" : "fail",
    detail: `at least ${threshold} of each outcome value in the level's cell`,
  };
}

/** Rule 8: a saturated model, or one factor alone, is a table in other words. A lone term whose patterns were not counted counts as one. */
function isTable({ patterns, parameters, termCount }: FitFacts): boolean {
  return patterns === undefined ? termCount <= 1 : parameters >= patterns;
}
