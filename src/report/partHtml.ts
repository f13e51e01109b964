import { referencesHtml } from "./citations/referencesHtml";
import { exhibitHtml } from "./exhibitHtml";
import { notebookHtml, type ReportContext } from "./notebookHtml";
import { topHeading } from "./topHeading";
import type { ReportBlock, ReportPart } from "./types";

/** A part of the report: its heading, when it has one, over its blocks. */
export function partHtml(part: ReportPart, context: ReportContext): string {
  if (part.title === undefined) return blocksHtml(part.blocks, 2, context);
  const heading = context.writer.render(`# ${part.title}`, 1);
  return `<section class="part">\n${heading}${blocksHtml(part.blocks, 3, context)}\n</section>`;
}

/** Blocks in order; their uppermost headings are of the given level. */
export function blocksHtml(blocks: readonly ReportBlock[], level: number, context: ReportContext): string {
  const texts = blocks.flatMap((block) => (block.kind === "markdown" ? [block.text] : []));
  const shift = level - (topHeading(texts) ?? 1);
  return blocks.map((block) => blockHtml(block, level, shift, context)).join("\n");
}

function blockHtml(block: ReportBlock, level: number, shift: number, context: ReportContext): string {
  switch (block.kind) {
    case "markdown":
      return context.writer.render(block.text, shift);
    case "exhibit":
      return exhibitHtml(context.places.place(block.exhibit), context, {
        modules: block.source === undefined ? [] : [block.source],
      });
    case "notebook":
      return notebookHtml(block.notebook, level, context);
    case "references":
      return referencesHtml(context.citations.references());
  }
}
