import { formatP } from "../exhibit/formatCell";
import { roundDecimal } from "../exhibit/roundDecimal";
import { normalTwoSidedP } from "../model/normal";
import type { Naive, PrintedCell } from "./types";

/** Recomputes p as if odds ratio and interval were exact, as simple checkers do. */
export function naiveRecomputation(cell: PrintedCell, ciZ: number): Naive {
  const { or, ci_low: low, ci_high: high, p } = cell.values;
  if (!or || !low || !high || !(or.value > 0 && low.value > 0 && high.value > low.value)) {
    return { se: null, p: null, agrees: null };
  }
  const se = Math.log(high.value / low.value) / (2 * ciZ);
  const value = normalTwoSidedP(Math.log(or.value) / se);
  if (p === undefined) return { se, p: value, agrees: null };
  const bound = /[<>≤≥]/.test(p.text);
  const agrees = bound ? value >= p.low && value <= p.high : Number(roundDecimal(value, p.decimals)) === p.value;
  return { se, p: value, agrees };
}

/** The naive p in the words of tables. */
export function naiveText({ p }: Naive): string {
  return p === null ? "" : formatP(p);
}
