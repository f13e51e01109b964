import { ARRS_ANY, ARRS_ROLES, ARRS_SHARE, ARRS_TOTAL } from "../coding";
import type { ArrsFte, PcnYear } from "./types";

/**
 * Rates of the scheme's roles per `perPatients` patients by PCN-year, missing where the exposure is missing; with the share of the total
 * FTE that are link workers (0 where there is no staff) and whether there is any.
 */
export function arrsRates(
  pcnYears: readonly PcnYear[],
  arrs: readonly ArrsFte[],
  perPatients: number,
): Readonly<Record<string, readonly number[]>> {
  const column = (value: (row: PcnYear, fte: ArrsFte) => number): readonly number[] =>
    pcnYears.map((row, i) => (Number.isNaN(row.rate) ? Number.NaN : value(row, arrs[i])));
  const rates = [...ARRS_ROLES, ARRS_TOTAL].map(({ column: name }) => {
    const rate = column(({ patients }, fte) => (patients > 0 ? (fte[name] / patients) * perPatients : 0));
    return [name, rate] as const;
  });
  const total = (fte: ArrsFte): number => fte[ARRS_TOTAL.column];
  return {
    ...Object.fromEntries(rates),
    [ARRS_SHARE]: column((row, fte) => (total(fte) > 0 ? row.fte / total(fte) : 0)),
    [ARRS_ANY]: column((_, fte) => (total(fte) > 0 ? 1 : 0)),
  };
}
