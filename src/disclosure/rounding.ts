import type { DisclosurePolicy } from "./policy";

/** Printed in place of a withheld value (the mark of UK official statistics for "confidential"). */
export const WITHHELD = "[c]";

/** A count as printed: the nearest multiple of the (odd) rounding base, sign kept. */
export function roundCount(n: number, { roundingBase }: Pick<DisclosurePolicy, "roundingBase">): number {
  return Math.sign(n) * Math.round(Math.abs(n) / roundingBase) * roundingBase + 0;
}

/** The counts that are printed as `rounded`, knowing that none below the threshold is printed. */
export function countsPrintedAs(
  rounded: number,
  { roundingBase, threshold }: Pick<DisclosurePolicy, "roundingBase" | "threshold">,
): readonly [number, number] {
  const reach = (roundingBase - 1) / 2;
  return [Math.max(threshold, rounded - reach), rounded + reach];
}
