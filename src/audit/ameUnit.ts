import { binaryVariance } from "./ameRange";
import type { PrintedCell } from "./types";

/**
 * Unit of average marginal effects whose header does not say: probabilities when |AME| <= |b| m (1 - m) holds so in more than
 * half of the rows that print odds ratio and AME (percentage points would be a hundred times too large), else percentage points.
 */
export function ameUnit(cells: readonly PrintedCell[]): "pp" | "probability" {
  const fits = cells.flatMap(({ values: { or, ame, mean } }) => {
    if (!or || !ame || or.low <= 0) return [];
    const most = Math.max(Math.abs(Math.log(or.low)), Math.abs(Math.log(or.high))) * binaryVariance(mean).high;
    return [Math.min(Math.abs(ame.low), Math.abs(ame.high), Math.abs(ame.value)) <= most && ame.value !== 0];
  });
  return fits.filter(Boolean).length * 2 > fits.length ? "probability" : "pp";
}
