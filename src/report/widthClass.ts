import { columnLetters } from "../exhibit/columnLetters";
import type { TableExhibit } from "../exhibit/types";

/** Letters that fit across an A4 page: upright at normal and at small size. */
const NORMAL_LETTERS = 104;
const SMALL_LETTERS = 128;
const HEAD_COLUMN_LETTERS = 26;
/** Least width of a further column of text, which wraps. */
const TEXT_COLUMN_LETTERS = 18;
/** More rows than this may break over pages. */
const WHOLE_ROWS = 16;

/** How a table is set: in the text column, wider and smaller, or on a landscape page of paper. Row heads and texts may wrap. */
export function widthClass(table: TableExhibit): string {
  const widths = columnLetters(table, { head: HEAD_COLUMN_LETTERS, text: TEXT_COLUMN_LETTERS });
  const letters = widths.reduce((sum, width) => sum + width + 2, 0);
  const size = letters <= NORMAL_LETTERS ? "width-normal" : letters <= SMALL_LETTERS ? "width-wide" : "width-landscape";
  return table.rows.length > WHOLE_ROWS ? `${size} long` : size;
}
