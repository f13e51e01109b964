import type { CellId, OutcomeName } from "../../published/published";
import { Random } from "../../util/random";
import type { PracticeYear } from "../answerFrame";
import { effects, placeShares } from "../effects";
import { RETURNED_FORMS, STANDARD_ERRORS } from "../targets";
import type { Quotas } from "./quotas";
import { type SampleMeans, sampleSize, type YearMeans } from "./yearTargets";

/** Networks and forms of the full-size study. */
const FULL_NETWORKS = 1268;
const FULL_FORMS = Object.values(RETURNED_FORMS).reduce((a, b) => a + b, 0);

/** Standard deviations on the log-odds scale. */
export interface PlaceSds {
  readonly pcn: number;
  readonly pcnYear: number;
  readonly practice: number;
}

/** The survey as drawn so far: practices with rows per year, quotas and means. */
export interface SurveyPlan {
  readonly years: readonly number[];
  readonly practices: readonly (readonly PracticeYear[])[];
  readonly rows: readonly (readonly number[])[];
  readonly quotas: readonly Quotas[];
  readonly means: readonly YearMeans[];
}

/**
 * Place effects whose standard deviations put the clustered standard error of the exposure near the paper's, from the
 * exposures of this frame: with x the exposure less its year's mean, n rows, w = p(1 - p) and independent effects,
 *
 *   V = A^-1 [A + sd_pcn^2 sum_g (sum_t n w x)^2 + sd_pcnYear^2 sum_gt (n w x)^2 + sd_practice^2 sum_p (sum_t n w x)^2] A^-1
 *
 * with A = sum n w x^2. Counts are blown up to the full study's networks and forms, so that a small twin has the same effects as
 * the full one. The variance that is left to place is averaged over the outcome's cells.
 */
export function solvePlaceSds(plan: SurveyPlan): Readonly<Record<OutcomeName, PlaceSds>> {
  const outcomes = Object.keys(effects) as OutcomeName[];
  return Object.fromEntries(outcomes.map((outcome) => [outcome, solveOutcome(plan, outcome)])) as Record<
    OutcomeName,
    PlaceSds
  >;
}

function solveOutcome(plan: SurveyPlan, outcome: OutcomeName): PlaceSds {
  const cells = (["M1", "M2", "M3"] as const).filter((sample) => `${sample}.${outcome}` in STANDARD_ERRORS);
  const squares = cells.map((sample) => {
    const { bread, meat } = expectedVariance(plan, outcome, sample);
    const wanted = STANDARD_ERRORS[`${sample}.${outcome}` as CellId] ** 2 - 1 / bread;
    return bread > 0 && meat > 0 ? Math.max(0, wanted * bread * bread) / meat : 0;
  });
  const scale = Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length);
  return {
    pcn: scale * placeShares.pcn,
    pcnYear: scale * placeShares.pcnYear,
    practice: scale * placeShares.practice,
  };
}

/** Bread A and the meat of unit-scale place effects, at full size. */
function expectedVariance(plan: SurveyPlan, outcome: OutcomeName, sample: keyof SampleMeans) {
  const byPcn = new Map<string, number>();
  const byPcnYear = new Map<string, number>();
  const byPractice = new Map<string, number>();
  const formsInAll = plan.rows.flat().reduce((a, b) => a + b, 0);
  const networks = new Set(plan.practices.flat().map((row) => row.pcn));
  networks.delete("");
  const copies = FULL_NETWORKS / Math.max(1, networks.size);
  const perNetwork = FULL_FORMS / Math.max(1, formsInAll) / copies;
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

function add(totals: Map<string, number>, key: string, amount: number): void {
  totals.set(key, (totals.get(key) ?? 0) + amount);
}

function squares(totals: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const total of totals.values()) sum += total * total;
  return sum;
}

/** The place part of a practice's log odds in a year: three independent draws, each from its own keyed stream. */
export function drawPlaceEffect(seed: number, outcome: OutcomeName, row: PracticeYear, sds: PlaceSds): number {
  const draw = (...keys: (string | number)[]) => new Random(seed, "place", outcome, ...keys).normal();
  // Without a network the practice is its own place.
  const place = row.pcn === "" ? row.practice : row.pcn;
  return sds.pcn * draw(place) + sds.pcnYear * draw(place, row.year) + sds.practice * draw("practice", row.practice);
}

/**
 * Coefficient of the exposure given place that averages to the planted one over places: normal effects of variance v pull a
 * logit coefficient towards 0 by sqrt(1 + c^2 v), c = 16 sqrt(3) / (15 pi) (Zeger, Liang and Albert, Biometrics 1988).
 */
export function conditionalFactor(sds: PlaceSds): number {
  const c = (16 * Math.sqrt(3)) / (15 * Math.PI);
  return Math.sqrt(1 + c * c * (sds.pcn ** 2 + sds.pcnYear ** 2 + sds.practice ** 2));
}
