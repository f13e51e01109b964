import { normalDensity, normalTwoSidedP } from "./normal";

/**
 * Upper tail of the chi-squared distribution for a whole number of degrees of freedom, by the closed finite sums
 * (Abramowitz and Stegun 26.4.4 and 26.4.5): every term is positive, so the tail keeps its relative accuracy.
 */
export function chiSquaredUpperTail(x: number, df: number): number {
  if (!(df >= 1) || !Number.isInteger(df) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  return df % 2 === 0 ? evenTail(x, df) : oddTail(x, df);
}

function evenTail(x: number, df: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < df / 2; k++) {
    term *= x / (2 * k);
    sum += term;
  }
  return Math.exp(-x / 2) * sum;
}

function oddTail(x: number, df: number): number {
  const root = Math.sqrt(x);
  let term = root;
  let sum = 0;
  for (let k = 1; k <= (df - 1) / 2; k++) {
    sum += term;
    term *= x / (2 * k + 1);
  }
  return normalTwoSidedP(root) + 2 * normalDensity(root) * sum;
}
