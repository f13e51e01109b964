import { feasibleRegion, printedFields } from "./feasibleRegion";
import type { Field, PrintedCell, Scale } from "./types";

/** Every smallest set of the cell's printed values that cannot hold together; empty when all hold. */
export function smallestConflicts(cell: PrintedCell, scale: Scale): Field[][] {
  const fields = printedFields(cell);
  for (let size = 1; size <= fields.length; size++) {
    const found = subsets(fields, size).filter((set) => feasibleRegion(cell, set, scale).length === 0);
    if (found.length > 0) return found;
  }
  return [];
}

/** Every minimal set of one or two printed values without which the rest of the cell is consistent; empty when nothing conflicts. */
export function repairs(cell: PrintedCell, scale: Scale): Field[][] {
  const fields = printedFields(cell);
  const mends = (set: readonly Field[]) => {
    const rest = fields.filter((field) => !set.includes(field));
    return feasibleRegion(cell, rest, scale).length > 0;
  };
  if (mends([])) return [];
  const single = subsets(fields, 1).filter(mends);
  const alone = new Set(single.flat());
  const pairs = subsets(fields, 2).filter((pair) => !pair.some((field) => alone.has(field)) && mends(pair));
  return [...single, ...pairs];
}

function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}
