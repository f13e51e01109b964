import hljs from "highlight.js/lib/core";
import typescript from "highlight.js/lib/languages/typescript";
import type { CodeCell } from "../notebook/nbformat";
import { escapeHtml } from "../util/escapeHtml";
import { exhibitHtml } from "./exhibitHtml";
import type { MarkdownWriter } from "./markdownWriter";
import { outputExhibit } from "./notebookExhibits";
import { outputHtml } from "./outputHtml";
import type { ExhibitPlaces } from "./placeExhibits";
import { topHeading } from "./topHeading";
import type { ReportNotebook, ReportOptions } from "./types";

hljs.registerLanguage("typescript", typescript);

/** What the parts of one report share. */
export interface ReportContext {
  readonly writer: MarkdownWriter;
  readonly places: ExhibitPlaces;
  readonly drawn: ReportOptions["drawn"];
  readonly links: { readonly notebooks: string; readonly figures: string };
}

/** One notebook as a section: its text, its code folded away, its exhibits and other outputs. */
export function notebookHtml(source: ReportNotebook, context: ReportContext): string {
  const { writer } = context;
  const { cells } = source.notebook;
  const top = topHeading(cells.filter((cell) => cell.cell_type === "markdown").map((cell) => cell.source));
  const title = top === undefined ? writer.render(`# ${source.name.replaceAll("_", " ")}`, 1) : "";
  let number = 0;
  const blocks = cells.map((cell) => {
    if (cell.cell_type === "markdown") return writer.render(cell.source, 2 - (top ?? 1));
    if (cell.cell_type !== "code") return "";
    number += 1;
    return codeCellHtml(cell, number, source.name, context);
  });
  return `<section class="notebook" data-notebook="${escapeHtml(source.name)}">\n${title}${blocks.join("\n")}\n</section>`;
}

function codeCellHtml(cell: CodeCell, number: number, notebook: string, context: ReportContext): string {
  const href = `${context.links.notebooks}${encodeURIComponent(notebook)}.ipynb`;
  const origin = { href, text: `Notebook ${notebook}, cell ${number}` };
  const exhibitContext = { drawn: context.drawn, figures: context.links.figures, origin };
  const outputs = cell.outputs.map((output) => {
    const exhibit = outputExhibit(output);
    if (exhibit !== undefined) return exhibitHtml(context.places.place(exhibit), exhibitContext);
    return outputHtml(output, notebook, (text) => context.writer.render(text, 2));
  });
  const parts = [codeHtml(cell, number, notebook, href), ...outputs].filter((part) => part !== "");
  // Comments tell a live review what belongs to the cell; they change nothing on the page.
  return [`<!-- cell ${number} -->`, ...parts, "<!-- end of cell -->"].join("\n");
}

/** Folded code, highlighted, with a link to the file; nothing for an empty cell or one tagged `remove-input`. */
function codeHtml(cell: CodeCell, number: number, notebook: string, href: string): string {
  const tags = cell.metadata.tags;
  const hidden = Array.isArray(tags) && tags.includes("remove-input");
  if (hidden || cell.source.trim() === "") return "";
  const code = hljs.highlight(cell.source.trimEnd(), { language: "typescript" }).value;
  return `<details class="code"><summary>Code <span class="where">${escapeHtml(notebook)}, cell ${number}</span></summary>
<pre tabindex="0"><code>${code}</code></pre>
<p class="exhibit-links"><a href="${escapeHtml(href)}">Open ${escapeHtml(notebook)}.ipynb</a></p></details>`;
}
