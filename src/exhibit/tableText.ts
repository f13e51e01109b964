import { formatCell } from "./formatCell";
import { SYNTHETIC_LABEL } from "./syntheticLabel";
import type { TableColumn, TableExhibit } from "./types";

type Line = readonly string[] | { readonly group: string };

/** The table in plain text, columns padded to their widest cell, ruled like the printed table. */
export function tableText(table: TableExhibit): string {
  const heads = table.columns.map((column) => (column.group ? `${column.group}: ${column.label}` : column.label));
  const lines: Line[] = table.rows.flatMap((row) => {
    const cells = row.cells.map((cell) => formatCell(cell));
    return row.group === undefined ? [cells] : [{ group: row.group }, cells];
  });
  const cells = lines.filter((line): line is readonly string[] => !("group" in line));
  const widths = heads.map((text, j) => Math.max(text.length, ...cells.map((line) => line[j].length)));
  const rule = "─".repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  const mark = table.synthetic ? ` [${SYNTHETIC_LABEL}]` : "";
  return [
    `${table.label === "" ? "" : `${table.label}. `}${table.title}${mark}`,
    rule,
    padded(heads, table.columns, widths),
    rule,
    ...lines.map((line) => ("group" in line ? line.group : padded(line, table.columns, widths))),
    rule,
    ...(table.note === "" ? [] : [table.note]),
  ].join("\n");
}

function padded(texts: readonly string[], columns: readonly TableColumn[], widths: readonly number[]): string {
  const align = (text: string, j: number) =>
    columns[j].align === "right" ? text.padStart(widths[j]) : text.padEnd(widths[j]);
  return texts.map(align).join("  ").trimEnd();
}
