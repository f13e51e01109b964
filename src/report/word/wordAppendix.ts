import { AlignmentType, Document, LevelFormat, Packer, Paragraph, TextRun } from "docx";
import type { CodeCell } from "../../notebook/nbformat";
import { citationsOf } from "../citations/bibliography";
import { exhibitLabels } from "../crossReferences";
import { shortLabel } from "../dataLabel";
import { outputExhibit } from "../notebookExhibits";
import { type ExhibitPlaces, exhibitPlaces } from "../placeExhibits";
import { reportMarkdown } from "../reportMarkdown";
import { reportExhibits, reportParts } from "../reportParts";
import { topHeading } from "../topHeading";
import type { PlacedExhibit, ReportBlock, ReportNotebook, ReportOptions, ReportPart } from "../types";
import { contentsOfExhibits, contentsOfHeadings } from "./contents";
import { captionText, figurePart, tablePart, type WordPart } from "./exhibitBlocks";
import { markdownBlocks, NUMBERED_LIST } from "./markdownBlocks";
import { referenceBlocks } from "./referenceBlocks";
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
    markdown: reportMarkdown(exhibitLabels(reportExhibits(options))),
    citations: citationsOf(options.bibliography ?? ""),
    said: new Set(),
    headings: [],
    anchors: new Set(first.map(({ id }) => id)),
    text: new WeakMap(),
    footnotes: {},
    noteCount: 0,
    bookmarks: 0,
    drawings: 0,
    lists: 0,
  };
  const places = exhibitPlaces([], new Set());
  const body = [
    ...blockParts(options.frontMatter, 1, options, places, context),
    ...reportParts(options).flatMap((part) => partBlocks(part, options, places, context)),
  ];
  const opening: WordPart = {
    landscape: false,
    blocks: [
      ...titleBlocks(options),
      ...contentsOfHeadings(
        context.headings.filter(({ level }) => level <= 2).map((one) => ({ ...one, level: one.level === 1 ? 1 : 2 })),
      ),
      ...contentsOfExhibits(first.map((exhibit) => ({ level: 1, text: captionText(exhibit), anchor: exhibit.id }))),
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
    sections: sections([opening, ...body], context, options.title, shortLabel(options.label)),
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

/** A part of the report: its heading, when it has one, over its blocks. */
function partBlocks(
  { title, blocks }: ReportPart,
  options: ReportOptions,
  places: ExhibitPlaces,
  context: WordContext,
): WordPart[] {
  if (title === undefined) return blockParts(blocks, 1, options, places, context);
  return [upright(markdownBlocks(`# ${title}`, 0, context)), ...blockParts(blocks, 2, options, places, context)];
}

function blockParts(
  blocks: readonly ReportBlock[],
  level: number,
  options: ReportOptions,
  places: ExhibitPlaces,
  context: WordContext,
): WordPart[] {
  const texts = blocks.flatMap((block) => (block.kind === "markdown" ? [block.text] : []));
  const shift = level - (topHeading(texts) ?? 1);
  return blocks.flatMap((block) => partsOfBlock(block, level, shift, options, places, context));
}

function partsOfBlock(
  block: ReportBlock,
  level: number,
  shift: number,
  options: ReportOptions,
  places: ExhibitPlaces,
  context: WordContext,
): WordPart[] {
  switch (block.kind) {
    case "markdown":
      return [upright(markdownBlocks(block.text, shift, context))];
    case "exhibit":
      return exhibitParts(places.place(block.exhibit), options, context);
    case "notebook":
      return notebookParts(block.notebook, level, options, places, context);
    case "references":
      return [upright(referenceBlocks(context))];
  }
}

function notebookParts(
  source: ReportNotebook,
  level: number,
  options: ReportOptions,
  places: ExhibitPlaces,
  context: WordContext,
): WordPart[] {
  const { cells } = source.notebook;
  const texts = cells.flatMap((cell) => (cell.cell_type === "markdown" ? [cell.source] : []));
  const top = topHeading(texts) ?? 1;
  return cells.flatMap((cell) => {
    if (cell.cell_type === "markdown") return [upright(markdownBlocks(cell.source, level - top, context))];
    return cell.cell_type === "code" ? outputParts(cell, options, places, context) : [];
  });
}

function outputParts(cell: CodeCell, options: ReportOptions, places: ExhibitPlaces, context: WordContext): WordPart[] {
  return cell.outputs.flatMap((output) => {
    const exhibit = outputExhibit(output);
    if (exhibit !== undefined) return exhibitParts(places.place(exhibit), options, context);
    if (!("data" in output)) return [];
    const sentence = output.data["text/markdown"];
    if (typeof sentence !== "string" || context.said.has(sentence)) return [];
    context.said.add(sentence);
    return [upright(markdownBlocks(sentence, 2, context))];
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
