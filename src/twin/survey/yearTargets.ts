import { type CellId, type OutcomeName, published } from "../../published/published";
import { YEAR_MEANS } from "../targets";
import type { GroupCounts, Quotas } from "./quotas";

/** Target means of one outcome in one year by sample; a sample without a cell in the paper has none. */
export interface SampleMeans {
  readonly M1?: number;
  readonly M2: number;
  readonly M3: number;
}

export type YearMeans = Readonly<Record<OutcomeName, SampleMeans>>;

/** Groups of `Quotas` in each sample. */
const IN_SAMPLE = { M1: [0, 1, 2, 3], M2: [0, 1], M3: [0, 2] } as const;
type Sample = keyof typeof IN_SAMPLE;

/** Respondents of a sample with a valid answer. */
export function sampleSize(quotas: Quotas, outcome: OutcomeName, sample: Sample): number {
  const mhNeeds: GroupCounts = [quotas.complete[0], 0, quotas.complete[2], 0];
  const counts = outcome === "mh_understood" ? mhNeeds : quotas.valid[outcome];
  return IN_SAMPLE[sample].reduce<number>((sum, group) => sum + counts[group], 0);
}

/** Means by year and sample: the year shape, moved so that every cell's pooled mean is the printed one. */
export function yearTargets(years: readonly number[], quotas: readonly Quotas[]): YearMeans[] {
  const outcomes = Object.keys(YEAR_MEANS) as OutcomeName[];
  const means = outcomes.map((outcome) => {
    const of = (sample: Sample) => series(outcome, sample, years, quotas);
    return { outcome, M1: of("M1"), M2: of("M2"), M3: of("M3") };
  });
  return years.map(
    (_, t) =>
      Object.fromEntries(
        means.map(({ outcome, M1, M2, M3 }) => [outcome, { M1: M1?.[t], M2: M2?.[t], M3: M3?.[t] }]),
      ) as unknown as YearMeans,
  );
}

function series(outcome: OutcomeName, sample: Sample, years: readonly number[], quotas: readonly Quotas[]) {
  const cell = published.cells.find((entry) => entry.id === (`${sample}.${outcome}` as CellId));
  if (cell === undefined) return undefined;
  const shape = years.map((year) => logit(YEAR_MEANS[outcome][year] ?? 0.8));
  const sizes = quotas.map((quota) => sampleSize(quota, outcome, sample));
  const shift = shiftToMean(shape, sizes, cell.meanPct.value / 100);
  return shape.map((value) => expit(value + shift));
}

/** The shift on the log-odds scale that gives a weighted mean, by Newton. */
function shiftToMean(logits: readonly number[], weights: readonly number[], mean: number): number {
  const total = weights.reduce((a, b) => a + b, 0);
  let shift = 0;
  for (let round = 0; round < 50 && total > 0; round++) {
    const p = logits.map((value) => expit(value + shift));
    const gap = p.reduce((sum, value, t) => sum + weights[t] * value, 0) / total - mean;
    const slope = p.reduce((sum, value, t) => sum + weights[t] * value * (1 - value), 0) / total;
    shift -= gap / slope;
    if (Math.abs(gap) < 1e-13) break;
  }
  return shift;
}

function logit(p: number): number {
  return Math.log(p / (1 - p));
}

export function expit(eta: number): number {
  return 1 / (1 + Math.exp(-eta));
}
