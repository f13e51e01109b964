import MarkdownIt from "markdown-it";

const plain = new MarkdownIt();

/** Smallest heading level used in the texts (1 for `#`), or undefined when there is no heading. */
export function topHeading(texts: readonly string[]): number | undefined {
  const levels = texts.flatMap((text) =>
    plain
      .parse(text, {})
      .filter((token) => token.type === "heading_open")
      .map((token) => Number(token.tag.slice(1))),
  );
  return levels.length === 0 ? undefined : Math.min(...levels);
}
