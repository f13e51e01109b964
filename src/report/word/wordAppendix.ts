import { AlignmentType, Document, LevelFormat, Packer, PageBreak, Paragraph, TextRun } from "docx";
import type { CodeCell } from "../../notebook/nbformat";
import { shortLabel } from "../dataLabel";
import { outputExhibit } from "../notebookExhibits";
import { type ExhibitPlaces, exhibitPlaces } from "../placeExhibits";
import { topHeading } from "../topHeading";
import type { FrontBlock, PlacedExhibit, ReportNotebook, ReportOptions } from "../types";
import { contentsOfExhibits, contentsOfHeadings } from "./contents";
import { captionText, figurePart, tablePart, type WordPart } from "./exhibitBlocks";
import { markdownBlocks, NUMBERED_LIST } from "./markdownBlocks";
import { sections } from "./sections";
import { stableZip } from "./stableZip";
import { STYLES, wordStyles } from "./styles";
import type { WordContext } from "./types";

/**
 * The report as a Word document: title, contents, summary, then the text, sentences and exhibits of every notebook, without the code.
 * Each exhibit stands once. The same report gives the same bytes.
 */
export async function wordAppendix(options: ReportOptions, exhibits: readonly PlacedExhibit[]): Promise<Buffer> {
  const first = exhibits.filter(({ repeated }) => !repeated).map(({ exhibit }) => exhibit);
  const context: WordContext = {
    headings: [],
    anchors: new Set(first.map(({ id }) => id)),
    footnotes: {},
    noteCount: 0,
    bookmarks: 0,
    drawings: 0,
    lists: 0,
  };
  const places = exhibitPlaces([], new Set());
  const body = [
    ...blockParts(options.frontMatter, options, places, context),
    ...options.notebooks.flatMap((one) => notebookParts(one, options, places, context)),
    ...blockParts(options.backMatter ?? [], options, places, context),
  ];
  const opening: WordPart = {
    landscape: false,
    blocks: [
      ...titleBlocks(options),
      ...contentsOfHeadings(
        context.headings.filter(({ level }) => level <= 2).map((one) => ({ ...one, level: one.level === 1 ? 1 : 2 })),
      ),
      ...contentsOfExhibits(first.map((exhibit) => ({ level: 1, text: captionText(exhibit), anchor: exhibit.id }))),
      new Paragraph({ children: [new PageBreak()] }),
    ],
  };
  const document = new Document({
    title: options.title,
    subject: options.subtitle,
    creator: "link-workers",
    lastModifiedBy: "link-workers",
    description: shortLabel(options.label),
    styles: wordStyles,
    numbering: { config: [{ reference: NUMBERED_LIST, levels: numberedLevels() }] },
    footnotes: context.footnotes,
    sections: sections([opening, ...body], options.title, shortLabel(options.label)),
  });
  return stableZip(await Packer.toBuffer(document));
}

function titleBlocks({ title, subtitle, facts = [] }: ReportOptions): Paragraph[] {
  return [
    new Paragraph({ style: "Title", text: title }),
    ...(subtitle === undefined ? [] : [new Paragraph({ style: STYLES.subtitle, text: subtitle })]),
    ...facts.map(
      ({ name, value }) =>
        new Paragraph({
          style: STYLES.facts,
          children: [new TextRun({ text: `${name}: `, bold: true }), new TextRun(value)],
        }),
    ),
  ];
}

function blockParts(
  blocks: readonly FrontBlock[],
  options: ReportOptions,
  places: ExhibitPlaces,
  context: WordContext,
): WordPart[] {
  const texts = blocks.flatMap((block) => (block.kind === "markdown" ? [block.text] : []));
  const top = topHeading(texts) ?? 1;
  return blocks.flatMap((block) =>
    block.kind === "markdown"
      ? [upright(markdownBlocks(block.text, 1 - top, context))]
      : exhibitParts(places.place(block.exhibit), options, context),
  );
}

function notebookParts(
  source: ReportNotebook,
  options: ReportOptions,
  places: ExhibitPlaces,
  context: WordContext,
): WordPart[] {
  const { cells } = source.notebook;
  const texts = cells.flatMap((cell) => (cell.cell_type === "markdown" ? [cell.source] : []));
  const top = topHeading(texts) ?? 1;
  return cells.flatMap((cell) => {
    if (cell.cell_type === "markdown") return [upright(markdownBlocks(cell.source, 1 - top, context))];
    return cell.cell_type === "code" ? outputParts(cell, options, places, context) : [];
  });
}

function outputParts(cell: CodeCell, options: ReportOptions, places: ExhibitPlaces, context: WordContext): WordPart[] {
  return cell.outputs.flatMap((output) => {
    const exhibit = outputExhibit(output);
    if (exhibit !== undefined) return exhibitParts(places.place(exhibit), options, context);
    if (!("data" in output)) return [];
    const sentence = output.data["text/markdown"];
    return typeof sentence === "string" ? [upright(markdownBlocks(sentence, 2, context))] : [];
  });
}

function exhibitParts(
  { exhibit, repeated }: PlacedExhibit,
  { drawn }: ReportOptions,
  context: WordContext,
): WordPart[] {
  if (repeated) return [];
  if (exhibit.kind === "table") return [tablePart(exhibit, context)];
  const drawing = drawn.get(exhibit.id);
  if (drawing === undefined)
    throw new Error(`wordAppendix: figure ${exhibit.id} was not drawn; pass it to drawFigures first.`);
  return [figurePart(drawing, exhibit, context)];
}

const upright = (blocks: readonly Paragraph[]): WordPart => ({ landscape: false, blocks });

function numberedLevels() {
  return [0, 1, 2].map((level) => ({
    level,
    format: LevelFormat.DECIMAL,
    text: `%${level + 1}.`,
    alignment: AlignmentType.START,
    style: { paragraph: { indent: { left: 420 * (level + 1), hanging: 320 } } },
  }));
}
