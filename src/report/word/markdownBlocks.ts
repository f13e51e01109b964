import { AlignmentType, FootnoteReferenceRun, HeadingLevel, InternalHyperlink, Paragraph, TextRun } from "docx";
import type MarkdownIt from "markdown-it";
import { referenceId } from "../citations/referencesHtml";
import { bookmarked, bookmarkName } from "./bookmark";
import { STYLES } from "./styles";
import type { WordContext } from "./types";

type Token = ReturnType<MarkdownIt["parse"]>[number];
type Inline = TextRun | InternalHyperlink | FootnoteReferenceRun;

/** Numbered lists are set by this numbering of the document. */
export const NUMBERED_LIST = "numbered-list";

const HEADINGS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3, HeadingLevel.HEADING_4];

/**
 * Markdown as Word paragraphs: headings moved by `shift` levels (h1 is Heading 1), paragraphs, lists, code, footnotes. Tables in
 * Markdown are left to exhibits.
 */
export function markdownBlocks(text: string, shift: number, context: WordContext): Paragraph[] {
  const tokens = context.markdown.parse(text, {});
  const lists: { ordered: boolean; instance: number }[] = [];
  const notes = new Map<number, number>();
  const blocks: Paragraph[] = [];
  const add = (block: Paragraph, kind: "heading" | "paragraph"): void => {
    blocks.push(block);
    context.text.set(block, kind);
  };
  let heading: number | undefined;
  let note: number | undefined;
  for (const token of tokens) {
    switch (token.type) {
      case "heading_open":
        heading = Math.min(Math.max(Number(token.tag.slice(1)) + shift, 1), HEADINGS.length);
        break;
      case "heading_close":
        heading = undefined;
        break;
      case "bullet_list_open":
      case "ordered_list_open":
        context.lists += 1;
        lists.push({ ordered: token.type === "ordered_list_open", instance: context.lists });
        break;
      case "bullet_list_close":
      case "ordered_list_close":
        lists.pop();
        break;
      case "footnote_open":
        note = (token.meta as { id: number }).id;
        break;
      case "footnote_close":
        note = undefined;
        break;
      case "fence":
      case "code_block":
        blocks.push(...codeLines(token.content));
        break;
      case "inline": {
        const children = inlineRuns(token.children ?? [], notes, context);
        if (note !== undefined) context.footnotes[notes.get(note) ?? 0] = { children: [new Paragraph({ children })] };
        else if (heading !== undefined) add(headingBlock(token, heading, children, context), "heading");
        else add(new Paragraph({ children, ...listProperties(lists) }), "paragraph");
      }
    }
  }
  return blocks;
}

function headingBlock(token: Token, level: number, children: readonly Inline[], context: WordContext): Paragraph {
  const text = (token.children ?? []).map((child) => child.content).join("");
  const anchor = `section-${context.headings.length + 1}`;
  context.headings.push({ level, text, anchor });
  return new Paragraph({
    heading: HEADINGS[level - 1],
    pageBreakBefore: level === 1,
    children: bookmarked(anchor, children, context),
  });
}

function listProperties(lists: readonly { ordered: boolean; instance: number }[]) {
  const list = lists.at(-1);
  if (list === undefined) return {};
  const level = lists.length - 1;
  if (!list.ordered) return { bullet: { level } };
  return { numbering: { reference: NUMBERED_LIST, level, instance: list.instance }, alignment: AlignmentType.LEFT };
}

function codeLines(content: string): Paragraph[] {
  return content
    .trimEnd()
    .split("\n")
    .map((line) => new Paragraph({ style: STYLES.code, text: line }));
}

function inlineRuns(tokens: readonly Token[], notes: Map<number, number>, context: WordContext): Inline[] {
  const look: { bold?: boolean; italics?: boolean } = {};
  let link: { anchor: string; runs: TextRun[] } | undefined;
  const runs: Inline[] = [];
  const add = (text: string, more: object = {}) => {
    const run = new TextRun({
      text,
      ...look,
      ...more,
    });
    if (link === undefined) runs.push(run);
    else link.runs.push(run);
  };
  for (const token of tokens) {
    if (token.type === "text") add(token.content);
    else if (token.type === "code_inline") add(token.content, { font: "Consolas", size: 19 });
    else if (token.type === "softbreak") add(" ");
    else if (token.type === "hardbreak") add("", { break: 1 });
    else if (token.type === "strong_open" || token.type === "strong_close") look.bold = token.type === "strong_open";
    else if (token.type === "em_open" || token.type === "em_close") look.italics = token.type === "em_open";
    else if (token.type === "link_open") {
      const href = token.attrGet("href") ?? "";
      const anchor = href.startsWith("#") ? href.slice(1) : "";
      if (context.anchors.has(anchor)) link = { anchor, runs: [] };
    } else if (token.type === "link_close" && link !== undefined) {
      runs.push(new InternalHyperlink({ anchor: bookmarkName(link.anchor), children: link.runs }));
      link = undefined;
    } else if (token.type === "citation") {
      runs.push(...citationRuns(token.meta as string[], context));
    } else if (token.type === "footnote_ref") {
      const { id } = token.meta as { id: number };
      if (!notes.has(id)) context.noteCount += 1;
      notes.set(id, notes.get(id) ?? context.noteCount);
      runs.push(new FootnoteReferenceRun(notes.get(id)!));
    }
  }
  return runs;
}

/** `[1, 2]`, each number leading to the list of references. */
function citationRuns(keys: readonly string[], { citations }: WordContext): Inline[] {
  const numbers = keys.flatMap((key, i) => [
    new TextRun(i === 0 ? "[" : ", "),
    new InternalHyperlink({
      anchor: bookmarkName(referenceId(key)),
      children: [new TextRun(String(citations.number(key)))],
    }),
  ]);
  return [...numbers, new TextRun("]")];
}
