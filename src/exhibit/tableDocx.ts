import { AlignmentType, BorderStyle, Paragraph, Table, TableCell, TableLayoutType, TableRow, WidthType } from "docx";
import { columnLetters } from "./columnLetters";
import { columnSpans } from "./columnSpans";
import { formatCell } from "./formatCell";
import type { TableColumn, TableExhibit } from "./types";

/** Paragraph styles of a Word table; the document defines them, an editor may change them. */
export const WORD_TABLE_STYLES = {
  text: "TableText",
  head: "TableHead",
  group: "TableGroup",
  small: "TableTextSmall",
  smallHead: "TableHeadSmall",
} as const;

/** Widths in twentieths of a point (twips): per letter in the two sizes of type, and of the space between columns. */
const LETTER = 90;
const SMALL_LETTER = 78;
const GAP = 130;
/** Numbers must not wrap even where a wider font stands in, so they get more. */
const DIGIT = 1.08;
const LIMITS = { head: 30, text: 26 };
/** More rows than this may break over pages. */
const WHOLE_ROWS = 16;

const LINE = { style: BorderStyle.SINGLE, size: 8, color: "1F2933" };
const THIN = { style: BorderStyle.SINGLE, size: 4, color: "1F2933" };
const FAINT = { style: BorderStyle.SINGLE, size: 4, color: "C9D0D6" };
const NONE = { style: BorderStyle.NONE, size: 0, color: "auto" };

/** How a table is set on pages of two widths. */
export interface WordTableFit {
  readonly landscape: boolean;
  readonly small: boolean;
}

/** Upright when its lines fit, else on a landscape page, there in small type when they still do not. Widths in twips. */
export function wordTableFit(table: TableExhibit, upright: number, landscape: number): WordTableFit {
  const needed = needs(table, LETTER).reduce((sum, width) => sum + width, 0);
  if (needed <= upright) return { landscape: false, small: false };
  return { landscape: true, small: needed > landscape };
}

/** The table alone, `width` twips wide at most: head rows that repeat on every page, blocks of rows under their own head, numbers as printed. */
export function tableDocx(table: TableExhibit, width: number, small = false): Table {
  const widths = columnWidths(table, width, small);
  const text = small ? WORD_TABLE_STYLES.small : WORD_TABLE_STYLES.text;
  const whole = table.rows.length <= WHOLE_ROWS;
  const rows = table.rows.flatMap((row, i) => {
    const keepNext = whole && (table.note !== "" || i < table.rows.length - 1);
    const cells = row.cells.map((cell, j) =>
      bodyCell(formatCell(cell), { column: table.columns[j], width: widths[j], style: text, keepNext }),
    );
    const line = new TableRow({ cantSplit: true, children: cells });
    return row.group === undefined ? [line] : [groupRow(row.group, table.columns.length), line];
  });
  return new Table({
    width: { size: widths.reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { top: LINE, bottom: LINE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE },
    margins: { marginUnitType: WidthType.DXA, left: 0, right: GAP, top: 20, bottom: 20 },
    rows: [...headRows(table.columns, widths, small), ...rows],
  });
}

function needs(table: TableExhibit, letter: number): number[] {
  const letters = columnLetters(table, LIMITS);
  const widest = table.columns.map((column, j) => {
    const word = Math.max(...column.label.split(/[\s-]+/).map((part) => part.length));
    if (column.align === "left") return Math.max(letters[j], word);
    return Math.max(word, ...table.rows.map((row) => formatCell(row.cells[j]).length));
  });
  return widest.map((count, j) => count * (table.columns[j].align === "left" ? letter : letter * DIGIT) + GAP);
}

/** What each column needs, heads wrapped; spare width goes to columns that would wrap; too little is shared out in proportion. */
function columnWidths(table: TableExhibit, width: number, small: boolean): number[] {
  const letter = small ? SMALL_LETTER : LETTER;
  const least = needs(table, letter);
  const whole = columnLetters(table, { head: 200, text: 200 }).map((letters) => letters * letter + GAP);
  const sum = least.reduce((total, one) => total + one, 0);
  if (sum > width) return least.map((one) => Math.floor((one * width) / sum));
  const wanted = whole.map((one, j) => Math.max(0, one - least[j]));
  const missing = wanted.reduce((total, one) => total + one, 0);
  const share = missing === 0 ? 0 : Math.min(1, (width - sum) / missing);
  return least.map((one, j) => Math.floor(one + wanted[j] * share));
}

function headRows(columns: readonly TableColumn[], widths: readonly number[], small: boolean): TableRow[] {
  const style = small ? WORD_TABLE_STYLES.smallHead : WORD_TABLE_STYLES.head;
  const grouped = columns.some((column) => column.group !== undefined);
  const labelCell = (column: TableColumn, rowSpan: number) =>
    new TableCell({
      width: { size: widths[columns.indexOf(column)], type: WidthType.DXA },
      rowSpan,
      verticalAlign: "bottom",
      borders: { bottom: THIN },
      children: [new Paragraph({ style, alignment: alignment(column), keepNext: true, text: column.label })],
    });
  const row = (children: TableCell[]) => new TableRow({ tableHeader: true, cantSplit: true, children });
  if (!grouped) return [row(columns.map((column) => labelCell(column, 1)))];
  const upper = columnSpans(columns).flatMap((span) =>
    span.group === undefined
      ? span.columns.map((column) => labelCell(column, 2))
      : [
          new TableCell({
            columnSpan: span.columns.length,
            verticalAlign: "bottom",
            borders: { bottom: FAINT },
            children: [new Paragraph({ style, alignment: AlignmentType.CENTER, keepNext: true, text: span.group })],
          }),
        ],
  );
  const lower = columns.filter((column) => column.group !== undefined).map((column) => labelCell(column, 1));
  return [row(upper), row(lower)];
}

function groupRow(group: string, columns: number): TableRow {
  const paragraph = new Paragraph({ style: WORD_TABLE_STYLES.group, keepNext: true, text: group });
  return new TableRow({
    cantSplit: true,
    children: [new TableCell({ columnSpan: columns, children: [paragraph] })],
  });
}

interface BodyCell {
  readonly column: TableColumn;
  readonly width: number;
  readonly style: string;
  readonly keepNext: boolean;
}

function bodyCell(text: string, { column, width, style, keepNext }: BodyCell): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    children: [new Paragraph({ style, alignment: alignment(column), keepNext, text })],
  });
}

const alignment = (column: TableColumn) => (column.align === "right" ? AlignmentType.RIGHT : AlignmentType.LEFT);
