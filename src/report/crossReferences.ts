import type MarkdownIt from "markdown-it";
import type { Exhibit } from "../exhibit/types";

type Tokens = ReturnType<MarkdownIt["parse"]>;
type Token = Tokens[number];

/** Finds the labels of numbered exhibits in a text. */
export interface Labels {
  /** Matches every label; undefined when no exhibit has one. */
  readonly pattern: RegExp | undefined;
  /** Id of the exhibit with a label. */
  idOf(label: string): string;
}

/** The labels that authors gave: `Table 3`, `Figure S.1`, `Box 1`. Of exhibits with one label the first is meant. */
export function exhibitLabels(exhibits: readonly Exhibit[]): Labels {
  const ids = new Map<string, string>();
  for (const { label, id } of exhibits) if (/\d$/.test(label) && !ids.has(label)) ids.set(label, id);
  const sources = [...ids.keys()]
    .sort((a, b) => b.length - a.length)
    .map((label) => label.replace(/[.*+?^$]/g, "\\$&"));
  return {
    pattern:
      sources.length === 0
        ? undefined
        : new RegExp(`(?<!\\w)(?:${sources.join("|")})(?!\\w|\\.\\w|,? ?continued)`, "g"),
    idOf: (label) => ids.get(label) as string,
  };
}

/** Markdown-it plugin: a label in running text becomes a link to its exhibit. Headings, code and links are left alone. */
export function crossReferences(md: MarkdownIt, { pattern, idOf }: Labels): void {
  if (pattern === undefined) return;
  md.core.ruler.push("cross-references", (state) => {
    let heading = false;
    for (const token of state.tokens) {
      if (token.type === "heading_open" || token.type === "heading_close") heading = token.type === "heading_open";
      if (token.type !== "inline" || heading || token.children === null) continue;
      let depth = 0;
      token.children = token.children.flatMap((child) => {
        if (child.type === "link_open") depth += 1;
        if (child.type === "link_close") depth -= 1;
        return child.type === "text" && depth === 0 ? linked(child, pattern, idOf, state.Token) : [child];
      });
    }
  });
}

function linked(
  token: Token,
  pattern: RegExp,
  idOf: Labels["idOf"],
  TokenClass: new (...args: [string, string, -1 | 0 | 1]) => Token,
): Token[] {
  const parts: Token[] = [];
  const text = (content: string) => {
    if (content === "") return;
    const one = new TokenClass("text", "", 0);
    one.content = content;
    parts.push(one);
  };
  let at = 0;
  for (const match of token.content.matchAll(pattern)) {
    text(token.content.slice(at, match.index));
    const open = new TokenClass("link_open", "a", 1);
    open.attrs = [["href", `#${idOf(match[0])}`]];
    parts.push(open);
    text(match[0]);
    parts.push(new TokenClass("link_close", "a", -1));
    at = match.index + match[0].length;
  }
  text(token.content.slice(at));
  return parts;
}
