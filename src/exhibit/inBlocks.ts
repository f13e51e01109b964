import type { TableRow } from "./types";

/** Rows of which each knows its block: only the first row of a run keeps the label, so that each block has one head. */
export function inBlocks(rows: readonly (TableRow & { readonly group: string })[]): readonly TableRow[] {
  return rows.map((row, i) => (row.group === rows[i - 1]?.group ? { cells: row.cells } : row));
}
