import { type OutcomeName, published } from "../../published/published";
import type { PracticeYear } from "../answerFrame";
import { placeShares } from "../effects";
import { RETURNED_FORMS } from "../targets";
import type { Quotas } from "./quotas";
import { type SampleMeans, sampleSize, type YearMeans } from "./yearTargets";

/** The survey as drawn so far: practices with rows per year, quotas and means. */
export interface SurveyPlan {
  readonly years: readonly number[];
  readonly practices: readonly (readonly PracticeYear[])[];
  readonly rows: readonly (readonly number[])[];
  readonly quotas: readonly Quotas[];
  readonly means: readonly YearMeans[];
}

/**
 * Parts of the variance of the exposure's log odds ratio, clustered by network, before anything is drawn. With x the exposure
 * less its year's mean, n rows, w = p(1 - p) and independent place effects,
 *
 *   V = A^-1 [A + sd_pcn^2 sum_g (sum_t n w x)^2 + sd_pcnYear^2 sum_gt (n w x)^2 + sd_practice^2 sum_p (sum_t n w x)^2] A^-1
 *
 * with A = sum n w x^2. Covariates are left out: they hardly vary with the exposure.
 * @param size `full` blows counts up to the networks and forms of the study, `actual` takes them as they are
 * @returns A and the bracket's second part at standard deviations `placeShares`
 */
export function expectedVariance(
  plan: SurveyPlan,
  outcome: OutcomeName,
  sample: keyof SampleMeans,
  size: "full" | "actual",
): { readonly bread: number; readonly meat: number } {
  const { copies, perNetwork } = size === "full" ? blowUp(plan) : { copies: 1, perNetwork: 1 };
  const byPcn = new Map<string, number>();
  const byPcnYear = new Map<string, number>();
  const byPractice = new Map<string, number>();
  let bread = 0;
  plan.years.forEach((year, t) => {
    const practices = plan.practices[t];
    const inPcn = practices.map((row, i) => (row.pcn === "" ? 0 : plan.rows[t][i]));
    const total = inPcn.reduce((a, b) => a + b, 0);
    if (total === 0) return;
    const mean = practices.reduce((sum, row, i) => sum + inPcn[i] * row.exposure, 0) / total;
    const p = plan.means[t][outcome][sample] ?? 0.8;
    const each = (sampleSize(plan.quotas[t], outcome, sample) / total) * perNetwork * p * (1 - p);
    practices.forEach((row, i) => {
      const x = row.exposure - mean;
      const weight = inPcn[i] * each;
      bread += copies * weight * x * x;
      add(byPcn, row.pcn, weight * x);
      add(byPcnYear, `${row.pcn} ${year}`, weight * x);
      add(byPractice, row.practice, weight * x);
    });
  });
  const meat =
    placeShares.pcn ** 2 * squares(byPcn) +
    placeShares.pcnYear ** 2 * squares(byPcnYear) +
    placeShares.practice ** 2 * squares(byPractice);
  return { bread, meat: copies * meat };
}

/** How many copies of this frame's networks the study has, and how many times more forms each. */
function blowUp(plan: SurveyPlan): { copies: number; perNetwork: number } {
  const networks = new Set(plan.practices.flat().map((row) => row.pcn));
  networks.delete("");
  const forms = plan.rows.flat().reduce((a, b) => a + b, 0);
  const full = plan.years.reduce((sum, year) => sum + (RETURNED_FORMS[year] ?? 0), 0);
  const copies = published.counts.pcns / Math.max(1, networks.size);
  return { copies, perNetwork: full / Math.max(1, forms) / copies };
}

function add(totals: Map<string, number>, key: string, amount: number): void {
  totals.set(key, (totals.get(key) ?? 0) + amount);
}

function squares(totals: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const total of totals.values()) sum += total * total;
  return sum;
}
