import type MarkdownIt from "markdown-it";

/** Keys in `[@wilding2025]` or `[@liang1986; @abadie2023]`. */
const CITATION = /^\[@[\w:-]+(?:\s*;\s*@[\w:-]+)*\]/;

/** Markdown-it plugin: citations become tokens of type `citation`, whose `meta` is the list of keys. */
export function citationRule(md: MarkdownIt): void {
  md.inline.ruler.before("link", "citation", (state, silent) => {
    const found = CITATION.exec(state.src.slice(state.pos, state.posMax))?.[0];
    if (found === undefined) return false;
    if (!silent) state.push("citation", "", 0).meta = keysOf(found);
    state.pos += found.length;
    return true;
  });
}

const keysOf = (citation: string): readonly string[] =>
  citation
    .slice(1, -1)
    .split(";")
    .map((part) => part.trim().slice(1));
