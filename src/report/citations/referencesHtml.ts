import { escapeHtml } from "../../util/escapeHtml";
import type { Citations, Reference } from "./bibliography";

/** `[1, 2]` in the text, each number leading to the list. */
export function citationHtml(keys: readonly string[], citations: Citations): string {
  const links = keys.map((key) => `<a href="#${referenceId(key)}" role="doc-biblioref">${citations.number(key)}</a>`);
  return `<span class="citation">[${links.join(", ")}]</span>`;
}

/** The numbered list. */
export function referencesHtml(references: readonly Reference[]): string {
  return `<ol class="references">\n${references.map(item).join("\n")}\n</ol>`;
}

/** Anchor of a source in the list, in HTML and Word. */
export const referenceId = (key: string): string => `ref-${key}`;

function item({ key, text, href }: Reference): string {
  const shown = href.replace(/^https:\/\/doi\.org\//, "doi:");
  const link = href === "" ? "" : ` <a href="${escapeHtml(href)}">${escapeHtml(shown)}</a>`;
  return `<li id="${referenceId(key)}">${escapeHtml(text)}${link}</li>`;
}
