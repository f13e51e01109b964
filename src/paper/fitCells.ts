import { cachedFit, type StoredFrame } from "../results/fitCache";
import type { CellSpec } from "../study";
import type { FittedCell } from "./fittedCell";

/** Fits cells of Table 3, one after the other over the same prepared frame; fits made before on the same data are read back. */
export function fitCells(study: StoredFrame, cells: readonly CellSpec[]): readonly FittedCell[] {
  return cells.map(({ id, model, spec }) => ({ id, model, fit: cachedFit(study, spec) }));
}
