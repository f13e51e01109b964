import { type CellId, type OutcomeName, published } from "../../published/published";
import { projectWithin } from "../../util/projectWithin";
import { effects } from "../effects";
import type { SurveyPlan } from "./expectedVariance";
import { type SampleMeans, sampleSize } from "./yearTargets";

/** Log odds ratios that act together on an answer, each at fixed values of the others. */
export interface SchemeSlopes {
  readonly linkWorkers: number;
  readonly schemeTotal: number;
  readonly linkWorkerShare: number;
}

/**
 * The slope of link workers beside those of the scheme's total and share, such that a model with link workers alone (Table 3) has the
 * planted one: total and share go with link workers, so what they carry of its effect is taken from it. Linear in the log odds, within
 * survey years, over the respondents of the outcome's headline sample.
 */
export function schemeSlopes(plan: SurveyPlan, outcome: OutcomeName): SchemeSlopes {
  const { linkWorkers, schemeTotal, linkWorkerShare } = effects[outcome];
  const [sample] = (published.headline[outcome] as CellId).split(".") as [keyof SampleMeans];
  const carried = plan.years.flatMap((year, t) => {
    const practices = plan.practices[t];
    const rows = practices.map((row, i) => (row.pcn === "" ? 0 : plan.rows[t][i]));
    const total = rows.reduce((a, b) => a + b, 0);
    const p = plan.means[t][outcome][sample] ?? 0.8;
    const each = total === 0 ? 0 : (sampleSize(plan.quotas[t], outcome, sample) / total) * p * (1 - p);
    return practices.map((row, i) => ({
      group: year,
      weight: rows[i] * each,
      y: schemeTotal * row.schemeTotal + linkWorkerShare * row.linkWorkerShare,
      x: [row.exposure],
    }));
  });
  return { linkWorkers: linkWorkers - projectWithin(carried)[0], schemeTotal, linkWorkerShare };
}
