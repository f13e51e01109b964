import { columnLetters } from "../exhibit/columnLetters";
import { tableHtml } from "../exhibit/tableHtml";
import type { FigureExhibit, TableExhibit } from "../exhibit/types";
import type { DrawnFigure } from "../figure/drawFigures";
import { svgInline } from "../figure/svgDocument";
import { escapeHtml } from "../util/escapeHtml";
import type { PlacedExhibit } from "./types";

/** Where an exhibit's companions are, and how figures look. */
export interface ExhibitContext {
  readonly drawn: ReadonlyMap<string, DrawnFigure>;
  readonly figures: string;
  /** Notebook file the exhibit comes from, with the text of the link. */
  readonly origin?: { readonly href: string; readonly text: string };
}

/** An exhibit of the report: table or inline drawing, caption, note, links to the data and code behind it. */
export function exhibitHtml(placed: PlacedExhibit, context: ExhibitContext): string {
  const { exhibit, anchor } = placed;
  return exhibit.kind === "table" ? tableBlock(exhibit, anchor, context) : figureBlock(exhibit, anchor, context);
}

function tableBlock(table: TableExhibit, anchor: string, context: ExhibitContext): string {
  const file = (extension: string) => `tables/${encodeURIComponent(table.id)}.${extension}`;
  const links = [
    { href: file("csv"), text: "Data (CSV)" },
    { href: file("tex"), text: "LaTeX" },
    { href: file("md"), text: "Markdown" },
    ...originLink(context),
  ];
  const html = tableHtml(table, { id: anchor, footer: linkLine(links) });
  return html.replace('class="exhibit exhibit-table"', `class="exhibit exhibit-table ${widthClass(table)}"`);
}

function figureBlock(figure: FigureExhibit, anchor: string, context: ExhibitContext): string {
  const drawing = context.drawn.get(figure.id);
  if (drawing === undefined)
    throw new Error(`buildReport: figure ${figure.id} was not drawn; pass it to drawFigures first.`);
  const file = (extension: string) => `${context.figures}${encodeURIComponent(figure.id)}.${extension}`;
  const links = [
    { href: file("csv"), text: "Data (CSV)" },
    { href: file("svg"), text: "SVG" },
    { href: file("png"), text: "PNG" },
    ...originLink(context),
  ];
  const caption = `<span class="exhibit-label">${escapeHtml(figure.label)}.</span> <span class="exhibit-title">${escapeHtml(figure.title)}</span>`;
  return [
    `<figure class="exhibit exhibit-figure" id="${anchor}">`,
    `<div class="figure-scroll" role="group" tabindex="0" aria-label="${escapeHtml(figure.label)}">${svgInline(drawing.svg, figure, anchor)}</div>`,
    `<figcaption>${caption}</figcaption>`,
    figure.note === "" ? "" : `<p class="exhibit-note">${escapeHtml(figure.note)}</p>`,
    linkLine(links),
    `<details class="in-words"><summary>The figure in words</summary><p>${escapeHtml(figure.alt)}</p></details>`,
    "</figure>",
  ].join("\n");
}

function originLink(context: ExhibitContext): { href: string; text: string }[] {
  return context.origin === undefined ? [] : [context.origin];
}

function linkLine(links: readonly { href: string; text: string }[]): string {
  const anchors = links.map((link) => `<a href="${escapeHtml(link.href)}">${escapeHtml(link.text)}</a>`);
  return `<p class="exhibit-links">${anchors.join(" ")}</p>`;
}

/** Letters that fit across an A4 page: upright at normal and at small size. */
const NORMAL_LETTERS = 104;
const SMALL_LETTERS = 128;
const HEAD_COLUMN_LETTERS = 26;
/** Least width of a further column of text, which wraps. */
const TEXT_COLUMN_LETTERS = 18;
/** More rows than this may break over pages. */
const WHOLE_ROWS = 16;

/** How the table is set: in the text column, wider and smaller, or on a landscape page of paper. Row heads and texts may wrap. */
export function widthClass(table: TableExhibit): string {
  const widths = columnLetters(table, { head: HEAD_COLUMN_LETTERS, text: TEXT_COLUMN_LETTERS });
  const letters = widths.reduce((sum, width) => sum + width + 2, 0);
  const size = letters <= NORMAL_LETTERS ? "width-normal" : letters <= SMALL_LETTERS ? "width-wide" : "width-landscape";
  return table.rows.length > WHOLE_ROWS ? `${size} long` : size;
}
