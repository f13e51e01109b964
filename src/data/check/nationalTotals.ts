/**
 * England's link workers, full-time equivalents by period, as the publisher's bulletin tables print them: Primary Care Network Workforce,
 * England, FTE by role (release of November 2025, all genders), the two link-worker labels added.
 */
export const PUBLISHED_LINK_WORKER_FTE: Readonly<Record<string, number>> = {
  "2020-03": 112.3248,
  "2020-12": 852.45,
  "2021-12": 1611.9755,
  "2022-09": 2046.9905,
  "2022-12": 2344.7652,
  "2023-03": 2634.7049,
};

/** Questionnaires returned by survey year, where the survey's own pages give them to the unit (codebook, section 1). */
export const PUBLISHED_RETURNS: Readonly<Record<number, number>> = { 2018: 758_165, 2019: 770_512 };
