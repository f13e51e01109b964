import { inspect } from "node:util";
import { formatFit } from "./formatFit";
import { halfWidth95, twoSidedP } from "./studentT";
import type { LogitFit, Margin, TermEstimate } from "./types";

/** A coefficient with its test and odds ratio; normal unless there are degrees of freedom; the interval is symmetric in logarithms. */
export function termEstimate(name: string, estimate: number, se: number, df?: number): TermEstimate {
  const z = estimate / se;
  const half = halfWidth95(df) * se;
  const [orLow, orHigh] = [Math.exp(estimate - half), Math.exp(estimate + half)];
  return { name, estimate, se, z, p: twoSidedP(z, df), or: Math.exp(estimate), orLow, orHigh };
}

/** A marginal effect with its test and symmetric interval. */
export function margin(name: string, ame: number, se: number, df?: number): Margin {
  const z = ame / se;
  const half = halfWidth95(df) * se;
  return { name, ame, se, z, p: twoSidedP(z, df), low: ame - half, high: ame + half };
}

/** Makes a fit print as a readable block in a notebook or terminal; it stays plain data for every other use. */
export function printable<Fit extends LogitFit>(fit: Fit): Fit {
  Object.defineProperty(fit, inspect.custom, { value: () => formatFit(fit), enumerable: false });
  return fit;
}
