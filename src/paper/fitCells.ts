import { cachedFits, type StoredFrame } from "../results/fitCache";
import type { CellSpec } from "../study";
import type { FittedCell } from "./fittedCell";
import { gatedFacts } from "./gatedFacts";

/**
 * Fits cells over the same prepared rows, on as many threads as there are processors; fits made before on the same data are read back. On
 * restricted answers each comes with the counts that the disclosure gate asks for.
 */
export async function fitCells(study: StoredFrame, cells: readonly CellSpec[]): Promise<readonly FittedCell[]> {
  const fits = await cachedFits(
    study,
    cells.map(({ spec }) => spec),
  );
  return cells.map(({ id, model }, i) => {
    const fit = fits[i];
    return { id, model, fit, ...gatedFacts(study, id, fit) };
  });
}
