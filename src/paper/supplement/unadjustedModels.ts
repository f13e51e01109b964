import type { CellSpec } from "../../study";
import { EXPOSURE } from "../labels";

/** Table S.6: the exposure alone, or with the survey years only. The paper does not say which it calls unadjusted. */
export type Adjustment = "nothing else" | "survey years";

/** A cell's model without the covariates of people and areas. */
export function unadjusted(cell: CellSpec, adjustment: Adjustment): CellSpec {
  const kept = cell.spec.terms.filter(
    (term) =>
      term.kind !== "interaction" &&
      (term.name === EXPOSURE || (term.name === "year" && adjustment === "survey years")),
  );
  return { ...cell, spec: { ...cell.spec, terms: kept } };
}
