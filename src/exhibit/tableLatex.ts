import { columnLetters } from "./columnLetters";
import { columnSpans } from "./columnSpans";
import { escapeLatex } from "./escapeLatex";
import { formatCell } from "./formatCell";
import { SYNTHETIC_LABEL } from "./syntheticLabel";
import type { Cell, TableColumn, TableExhibit, TableRow } from "./types";

/** Packages that a document needs to include these tables. */
export const LATEX_PACKAGES = ["booktabs", "array", "longtable", "caption", "pdflscape"] as const;

/** Letters of small type across an upright and a landscape A4 page. */
const UPRIGHT_LETTERS = 88;
const LANDSCAPE_LETTERS = 140;
/** More rows than this may break over pages. */
const WHOLE_ROWS = 34;

/**
 * The table for `\input` into a LaTeX document: booktabs rules, numbers as printed, blocks of rows under a head of their own, the note
 * below. Long tables are a `longtable` with repeated heads; wide ones lie on a landscape page.
 */
export function tableLatex(table: TableExhibit): string {
  const set = layout(table);
  const { landscape } = set;
  const parts = table.rows.length > WHOLE_ROWS ? longTable(table, set) : floatingTable(table, set);
  return [
    `% Needs \\usepackage[T1]{fontenc} and \\usepackage{${LATEX_PACKAGES.join(",")}}`,
    ...(landscape ? ["\\begin{landscape}"] : []),
    ...parts,
    ...(landscape ? ["\\end{landscape}"] : []),
    "",
  ].join("\n");
}

interface Layout {
  /** Column letters of the `tabular`. */
  readonly format: string;
  readonly landscape: boolean;
  /** Size of type and space between columns. */
  readonly size: string;
}

const SMALL = "\\small";
/** For a table of numbers too wide even for a landscape page. */
const TIGHT = "\\scriptsize\\setlength{\\tabcolsep}{3pt}";

/** Column letters while all fits; otherwise columns of text share the line in proportion to their letters, and wrap. */
function layout(table: TableExhibit): Layout {
  const whole = columnLetters(table, { head: 48, text: 48 });
  const total = (letters: readonly number[]) => letters.reduce((sum, width) => sum + width + 2, 0);
  const wraps = table.rows.some((row) => row.cells.some((cell) => formatCell(cell).length > 48));
  if (!wraps && total(whole) <= UPRIGHT_LETTERS) {
    return {
      format: table.columns.map(({ align }) => (align === "right" ? "r" : "l")).join(""),
      landscape: false,
      size: SMALL,
    };
  }
  const landscape = total(columnLetters(table, { head: 24, text: 20 })) > UPRIGHT_LETTERS;
  const line = landscape ? LANDSCAPE_LETTERS : UPRIGHT_LETTERS;
  const isText = (column: TableColumn) => column.align === "left";
  const numbers = table.columns.reduce((sum, column, j) => sum + (isText(column) ? 2 : whole[j] + 2), 0);
  const text = table.columns.reduce((sum, column, j) => sum + (isText(column) ? whole[j] : 0), 0);
  const room = Math.max(0.2, 1 - numbers / line);
  const share = (j: number) => Math.min(whole[j] / line, (whole[j] / text) * room).toFixed(3);
  const format = table.columns.map((column, j) =>
    isText(column) ? `>{\\raggedright\\arraybackslash}p{${share(j)}\\linewidth}` : "r",
  );
  return { format: format.join(""), landscape, size: numbers > LANDSCAPE_LETTERS * 0.8 ? TIGHT : SMALL };
}

function floatingTable(table: TableExhibit, { format, landscape, size }: Layout): string[] {
  return [
    landscape ? "\\begin{table}[p]" : "\\begin{table}[htbp]",
    size,
    "\\centering",
    "\\begin{minipage}{\\linewidth}",
    `\\caption*{${caption(table)}}`,
    `\\begin{tabular}{@{}${format}@{}}`,
    "\\toprule",
    ...heads(table.columns),
    "\\midrule",
    ...body(table),
    "\\bottomrule",
    "\\end{tabular}",
    ...(table.note === "" ? [] : ["\\par\\smallskip", `{\\footnotesize ${escapeLatex(table.note)}\\par}`]),
    "\\end{minipage}",
    "\\end{table}",
  ];
}

function longTable(table: TableExhibit, { format, size }: Layout): string[] {
  const head = heads(table.columns);
  const again = `\\multicolumn{${table.columns.length}}{@{}l}{\\footnotesize ${escapeLatex(table.label)}, continued} \\\\`;
  return [
    `{${size}`,
    `\\begin{longtable}{@{}${format}@{}}`,
    `\\caption*{${caption(table)}} \\\\`,
    "\\toprule",
    ...head,
    "\\midrule",
    "\\endfirsthead",
    ...(table.label === "" ? [] : [again]),
    "\\toprule",
    ...head,
    "\\midrule",
    "\\endhead",
    "\\bottomrule",
    "\\endfoot",
    ...body(table),
    "\\end{longtable}}",
    ...(table.note === "" ? [] : [`{\\footnotesize\\noindent ${escapeLatex(table.note)}\\par}`]),
  ];
}

function caption(table: TableExhibit): string {
  const label = table.label === "" ? "" : `\\textbf{${escapeLatex(table.label)}.} `;
  const mark = table.synthetic ? ` \\textbf{${SYNTHETIC_LABEL}}` : "";
  return `${label}${escapeLatex(table.title)}${mark}`;
}

function heads(columns: readonly TableColumn[]): string[] {
  const labels = line(columns.map((column) => headCell(column)));
  if (columns.every((column) => column.group === undefined)) return [labels];
  let at = 1;
  const rules: string[] = [];
  const upper = columnSpans(columns).map((span) => {
    const from = at;
    at += span.columns.length;
    if (span.group === undefined) return span.columns.map(() => "").join(" & ");
    rules.push(`\\cmidrule(lr){${from}-${at - 1}}`);
    return `\\multicolumn{${span.columns.length}}{c}{${escapeLatex(span.group)}}`;
  });
  return [line(upper), rules.join(" "), labels];
}

function headCell({ label, align }: TableColumn): string {
  const text = escapeLatex(label);
  return align === "right" ? `\\multicolumn{1}{r}{${text}}` : `{${text}}`;
}

function body(table: TableExhibit): string[] {
  const grouped = table.rows.some((row) => row.group !== undefined);
  return table.rows.flatMap((row, i) => [...groupHead(row, i, table.columns.length), tableRow(row.cells, grouped)]);
}

function groupHead({ group }: TableRow, index: number, columns: number): string[] {
  if (group === undefined) return [];
  const head = `\\multicolumn{${columns}}{@{}l}{\\textit{${escapeLatex(group)}}} \\\\*`;
  return index === 0 ? [head] : ["\\addlinespace", head];
}

function tableRow(cells: readonly Cell[], indented: boolean): string {
  const texts = cells.map((cell) => escapeLatex(formatCell(cell)));
  return line(indented ? [`\\hspace{0.8em}${texts[0]}`, ...texts.slice(1)] : protectedFirst(texts));
}

/** A line that begins with a bracket would be read as an option of the line break before it. */
function protectedFirst(texts: readonly string[]): readonly string[] {
  return /^[[*]/.test(texts[0]) ? [`{}${texts[0]}`, ...texts.slice(1)] : texts;
}

const line = (cells: readonly string[]): string => `${cells.join(" & ")} \\\\`;
