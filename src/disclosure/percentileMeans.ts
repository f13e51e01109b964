import { roundDecimal } from "../exhibit/roundDecimal";
import type { Box } from "../figure/boxFigure";
import { dominanceRule } from "./dominance";
import type { DisclosurePolicy } from "./policy";
import { roundCount } from "./rounding";

/**
 * The mean of the values nearest in rank to a quantile, so that no single unit is shown.
 * @param sorted ascending, at least `count` values
 * @param p 0 to 1
 */
export function percentileMean(sorted: readonly number[], p: number, count: number): number {
  const centre = (sorted.length - 1) * p;
  const start = Math.min(Math.max(0, Math.round(centre - (count - 1) / 2)), sorted.length - count);
  const near = sorted.slice(start, start + count);
  return near.reduce((sum, value) => sum + value, 0) / count;
}

/**
 * A box that shows no single unit: whiskers at the 5th and 95th percentile, each percentile the mean of the nearest values, no
 * outliers, the mean only when no unit dominates. Null below the smallest number of units.
 */
export function protectedBox(
  label: string,
  values: readonly number[],
  decimals: number,
  policy: DisclosurePolicy,
): Box | null {
  if (values.length < policy.minBox) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (p: number) => rounded(percentileMean(sorted, p, policy.percentileValues), decimals);
  const sum = sorted.reduce((total, value) => total + value, 0);
  const dominance = dominanceRule(sum, [sorted.at(-1)!, sorted.at(-2)!], policy);
  const mean = dominance.status === "pass" ? { mean: rounded(sum / values.length, decimals) } : {};
  const [low, q1, median, q3, high] = [0.05, 0.25, 0.5, 0.75, 0.95].map(at);
  return { label, low, q1, median, q3, high, ...mean, n: roundCount(values.length, policy) };
}

function rounded(value: number, decimals: number): number {
  return Number(roundDecimal(value, decimals));
}
