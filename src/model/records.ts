import { inspect } from "node:util";
import { formatFit } from "./formatFit";
import { normalTwoSidedP, Z95 } from "./normal";
import type { LogitFit, Margin, TermEstimate } from "./types";

/** A coefficient with its z test and odds ratio; the interval is symmetric in logarithms. */
export function termEstimate(name: string, estimate: number, se: number): TermEstimate {
  const z = estimate / se;
  const p = normalTwoSidedP(z);
  const [orLow, orHigh] = [Math.exp(estimate - Z95 * se), Math.exp(estimate + Z95 * se)];
  return { name, estimate, se, z, p, or: Math.exp(estimate), orLow, orHigh };
}

/** A marginal effect with its z test and symmetric interval. */
export function margin(name: string, ame: number, se: number): Margin {
  const z = ame / se;
  return { name, ame, se, z, p: normalTwoSidedP(z), low: ame - Z95 * se, high: ame + Z95 * se };
}

/** Makes a fit print as a readable block in a notebook or terminal; it stays plain data for every other use. */
export function printable<Fit extends LogitFit>(fit: Fit): Fit {
  Object.defineProperty(fit, inspect.custom, { value: () => formatFit(fit), enumerable: false });
  return fit;
}
