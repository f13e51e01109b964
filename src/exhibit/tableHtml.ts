import { escapeHtml } from "../util/escapeHtml";
import { columnSpans } from "./columnSpans";
import { formatCell } from "./formatCell";
import { SYNTHETIC_LABEL } from "./syntheticLabel";
import type { Cell, TableColumn, TableExhibit, TableRow } from "./types";

/** Options of {@link tableHtml}. */
export interface TableHtmlOptions {
  /** Anchor; by default the exhibit's own id. */
  readonly id?: string;
  /** HTML placed after the note (links to data and code). */
  readonly footer?: string;
}

/** A semantic table: caption, column heads with scope, row heads, blocks of rows, note. Class names only, no style. */
export function tableHtml(table: TableExhibit, options: TableHtmlOptions = {}): string {
  const id = options.id ?? table.id;
  return [
    `<figure class="exhibit exhibit-table" id="${escapeHtml(id)}">`,
    `<div class="table-scroll" role="group" tabindex="0" aria-labelledby="${escapeHtml(id)}-caption">`,
    "<table>",
    caption(table, id),
    head(table.columns),
    ...rowBlocks(table.rows).map((block) => body(block, table.columns)),
    "</table></div>",
    table.note === "" ? "" : `<p class="exhibit-note">${escapeHtml(table.note)}</p>`,
    options.footer ?? "",
    "</figure>",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

function caption(table: TableExhibit, id: string): string {
  const mark = table.synthetic ? ` <span class="synthetic-mark">${SYNTHETIC_LABEL}</span>` : "";
  const label = table.label === "" ? "" : `<span class="exhibit-label">${escapeHtml(table.label)}.</span> `;
  return `<caption id="${escapeHtml(id)}-caption"><span class="caption-text">${label}<span class="exhibit-title">${escapeHtml(table.title)}</span>${mark}</span></caption>`;
}

function head(columns: readonly TableColumn[]): string {
  const classes = columnClasses(columns);
  const columnHead = (column: TableColumn, rows: 1 | 2) =>
    headCell(column.label, classes[columns.indexOf(column)], rows);
  const grouped = columns.some((column) => column.group !== undefined);
  if (!grouped) return `<thead><tr>${columns.map((column) => columnHead(column, 1)).join("")}</tr></thead>`;
  const spans = columnSpans(columns);
  const upper = spans.map((span) =>
    span.group === undefined
      ? span.columns.map((column) => columnHead(column, 2)).join("")
      : `<th scope="colgroup" class="spanner lead" colspan="${span.columns.length}">${escapeHtml(span.group)}</th>`,
  );
  const lower = columns.filter((column) => column.group !== undefined).map((column) => columnHead(column, 1));
  return `<thead><tr>${upper.join("")}</tr><tr>${lower.join("")}</tr></thead>`;
}

function headCell(label: string, className: string, rows: 1 | 2): string {
  const span = rows === 2 ? ' rowspan="2"' : "";
  if (label === "") return `<td class="${className}"${span}></td>`;
  return `<th scope="col" class="${className}"${span}>${escapeHtml(label)}</th>`;
}

/** Rows cut before each row that starts a group. */
function rowBlocks(rows: readonly TableRow[]): TableRow[][] {
  const blocks: TableRow[][] = [];
  for (const row of rows) {
    if (blocks.length === 0 || row.group !== undefined) blocks.push([]);
    blocks.at(-1)?.push(row);
  }
  return blocks;
}

function body(rows: readonly TableRow[], columns: readonly TableColumn[]): string {
  const group = rows[0].group;
  const classes = columnClasses(columns);
  const lead =
    group === undefined
      ? ""
      : `<tr class="group"><th scope="rowgroup" colspan="${columns.length}">${escapeHtml(group)}</th></tr>\n`;
  const indent = group === undefined ? "" : ' class="grouped"';
  const lines = rows.map((row) => `<tr>${row.cells.map((cell, j) => bodyCell(cell, classes[j], j)).join("")}</tr>`);
  return `<tbody${indent}>\n${lead}${lines.join("\n")}\n</tbody>`;
}

function bodyCell(cell: Cell, className: string, index: number): string {
  const plain = escapeHtml(formatCell(cell));
  const text = cell.kind === "text" && cell.href ? `<a href="${escapeHtml(cell.href)}">${plain}</a>` : plain;
  if (index === 0 && text !== "") return `<th scope="row" class="${className}">${text}</th>`;
  return `<td class="${className}">${text}</td>`;
}

/** `lead` opens a column that begins or follows a spanned block, so that blocks stand apart. */
function columnClasses(columns: readonly TableColumn[]): string[] {
  return columns.map((column, j) => {
    const lead = j > 0 && column.group !== columns[j - 1].group ? " lead" : "";
    return (column.align === "right" ? "num" : "txt") + lead;
  });
}
