import { formatCell } from "./formatCell";
import type { TableExhibit } from "./types";

/** Most letters of a line in a column of text, which wraps; columns of numbers never do. */
export interface WrapLimits {
  readonly head: number;
  readonly text: number;
}

/** Letters that each column needs as printed; text columns no more than their limit. */
export function columnLetters(table: TableExhibit, limits: WrapLimits): number[] {
  return table.columns.map((column, j) => {
    const longest = Math.max(column.label.length, ...table.rows.map((row) => formatCell(row.cells[j]).length));
    return column.align === "left" ? Math.min(longest, j === 0 ? limits.head : limits.text) : longest;
  });
}
