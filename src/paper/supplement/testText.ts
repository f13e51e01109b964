import { formatNumber, formatP } from "../../exhibit/formatCell";
import type { WaldTest } from "../../model";

/** A Wald test as it stands in a table: `χ²(9) = 12.3, p 0.20`. */
export function testText({ chi2, df, p }: WaldTest): string {
  return `χ²(${df}) = ${formatNumber(chi2, 1)}, p ${formatP(p)}`;
}
