import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { withBrowser } from "../browser";
import { tableCsv } from "../exhibit/tableCsv";
import { tableLatex } from "../exhibit/tableLatex";
import { tableMarkdown } from "../exhibit/tableMarkdown";
import type { Exhibit, TableExhibit } from "../exhibit/types";
import { silent } from "../util/progress";
import { contentsHtml } from "./contentsHtml";
import { exhibitHtml } from "./exhibitHtml";
import { markdownWriter } from "./markdownWriter";
import { notebookExhibits } from "./notebookExhibits";
import { notebookHtml, type ReportContext } from "./notebookHtml";
import { pageHtml } from "./pageHtml";
import { exhibitPlaces } from "./placeExhibits";
import { printPdf } from "./printPdf";
import { topHeading } from "./topHeading";
import type { FrontBlock, PlacedExhibit, ReportFiles, ReportOptions } from "./types";
import { wordAppendix } from "./word/wordAppendix";

/**
 * Writes the report of executed notebooks: one self-contained `index.html`, `report.pdf` printed from it, the same without code as
 * `appendix.docx`, and every table as CSV, Markdown and LaTeX.
 * On paper the code is left out (it is in the HTML and the notebooks); everything else is the same document.
 */
export async function buildReport(options: ReportOptions): Promise<ReportFiles> {
  const stage = (options.progress ?? silent).stage("Report");
  const { html, exhibits } = reportHtml(options);
  mkdirSync(options.outDir, { recursive: true });
  const file = (name: string) => join(options.outDir, name);
  const files = { html: file("index.html"), pdf: file("report.pdf"), docx: file("appendix.docx") };
  writeFileSync(files.html, html);
  const tables = writeTables(exhibits, join(options.outDir, "tables"));
  stage.update(0.2, "Word");
  writeFileSync(files.docx, await wordAppendix(options, exhibits));
  stage.update(0.4, "printing");
  writeFileSync(files.pdf, await withBrowser((session) => printPdf(session, html)));
  stage.done();
  return { ...files, tables, exhibits };
}

/** The HTML alone, and the exhibits in it; writes nothing, needs no browser. */
export function reportHtml(options: ReportOptions): { html: string; exhibits: readonly PlacedExhibit[] } {
  const writer = markdownWriter();
  writer.ids.add("text");
  const places = exhibitPlaces(reportExhibits(options), writer.ids);
  const links = options.links ?? { notebooks: "notebooks/", figures: figuresLink(options) };
  const context: ReportContext = { writer, places, drawn: options.drawn, links };
  const front = blocksHtml(options.frontMatter, 'class="front" aria-label="Summary"', context);
  const sections = [
    ...options.notebooks.map((notebook) => notebookHtml(notebook, context)),
    blocksHtml(options.backMatter ?? [], 'class="notebook" aria-label="Appendix"', context),
  ];
  const contents = contentsHtml(writer.headings, places.placed);
  return { html: pageHtml(options, { front, contents, body: sections.join("\n") }), exhibits: places.placed };
}

/** The folder of the drawn figures as seen from `index.html`. */
function figuresLink({ drawn, outDir }: ReportOptions): string {
  const [first] = drawn.values();
  if (first === undefined) return "";
  const steps = relative(resolve(outDir), dirname(resolve(first.files.svg))).split(sep);
  return steps.map((step) => `${encodeURIComponent(step)}/`).join("");
}

function reportExhibits(options: ReportOptions): Exhibit[] {
  const own = (blocks: readonly FrontBlock[]) =>
    blocks.flatMap((block) => (block.kind === "exhibit" ? [block.exhibit] : []));
  return [...own(options.frontMatter), ...notebookExhibits(options.notebooks), ...own(options.backMatter ?? [])];
}

function blocksHtml(blocks: readonly FrontBlock[], attributes: string, context: ReportContext): string {
  if (blocks.length === 0) return "";
  const { writer, places, drawn, links } = context;
  const top = topHeading(blocks.flatMap((block) => (block.kind === "markdown" ? [block.text] : []))) ?? 1;
  const parts = blocks.map((block) =>
    block.kind === "markdown"
      ? writer.render(block.text, 2 - top)
      : exhibitHtml(places.place(block.exhibit), { drawn, figures: links.figures }),
  );
  return `<section ${attributes}>\n${parts.join("\n")}\n</section>`;
}

const TABLE_WRITERS: readonly (readonly [string, (table: TableExhibit) => string])[] = [
  ["csv", tableCsv],
  ["md", tableMarkdown],
  ["tex", tableLatex],
];

/** Each table once, in every format, as `<id>.<format>`. */
function writeTables(exhibits: readonly PlacedExhibit[], folder: string): string[] {
  const tables = exhibits.flatMap(({ exhibit, repeated }) => (exhibit.kind === "table" && !repeated ? [exhibit] : []));
  if (tables.length > 0) mkdirSync(folder, { recursive: true });
  return tables.flatMap((table) =>
    TABLE_WRITERS.map(([extension, write]) => {
      const path = join(folder, `${table.id}.${extension}`);
      writeFileSync(path, write(table));
      return path;
    }),
  );
}
