import { csvText } from "../util/csvText";
import { formatCell, NOT_AVAILABLE } from "./formatCell";
import type { TableExhibit } from "./types";

/** The table as RFC 4180 text: rounded as printed, but ASCII minus and no thousands separators. Row groups become a first column. */
export function tableCsv(table: TableExhibit): string {
  const grouped = table.rows.some((row) => row.group !== undefined);
  const heads = table.columns.map((column) => (column.group ? `${column.group}: ${column.label}` : column.label));
  let group = "";
  const rows = table.rows.map((row) => {
    group = row.group ?? group;
    const cells = row.cells
      .map((cell) => formatCell(cell, "plain"))
      .map((text) => (text === NOT_AVAILABLE ? "" : text));
    return grouped ? [group, ...cells] : cells;
  });
  return csvText(grouped ? ["group", ...heads] : heads, rows);
}
