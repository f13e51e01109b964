import type { CodeCell } from "../notebook/nbformat";
import { escapeHtml } from "../util/escapeHtml";
import type { Citations } from "./citations/bibliography";
import { type ExhibitOrigin, exhibitHtml } from "./exhibitHtml";
import { highlighted } from "./highlighted";
import type { MarkdownWriter } from "./markdownWriter";
import { outputExhibit } from "./notebookExhibits";
import { outputHtml } from "./outputHtml";
import type { ExhibitPlaces } from "./placeExhibits";
import { modulesOfCell, type SourceModules } from "./sourceModules";
import { topHeading } from "./topHeading";
import type { ReportNotebook, ReportOptions } from "./types";

/** What the parts of one report share. */
export interface ReportContext {
  readonly writer: MarkdownWriter;
  readonly citations: Citations;
  readonly places: ExhibitPlaces;
  readonly drawn: ReportOptions["drawn"];
  readonly links: { readonly notebooks: string; readonly figures: string };
  readonly modules: SourceModules;
  /** Sentences printed so far: on paper each stands once. */
  readonly said: Set<string>;
}

/** One notebook as a section under a heading of the given level: its text, its code folded away, its exhibits and other outputs. */
export function notebookHtml(source: ReportNotebook, level: number, context: ReportContext): string {
  const { writer } = context;
  const { cells } = source.notebook;
  const top = topHeading(cells.filter((cell) => cell.cell_type === "markdown").map((cell) => cell.source));
  const title = top === undefined ? writer.render(`# ${source.name.replaceAll("_", " ")}`, level - 1) : "";
  let number = 0;
  const blocks = cells.map((cell) => {
    if (cell.cell_type === "markdown") return writer.render(cell.source, level - (top ?? 1));
    if (cell.cell_type !== "code") return "";
    number += 1;
    return codeCellHtml(cell, number, source.name, level, context);
  });
  return `<section class="notebook" data-notebook="${escapeHtml(source.name)}">\n${title}${blocks.join("\n")}\n</section>`;
}

function codeCellHtml(cell: CodeCell, number: number, notebook: string, level: number, context: ReportContext): string {
  const file = `${context.links.notebooks}${encodeURIComponent(notebook)}.ipynb`;
  const code = codeHtml(cell, number, notebook, file);
  const origin: ExhibitOrigin = {
    cell: { href: code === "" ? file : `#${cellId(notebook, number)}`, text: `Cell ${number} of ${notebook}` },
    modules: modulesOfCell(cell.source, context.modules),
  };
  const outputs = cell.outputs.map((output) => {
    const exhibit = outputExhibit(output);
    if (exhibit !== undefined) return exhibitHtml(context.places.place(exhibit), context, origin);
    return outputHtml(output, notebook, (text) => sentenceHtml(text, level, context));
  });
  const parts = [code, ...outputs].filter((part) => part !== "");
  // Comments tell a live review what belongs to the cell; they change nothing on the page.
  return [`<!-- cell ${number} -->`, ...parts, "<!-- end of cell -->"].join("\n");
}

function sentenceHtml(text: string, level: number, { writer, said }: ReportContext): string {
  const html = writer.render(text, level);
  const again = said.has(text);
  said.add(text);
  return again ? `<div class="said-before">\n${html}</div>\n` : html;
}

const cellId = (notebook: string, number: number): string => `cell-${notebook}-${number}`;

/** Folded code, highlighted, with a link to the file; nothing for an empty cell or one tagged `remove-input`. */
function codeHtml(cell: CodeCell, number: number, notebook: string, href: string): string {
  const tags = cell.metadata.tags;
  const hidden = Array.isArray(tags) && tags.includes("remove-input");
  if (hidden || cell.source.trim() === "") return "";
  const where = escapeHtml(notebook);
  return `<details class="code" id="${escapeHtml(cellId(notebook, number))}"><summary>Code <span class="where">${where}, cell ${number}</span></summary>
<pre tabindex="0"><code>${highlighted(cell.source)}</code></pre>
<p class="exhibit-links"><a href="${escapeHtml(href)}">Open ${where}.ipynb</a></p></details>`;
}
