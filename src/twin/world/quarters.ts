/** A workforce return: the quarter's end, its share of networks reporting and the link workers wanted in England. */
export interface Quarter {
  /** YYYY-MM. */
  readonly period: string;
  readonly year: number;
  readonly month: number;
  /** Last day, YYYYMMDD. */
  readonly day: string;
  /** Position in the series. */
  readonly index: number;
  /** Networks that report, of about 1,254. */
  readonly reporting: number;
  /** Share of the reporting networks with a link worker. */
  readonly withLinkWorker: number;
  /** Link workers per 50,000 patients over all networks, absent ones read as 0. */
  readonly per50k: number;
  /** Standard deviation over mean of the positive rates. */
  readonly spread: number;
  /** Position among the financial years of the list sizes. */
  readonly listYear: number;
}

/** Reporting, shares and rates of the real files; December 2022 from the national series and the trend. */
const SERIES: readonly (readonly [string, number, number, number, number])[] = [
  ["2020-03", 188, 0.564, 0.096, 0.45],
  ["2020-06", 497, 0.648, 0.362, 0.48],
  ["2020-09", 632, 0.677, 0.515, 0.51],
  ["2020-12", 758, 0.719, 0.712, 0.535],
  ["2021-03", 855, 0.738, 0.903, 0.55],
  ["2021-06", 920, 0.748, 1.04, 0.57],
  ["2021-09", 984, 0.765, 1.17, 0.59],
  ["2021-12", 1029, 0.779, 1.313, 0.61],
  ["2022-03", 1060, 0.788, 1.42, 0.615],
  ["2022-06", 1077, 0.805, 1.553, 0.62],
  ["2022-09", 1105, 0.803, 1.661, 0.628],
  ["2022-12", 1120, 0.81, 1.911, 0.57],
];

export const QUARTERS: readonly Quarter[] = SERIES.map(([period, reporting, withLinkWorker, per50k, spread], index) => {
  const year = Number(period.slice(0, 4));
  const month = Number(period.slice(5));
  const day = `${year}${String(month).padStart(2, "0")}${month === 6 || month === 9 ? 30 : 31}`;
  // March 2020 falls in 2019-20, the next four returns in 2020-21, and so on.
  const listYear = year - 2018 + (month > 3 ? 1 : 0);
  return { period, year, month, day, index, reporting, withLinkWorker, per50k, spread, listYear };
});
