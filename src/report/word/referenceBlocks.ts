import { ExternalHyperlink, Paragraph, TextRun } from "docx";
import { referenceId } from "../citations/referencesHtml";
import { bookmarked } from "./bookmark";
import { STYLES } from "./styles";
import type { WordContext } from "./types";

/** The sources cited so far, numbered, each with a bookmark that its citations lead to. */
export function referenceBlocks(context: WordContext): Paragraph[] {
  return context.citations.references().map(({ key, number, text, href }) => {
    const shown = href.replace(/^https:\/\/doi\.org\//, "doi:");
    const link =
      href === "" ? [] : [new TextRun(" "), new ExternalHyperlink({ link: href, children: [new TextRun(shown)] })];
    const label = bookmarked(referenceId(key), [new TextRun(`${number}.`)], context);
    return new Paragraph({ style: STYLES.reference, children: [...label, new TextRun(`\t${text}`), ...link] });
  });
}
