import type { PluginWithOptions } from "markdown-it";
import anchor from "markdown-it-anchor";
import { slug, uniqueId } from "../util/uniqueId";
import { type Citations, citationsOf } from "./citations/bibliography";
import { citationHtml } from "./citations/referencesHtml";
import { exhibitLabels, type Labels } from "./crossReferences";
import { reportMarkdown } from "./reportMarkdown";
import type { Heading } from "./types";

/** Turns the Markdown of one report into HTML, keeping headings in one order and all ids apart. */
export interface MarkdownWriter {
  readonly headings: readonly Heading[];
  /** Anchors in use: headings and exhibits share them. */
  readonly ids: Set<string>;
  /** Rendered HTML; heading levels are moved by `shift`. */
  render(text: string, shift: number): string;
}

interface Environment {
  docId: string;
  shift: number;
}

/** A writer for one report. Raw HTML in Markdown is shown as text; quotes are typeset; a level is never skipped. */
export function markdownWriter(
  labels: Labels = exhibitLabels([]),
  citations: Citations = citationsOf(""),
): MarkdownWriter {
  const headings: { level: number; id: string; text: string; words: string }[] = [];
  const ids = new Set<string>();
  const md = reportMarkdown(labels);
  md.renderer.rules.citation = (tokens, i) => citationHtml(tokens[i].meta as string[], citations);
  md.core.ruler.push("shift-headings", (state) => shiftHeadings(state.tokens, state.env as Environment, headings));
  // The two packages' types describe different versions of markdown-it.
  md.use(anchor as unknown as PluginWithOptions<anchor.AnchorOptions>, {
    slugify: (text: string) => uniqueId(slug(text), ids),
    tabIndex: false,
    callback: (token: { tag: string }, info: { slug: string; title: string }) => {
      headings.push({ level: Number(token.tag.slice(1)), id: info.slug, text: info.title, words: "" });
    },
  });
  md.core.ruler.push("words-of-sections", ({ tokens }) => collectWords(tokens, headings));
  md.renderer.rules.footnote_caption = (tokens, i) => String((tokens[i].meta as { id: number }).id + 1);
  const backLink = md.renderer.rules.footnote_anchor!;
  // An arrow that the embedded fonts have.
  md.renderer.rules.footnote_anchor = (...args) =>
    backLink(...args)
      .replace(/\u21a9\ufe0e/, "\u2191")
      .replace("<a ", '<a aria-label="Back to the text" ');
  md.renderer.rules.table_open = () =>
    '<div class="table-scroll" role="group" tabindex="0" aria-label="Table">\n<table>\n';
  md.renderer.rules.table_close = () => "</table></div>\n";
  let documents = 0;
  return {
    headings,
    ids,
    render(text, shift) {
      documents += 1;
      return md.render(text, { docId: `-${documents}`, shift } satisfies Environment);
    },
  };
}

/** Adds running text to the last heading that stands above it. */
function collectWords(tokens: readonly { type: string; content: string }[], headings: { words: string }[]): void {
  let open = headings.length - tokens.filter(({ type }) => type === "heading_open").length - 1;
  let heading = false;
  for (const { type, content } of tokens) {
    if (type === "heading_open" || type === "heading_close") heading = type === "heading_open";
    if (type === "heading_open") open += 1;
    const section = headings[open];
    if (type === "inline" && !heading && section !== undefined) section.words = `${section.words} ${content}`.trim();
  }
}

/** Moves levels by the text's shift, to at least h2 (the report's title is h1) and at most one below the last heading. */
function shiftHeadings(tokens: { type: string; tag: string }[], env: Environment, earlier: readonly Heading[]): void {
  let last = earlier.at(-1)?.level ?? 1;
  for (const token of tokens) {
    if (token.type === "heading_open")
      last = Math.min(Math.max(Number(token.tag.slice(1)) + env.shift, 2), last + 1, 6);
    if (token.type === "heading_open" || token.type === "heading_close") token.tag = `h${last}`;
  }
}
