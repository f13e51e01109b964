import { BookmarkEnd, BookmarkStart, type ParagraphChild } from "docx";
import type { WordContext } from "./types";

/** An id as Word allows it for a bookmark: letters, digits and underscores, at most 40. */
export function bookmarkName(id: string): string {
  return id.replace(/[^A-Za-z0-9]/g, "_").slice(0, 40);
}

/** Children inside a bookmark that links lead to. (The package's own `Bookmark` gives every bookmark the number 1.) */
export function bookmarked(
  anchor: string,
  children: readonly ParagraphChild[],
  context: Pick<WordContext, "bookmarks">,
): ParagraphChild[] {
  context.bookmarks += 1;
  return [new BookmarkStart(bookmarkName(anchor), context.bookmarks), ...children, new BookmarkEnd(context.bookmarks)];
}
