import type { Paragraph } from "docx";

/** What the parts of one Word document share while it is put together, in order. */
export interface WordContext {
  readonly headings: { readonly level: number; readonly text: string; readonly anchor: string }[];
  /** Ids of exhibits: links to them become links in the document. */
  readonly anchors: ReadonlySet<string>;
  readonly footnotes: Record<string, { readonly children: readonly Paragraph[] }>;
  noteCount: number;
  bookmarks: number;
  drawings: number;
  lists: number;
}
