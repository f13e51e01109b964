import type { CellId, OutcomeName } from "../published/published";

/** Numbers the simulated survey aims at that the paper does not print; the printed ones come from `src/published`. */

/** Forms returned per survey year, all of England (survey website and statistics releases; 2020 on to the nearest 10,000). */
export const RETURNED_FORMS: Readonly<Record<number, number>> = {
  2018: 758165,
  2019: 770512,
  2020: 740000,
  2021: 850000,
  2022: 720000,
  2023: 760000,
};

/**
 * Mean outcome by survey year in the outcome's headline sample, the shape of the paper's Figure 1: stable before 2020, lower
 * in the pandemic, then level; isolation returns. Good experience follows the national results (unweighted 85.7% in 2021).
 * Each series is shifted on the log-odds scale so that its pooled mean is the printed one.
 */
export const YEAR_MEANS: Readonly<Record<OutcomeName, Readonly<Record<number, number>>>> = {
  confidence: { 2018: 0.853, 2019: 0.85, 2020: 0.847, 2021: 0.83, 2022: 0.825, 2023: 0.823 },
  support: { 2018: 0.565, 2019: 0.561, 2020: 0.554, 2021: 0.505, 2022: 0.497, 2023: 0.495 },
  not_isolated: { 2018: 0.937, 2019: 0.936, 2020: 0.934, 2021: 0.871, 2022: 0.912, 2023: 0.933 },
  good_gp: { 2018: 0.87, 2019: 0.864, 2020: 0.853, 2021: 0.857, 2022: 0.764, 2023: 0.756 },
  mh_understood: { 2018: 0.884, 2019: 0.878, 2020: 0.873, 2021: 0.856, 2022: 0.84, 2023: 0.838 },
};

/** Relative frequency of long-term conditions and of mental health needs among respondents, by survey year. */
export const GROUP_TRENDS: Readonly<Record<number, { readonly ltc: number; readonly mhNeeds: number }>> = {
  2018: { ltc: 0.98, mhNeeds: 0.95 },
  2019: { ltc: 0.99, mhNeeds: 0.96 },
  2020: { ltc: 0.995, mhNeeds: 0.98 },
  2021: { ltc: 0.99, mhNeeds: 1.03 },
  2022: { ltc: 1.015, mhNeeds: 1.04 },
  2023: { ltc: 1.025, mhNeeds: 1.04 },
};

/**
 * Standard errors of the log odds ratio of one link worker per 50,000, clustered by network: middles of the ranges that
 * the printed odds ratio, interval, p-value and marginal effect of a cell allow together.
 */
export const STANDARD_ERRORS: Readonly<Record<CellId, number>> = {
  "M1.not_isolated": 0.00225,
  "M1.good_gp": 0.0058,
  "M2.confidence": 0.0022,
  "M2.support": 0.0019,
  "M2.not_isolated": 0.0025,
  "M2.good_gp": 0.006,
  "M2.mh_understood": 0.0048,
  "M3.confidence": 0.00295,
  "M3.support": 0.0027,
  "M3.not_isolated": 0.00255,
  "M3.good_gp": 0.0061,
  "M3.mh_understood": 0.0044,
} as Readonly<Record<CellId, number>>;

/** Exposure by survey year in the real workforce files (December 2022: national series): link workers per 50,000 patients. */
export const EXPOSURES: Readonly<Record<number, { patientWeighted: number; pcnSd: number; shareZero: number }>> = {
  2021: { patientWeighted: 0.712, pcnSd: 1.009, shareZero: 709 / 1254 },
  2022: { patientWeighted: 1.313, pcnSd: 1.419, shareZero: 453 / 1254 },
  2023: { patientWeighted: 1.911, pcnSd: 1.72, shareZero: 0.28 },
};
