import type { LogitFit, Margin, TermEstimate } from "../model/types";
import { EXPOSURE } from "./labels";
import type { ModelFacts } from "./modelFacts";

/** A fitted cell of Table 3. */
export interface FittedCell {
  /** `M1.good_gp` */
  readonly id: string;
  readonly model: string;
  readonly fit: LogitFit;
  /** Counts behind it for the disclosure gate, when the answers are restricted. */
  readonly facts?: ModelFacts;
}

/** The exposure's row among the terms of a fit. */
export function exposureTerm(fit: LogitFit): TermEstimate {
  return named(fit.terms, EXPOSURE);
}

/** The exposure's average marginal effect. */
export function exposureMargin(fit: LogitFit): Margin {
  return named(fit.margins, EXPOSURE);
}

function named<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const found = list.find((item) => item.name === name);
  if (!found) throw new RangeError(`the fit has no ${name}`);
  return found;
}
