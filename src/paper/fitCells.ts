import { isGated } from "../disclosure/activeGate";
import { cachedFit, type StoredFrame } from "../results/fitCache";
import type { CellSpec } from "../study";
import type { FittedCell } from "./fittedCell";
import { modelFacts } from "./modelFacts";

/**
 * Fits cells of Table 3, one after the other over the same prepared frame; fits made before on the same data are read back. On restricted
 * answers each comes with the counts that the disclosure gate asks for.
 */
export function fitCells(study: StoredFrame, cells: readonly CellSpec[]): readonly FittedCell[] {
  return cells.map(({ id, model, spec }) => {
    const fit = cachedFit(study, spec);
    return { id, model, fit, ...(isGated() ? { facts: modelFacts(study.frame, id, fit) } : {}) };
  });
}
