import { type CellObject, SSF, type WorkBook, type WorkSheet } from "@e965/xlsx";
import { StudyError } from "../../../util/errors";
import type { InputDeclaration } from "../declarations";
import { LIMITS } from "../limits";
import { plainName } from "../readHeader";

/** The rows of the one sheet that holds a declared table, as texts; the first is the header. */
export interface SheetTable {
  readonly sheet: string;
  /** Rows above the header. */
  readonly above: number;
  readonly rows: readonly (readonly string[])[];
}

/** Rows among which the header is looked for: titles and notes may stand above it. */
const HEADER_WITHIN = 30;

/**
 * Finds the visible sheet whose header names all required columns, and reads it.
 * @throws StudyError `input` when none or several do, or when what the sheet shows is not what it holds: formulas, error cells,
 * merged cells, hidden rows, a sheet cut at the last possible row
 */
export function sheetTable(file: string, book: WorkBook, declaration: InputDeclaration): SheetTable {
  const hidden = (i: number) => (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0;
  const found = book.SheetNames.flatMap((sheet, i) => {
    const header = headerRow(book.Sheets[sheet], declaration);
    return header === undefined ? [] : [{ sheet, header, hidden: hidden(i) }];
  });
  const shown = found.filter((one) => !one.hidden);
  if (shown.length !== 1) throw noSheet(file, book, declaration, shown.length, found.length > shown.length);
  const [{ sheet, header }] = shown;
  failOnOddities(`${file}[${sheet}]`, book.Sheets[sheet], header);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const rows = cellsOf(book.Sheets[sheet]).slice(header);
  const width = rows[0]?.length ?? 0;
  const texts = rows.map((row) => Array.from({ length: width }, (_, j) => cellText(row?.[j], date1904)));
  return { sheet, above: header, rows: texts };
}

type Cells = readonly (readonly (CellObject | undefined)[] | undefined)[];

const cellsOf = (sheet: WorkSheet): Cells => (sheet["!data"] ?? []) as Cells;

function headerRow(sheet: WorkSheet, { columns }: InputDeclaration): number | undefined {
  const rows = cellsOf(sheet).slice(0, HEADER_WITHIN);
  const at = rows.findIndex((row) => {
    const names = (row ?? []).map((cell) => plainName(String(cell?.v ?? "")));
    return columns.every(
      ({ headers, optional }) => optional || headers.some((name) => names.includes(plainName(name))),
    );
  });
  return at < 0 ? undefined : at;
}

function noSheet(
  file: string,
  { SheetNames }: WorkBook,
  { columns }: InputDeclaration,
  shown: number,
  hidden: boolean,
): StudyError {
  const wanted = columns.filter(({ optional }) => !optional).map(({ name }) => name);
  const what =
    shown > 1
      ? `${shown} sheets hold the columns ${wanted.join(", ")}. Leave one.`
      : hidden
        ? "the sheet with the declared columns is hidden. Show it, or save it alone."
        : `no sheet holds the columns ${wanted.join(", ")}. Sheets: ${SheetNames.join(", ")}.`;
  return new StudyError("input", "sheet-found", `${file}: ${what}`);
}

function failOnOddities(file: string, sheet: WorkSheet, header: number): void {
  const refuse = (row: number, rule: string, message: string): never => {
    throw new StudyError("input", rule, `${file}:${row + 1}: ${message}`);
  };
  const rows = cellsOf(sheet);
  if (rows.length >= LIMITS.sheetRows)
    refuse(
      LIMITS.sheetRows - 1,
      "sheet-whole",
      "the sheet is full to its last row: rows may be cut off. Save it as CSV.",
    );
  const merged = (sheet["!merges"] ?? []).find((range) => range.e.r >= header);
  if (merged) refuse(merged.s.r, "cells-not-merged", "cells are merged. Split them.");
  const hidden = (sheet["!rows"] ?? []).findIndex((row, i) => i >= header && row?.hidden === true);
  if (hidden >= 0) refuse(hidden, "rows-shown", "the row is hidden. Show it or delete it.");
  rows.forEach((row, i) => {
    for (const cell of row ?? []) {
      if (i < header || cell === undefined) continue;
      if (cell.t === "e")
        refuse(i, "cell-without-error", `a cell holds the error ${cell.w ?? "of a formula"}. Correct it.`);
      if (cell.f !== undefined)
        refuse(
          i,
          "cell-not-a-formula",
          "a cell is a formula, whose stored value may be stale. Save the sheet with values only.",
        );
    }
  });
}

/** A cell as text; dates, which are numbers with a format, as YYYY-MM-DD. */
function cellText(cell: CellObject | undefined, date1904: boolean): string {
  if (cell?.v === undefined || cell.v === null) return "";
  if (cell.t === "n" && cell.z !== undefined && SSF.is_date(String(cell.z))) {
    const { y, m, d } = SSF.parse_date_code(cell.v as number, { date1904 });
    return `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
  }
  return String(cell.v);
}
