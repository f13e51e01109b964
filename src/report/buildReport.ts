import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { withBrowser } from "../browser";
import { silent } from "../util/progress";
import { citationsOf } from "./citations/bibliography";
import { CODE_PAGE, codePage } from "./codePage";
import { contentsHtml } from "./contentsHtml";
import { exhibitLabels } from "./crossReferences";
import { markdownWriter } from "./markdownWriter";
import type { ReportContext } from "./notebookHtml";
import { packedData } from "./packed";
import { pageHtml } from "./pageHtml";
import { pageScript } from "./pageScript";
import { blocksHtml, partHtml } from "./partHtml";
import { exhibitPlaces } from "./placeExhibits";
import { printPdf } from "./printPdf";
import { reportExhibits, reportParts } from "./reportParts";
import { modulesOfCell, sourceModules } from "./sourceModules";
import type { PlacedExhibit, ReportFiles, ReportOptions } from "./types";
import { wordAppendix } from "./word/wordAppendix";
import { writeTables } from "./writeTables";

/**
 * Writes the report of executed notebooks: one self-contained `index.html` with the code behind its exhibits as `code.html`,
 * `report.pdf` printed from it, the same without code as `appendix.docx`, and every table as CSV, Markdown and LaTeX.
 * On paper the code is left out (it is in the HTML and the notebooks); everything else is the same document.
 */
export async function buildReport(options: ReportOptions): Promise<ReportFiles> {
  const stage = (options.progress ?? silent).stage("Report");
  const { html, paper, exhibits } = reportHtml(options);
  mkdirSync(options.outDir, { recursive: true });
  const file = (name: string) => join(options.outDir, name);
  const files = {
    html: file("index.html"),
    code: file(CODE_PAGE),
    pdf: file("report.pdf"),
    docx: file("appendix.docx"),
  };
  writeFileSync(files.html, html);
  writeFileSync(files.code, codePage(options.title, modulesBehind(options)));
  const tables = writeTables(exhibits, join(options.outDir, "tables"));
  stage.update(0.2, "Word");
  writeFileSync(files.docx, await wordAppendix(options, exhibits));
  stage.update(0.4, "printing");
  writeFileSync(files.pdf, await withBrowser((session) => printPdf(session, paper)));
  stage.done();
  return { ...files, tables, exhibits };
}

/** The pages for screen and paper, and the exhibits in them; writes nothing, needs no browser. */
export function reportHtml(options: ReportOptions): {
  html: string;
  paper: string;
  exhibits: readonly PlacedExhibit[];
} {
  const expected = reportExhibits(options);
  const citations = citationsOf(options.bibliography ?? "");
  const writer = markdownWriter(exhibitLabels(expected), citations);
  writer.ids.add("text");
  const places = exhibitPlaces(expected, writer.ids);
  const links = options.links ?? { notebooks: "notebooks/", figures: figuresLink(options) };
  const context: ReportContext = {
    writer,
    citations,
    places,
    drawn: options.drawn,
    links,
    modules: sourceModules(),
    said: new Set(),
  };
  const front =
    options.frontMatter.length === 0
      ? ""
      : `<section class="front" aria-label="Summary">\n${blocksHtml(options.frontMatter, 2, context)}\n</section>`;
  const body = reportParts(options)
    .map((part) => partHtml(part, context))
    .join("\n");
  const page = (medium: "screen" | "paper") => ({
    front,
    contents: contentsHtml(writer.headings, places.placed, medium),
    body,
  });
  const live = { script: pageScript(), packed: packedData(writer.headings, places.placed) };
  return {
    html: pageHtml(options, { ...page("screen"), live }),
    paper: pageHtml(options, page("paper")),
    exhibits: places.placed,
  };
}

/** The folder of the drawn figures as seen from `index.html`. */
function figuresLink({ drawn, outDir }: ReportOptions): string {
  const [first] = drawn.values();
  if (first === undefined) return "";
  const steps = relative(resolve(outDir), dirname(resolve(first.files.svg))).split(sep);
  return steps.map((step) => `${encodeURIComponent(step)}/`).join("");
}

function modulesBehind(options: ReportOptions): string[] {
  const modules = sourceModules();
  const blocks = [...options.frontMatter, ...reportParts(options).flatMap((part) => part.blocks)];
  return blocks.flatMap((block) => {
    if (block.kind === "exhibit") return block.source ?? [];
    if (block.kind !== "notebook") return [];
    return block.notebook.notebook.cells.flatMap((cell) =>
      cell.cell_type === "code" ? modulesOfCell(cell.source, modules) : [],
    );
  });
}
