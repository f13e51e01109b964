import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";
import { citationRule } from "./citations/citationRule";
import { crossReferences, type Labels } from "./crossReferences";

/** The Markdown of reports, for HTML and Word: footnotes, citations, links to exhibits by label, typeset quotes; raw HTML is text. */
export function reportMarkdown(labels: Labels): MarkdownIt {
  const md = new MarkdownIt({ html: false, typographer: true }).disable("replacements");
  return md.use(footnote).use(citationRule).use(crossReferences, labels);
}
