import type { OutcomeName } from "../published/published";

/** What is planted for one outcome: log odds ratios, all conditional on each other and on place. */
export interface OutcomeEffects {
  /** One link worker (FTE per 50,000 patients), averaged over places, in a model without the rest of the scheme (Table 3). */
  readonly linkWorkers: number;
  /** Added to `linkWorkers` by income-deprivation decile 1 (most deprived) to 10; all 0 = one effect for everyone. */
  readonly linkWorkersByDecile: readonly number[];
  /** One full-time equivalent of the scheme's staff, of whatever role, per 50,000 patients. */
  readonly schemeTotal: number;
  /** A scheme staffed by link workers only against one without any, at the same numbers. */
  readonly linkWorkerShare: number;
  /** 16-24, 25-34, ..., 75-84, 85 or over. */
  readonly age: readonly number[];
  /** Female, male, other. */
  readonly gender: readonly number[];
  /** By code of `Q49`, 1 to 18; 19 (Roma) counts as 4 (other White). */
  readonly ethnicity: readonly number[];
  /** By code of `Q50`, 1 to 8. */
  readonly employment: readonly number[];
  /** Least against most deprived decile; the deciles between lie on a line. */
  readonly affluence: number;
  readonly rural: number;
}

const NONE = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/** A line over deciles 1 to 10 that crosses 0 at `centre`: the mean decile of the outcome's information, so that the average effect stays as planted. */
const trend = (perDecile: number, centre: number): readonly number[] =>
  NONE.map((_, i) => perDecile * (i + 1 - centre));

/**
 * The planted effects. Link workers: values inside the range each headline cell of the paper allows, unrounded. Over deciles as the paper's
 * section 3.3.3 finds: more for support where least deprived, more for confidence and isolation where most deprived, alike for the others.
 * The scheme as its section 3.3.2 finds: the total goes with support, experience and mental health, the share of link workers with
 * confidence and isolation; sizes such that Table S.9 has them at 2.5 to 3.5 standard errors at full size.
 */
export const effects: Readonly<Record<OutcomeName, OutcomeEffects>> = {
  confidence: {
    linkWorkers: Math.log(1.0057),
    linkWorkersByDecile: trend(-0.003, 5.01),
    schemeTotal: 0,
    linkWorkerShare: 0.06,
    age: [0, 0.02, 0.05, 0.12, 0.3, 0.55, 0.45, 0.2],
    gender: [0, 0.08, -0.6],
    ethnicity: [
      0, 0, -0.35, -0.1, -0.15, -0.15, -0.1, -0.2, -0.2, -0.35, -0.35, -0.3, -0.25, 0.05, -0.1, -0.1, -0.25, -0.25,
    ],
    employment: [0, -0.1, -0.05, -0.6, -1.3, -0.25, -0.35, -0.5],
    affluence: 0.45,
    rural: 0.08,
  },
  support: {
    linkWorkers: Math.log(1.0046),
    linkWorkersByDecile: trend(0.003, 5.39),
    schemeTotal: 0.0016,
    linkWorkerShare: 0,
    age: [0, -0.15, -0.15, -0.05, 0.05, 0.15, 0.25, 0.3],
    gender: [0, 0.06, -0.35],
    ethnicity: [0, 0.05, -0.1, 0, -0.05, 0, -0.05, -0.1, 0.05, 0, 0.05, -0.05, 0.05, 0.15, 0.05, 0, 0, -0.05],
    employment: [0, 0, 0.05, -0.05, 0.1, 0.1, 0.05, -0.1],
    affluence: -0.05,
    rural: -0.03,
  },
  not_isolated: {
    linkWorkers: Math.log(1.0007),
    linkWorkersByDecile: trend(-0.0045, 5.05),
    schemeTotal: 0,
    linkWorkerShare: 0.08,
    age: [0, 0.25, 0.5, 0.65, 0.85, 1.15, 0.95, 0.55],
    gender: [0, 0.2, -1.2],
    ethnicity: [
      0, -0.1, -0.5, -0.25, -0.2, -0.25, -0.2, -0.3, 0.05, 0.05, 0.1, -0.1, 0, -0.15, -0.2, -0.2, -0.25, -0.25,
    ],
    employment: [0, -0.1, -0.25, -0.95, -1.6, -0.25, -0.4, -0.75],
    affluence: 0.35,
    rural: 0.05,
  },
  good_gp: {
    linkWorkers: Math.log(1.0153),
    linkWorkersByDecile: NONE,
    schemeTotal: 0.003,
    linkWorkerShare: 0,
    age: [0, -0.02, 0.05, 0.15, 0.3, 0.6, 0.75, 0.8],
    gender: [0, 0.05, -0.5],
    ethnicity: [
      0, 0.1, -0.25, -0.1, -0.1, -0.1, -0.1, -0.2, -0.25, -0.45, -0.4, -0.35, -0.2, 0.1, -0.1, -0.15, -0.2, -0.25,
    ],
    employment: [0, 0.05, 0.15, -0.1, -0.1, 0.15, 0, -0.15],
    affluence: 0.3,
    rural: 0.3,
  },
  mh_understood: {
    linkWorkers: Math.log(1.0121),
    linkWorkersByDecile: NONE,
    schemeTotal: 0.0025,
    linkWorkerShare: 0,
    age: [0, 0.05, 0.15, 0.25, 0.4, 0.7, 0.75, 0.65],
    gender: [0, 0, -0.45],
    ethnicity: [
      0, 0, -0.2, -0.1, -0.15, -0.1, -0.15, -0.15, -0.3, -0.45, -0.4, -0.3, -0.25, 0, -0.1, -0.1, -0.25, -0.3,
    ],
    employment: [0, 0, -0.05, -0.25, -0.3, 0.05, -0.1, -0.3],
    affluence: 0.2,
    rural: 0.1,
  },
};

/** Place effects are normal: a network's, its own in each year, and a practice's, in this proportion of standard deviations. */
export const placeShares = { pcn: 1, pcnYear: 0.35, practice: 0.5 } as const;

/** The truth that a reproduction on the twin should recover. */
export const plantedTruth = {
  /** Log odds ratio per link worker (FTE per 50,000 patients) by outcome, the same in all samples of the outcome. */
  linkWorkers: Object.fromEntries(
    Object.entries(effects).map(([outcome, effect]) => [outcome, effect.linkWorkers]),
  ) as Readonly<Record<OutcomeName, number>>,
  effects,
  placeShares,
} as const;
