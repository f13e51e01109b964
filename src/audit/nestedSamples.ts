import type { PrintedTable } from "./types";

/** A cell with the conditions that define its sample: none is everybody. */
export interface CellSample {
  readonly id: string;
  readonly outcome: string;
  readonly conditions: readonly string[];
}

/** Pairs of cells of one outcome of which one sample holds the other: its conditions are fewer and all among the other's. */
export function nestedSamples(cells: readonly CellSample[]): PrintedTable["nested"] {
  return cells.flatMap((whole) =>
    cells.flatMap((part) => {
      const fewer = whole.conditions.length < part.conditions.length;
      const holds = fewer && whole.conditions.every((condition) => part.conditions.includes(condition));
      return whole.outcome === part.outcome && holds ? [{ whole: whole.id, part: part.id }] : [];
    }),
  );
}
