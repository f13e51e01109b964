import type { LogitSpec, Term } from "../../model/types";
import type { CellSpec } from "../../study";
import { EXPOSURE } from "../labels";

/** A cell's model with other terms in place of the exposure; covariates, sample and clusters stay. */
export function withExposure(
  cell: CellSpec,
  exposure: readonly Term[],
  margins: readonly string[] = [],
): CellSpec & { readonly spec: LogitSpec } {
  const terms = cell.spec.terms.flatMap((term) =>
    term.kind === "numeric" && term.name === EXPOSURE ? exposure : [term],
  );
  return { ...cell, spec: { ...cell.spec, terms, margins } };
}

/** A numeric term. */
export const numeric = (name: string): Term => ({ kind: "numeric", name });
