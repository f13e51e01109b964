import { tableHtml } from "../exhibit/tableHtml";
import type { FigureExhibit, TableExhibit } from "../exhibit/types";
import { svgInline } from "../figure/svgDocument";
import { escapeHtml } from "../util/escapeHtml";
import { codeHref } from "./codePage";
import type { ReportContext } from "./notebookHtml";
import type { PlacedExhibit } from "./types";
import { widthClass } from "./widthClass";

/** The source files behind an exhibit, and the notebook cell that called them if one did. */
export interface ExhibitOrigin {
  readonly cell?: { readonly href: string; readonly text: string };
  readonly modules: readonly string[];
}

/** An exhibit of the report: table or inline drawing, caption, note, links to the data and code behind it. */
export function exhibitHtml(
  placed: PlacedExhibit,
  context: Pick<ReportContext, "drawn" | "links">,
  origin?: ExhibitOrigin,
): string {
  const { exhibit, anchor } = placed;
  return exhibit.kind === "table" ? tableBlock(exhibit, anchor, origin) : figureBlock(exhibit, anchor, context, origin);
}

function tableBlock(table: TableExhibit, anchor: string, origin?: ExhibitOrigin): string {
  const formats = [
    ["csv", "CSV"],
    ["tex", "LaTeX"],
    ["md", "Markdown"],
  ] as const;
  const footer = linkLine(table, "tables/", formats, origin);
  return tableHtml(table, { id: anchor, footer }).replace(
    'class="exhibit exhibit-table"',
    `class="exhibit exhibit-table ${widthClass(table)}"`,
  );
}

function figureBlock(
  figure: FigureExhibit,
  anchor: string,
  { drawn, links }: Pick<ReportContext, "drawn" | "links">,
  origin?: ExhibitOrigin,
): string {
  const drawing = drawn.get(figure.id);
  if (drawing === undefined)
    throw new Error(`buildReport: figure ${figure.id} was not drawn; pass it to drawFigures first.`);
  const formats = [
    ["csv", "CSV"],
    ["svg", "SVG"],
    ["png", "PNG"],
  ] as const;
  const caption = `<span class="exhibit-label">${escapeHtml(figure.label)}.</span> <span class="exhibit-title">${escapeHtml(figure.title)}</span>`;
  return [
    `<figure class="exhibit exhibit-figure" id="${anchor}">`,
    `<div class="figure-scroll" role="group" tabindex="0" aria-label="${escapeHtml(figure.label)}">${svgInline(drawing.svg, figure, anchor)}</div>`,
    `<figcaption>${caption}`,
    figure.note === "" ? "" : `<p class="exhibit-note">${escapeHtml(figure.note)}</p>`,
    linkLine(figure, links.figures, formats, origin),
    `<details class="in-words"><summary>The figure in words</summary><p>${escapeHtml(figure.alt)}</p></details>`,
    "</figcaption>",
    "</figure>",
  ].join("\n");
}

/** Files of the exhibit, which the page's script also makes itself and adds buttons to; then the cell and code it comes from. */
function linkLine(
  { id, label, kind }: TableExhibit | FigureExhibit,
  folder: string,
  formats: readonly (readonly [string, string])[],
  origin?: ExhibitOrigin,
): string {
  const name = escapeHtml(label === "" ? id : label);
  const files = formats.map(([extension, format]) => {
    const href = `${folder}${encodeURIComponent(id)}.${extension}`;
    return `<a href="${escapeHtml(href)}" download aria-label="${format}: ${name}">${format}</a>`;
  });
  const code = (origin?.modules ?? []).map((file) => {
    const short = escapeHtml(file.split("/").at(-1) ?? file);
    return `<a href="${escapeHtml(codeHref(file))}">${short}</a>`;
  });
  const cell = origin?.cell ? [`<a href="${escapeHtml(origin.cell.href)}">${escapeHtml(origin.cell.text)}</a>`] : [];
  return `<p class="exhibit-links" data-exhibit="${escapeHtml(id)}" data-kind="${kind}">${[...files, ...cell, ...code].join(" ")}</p>`;
}
