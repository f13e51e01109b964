import type { RuleOutcome } from "./decision";
import type { DisclosurePolicy } from "./policy";

/**
 * Dominance of a sum or mean of magnitudes (rule 9): n-k with k = 2, and the p% rule.
 * @param sum of all contributions; negative contributions go to review
 */
export function dominanceRule(
  sum: number,
  [first, second]: readonly [number, number],
  { dominanceShare, dominanceRest }: DisclosurePolicy,
): RuleOutcome {
  const outcome = (status: RuleOutcome["status"], detail: string): RuleOutcome => ({
    rule: "dominance",
    status,
    detail,
  });
  if (second < 0 || sum < first + second - 1e-9 * Math.abs(sum)) {
    return outcome("review", "contributions may be negative");
  }
  if (!(sum > 0)) return outcome("fail", "every contribution is 0");
  if (first + second >= dominanceShare * sum) return outcome("fail", "two units hold most of the total");
  if (sum - first - second < dominanceRest * first) return outcome("fail", "the rest is small beside the largest unit");
  return outcome("pass", "no unit dominates");
}
