import type { Paragraph } from "docx";
import type MarkdownIt from "markdown-it";
import type { Citations } from "../citations/bibliography";

/** What the parts of one Word document share while it is put together, in order. */
export interface WordContext {
  readonly markdown: MarkdownIt;
  readonly citations: Citations;
  readonly headings: { readonly level: number; readonly text: string; readonly anchor: string }[];
  /** Ids of exhibits: links to them become links in the document. */
  readonly anchors: ReadonlySet<string>;
  /** Paragraphs of running text by what they are: a wide table takes those right above it onto its page. */
  readonly text: WeakMap<object, "heading" | "paragraph">;
  readonly footnotes: Record<string, { readonly children: readonly Paragraph[] }>;
  /** Sentences printed so far: each stands once. */
  readonly said: Set<string>;
  noteCount: number;
  bookmarks: number;
  drawings: number;
  lists: number;
}
