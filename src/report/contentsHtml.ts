import { escapeHtml } from "../util/escapeHtml";
import type { Heading, PlacedExhibit } from "./types";

/** Hidden until the page's script has made it work. */
const SEARCH = `<div class="search" role="search" hidden>
<label for="search-words">Search</label>
<input id="search-words" type="search" autocomplete="off" spellcheck="false" aria-describedby="search-keys">
<p id="search-keys" class="search-keys">Press / to search, arrow keys to choose</p>
<p role="status"></p>
<ol></ol>
</div>`;

/** Contents from the headings of two levels, then the lists of exhibits: folded on screen, open on paper. */
export function contentsHtml(
  headings: readonly Heading[],
  exhibits: readonly PlacedExhibit[],
  medium: "screen" | "paper",
): string {
  const list = (title: string, kind: "table" | "figure") => exhibitList(title, exhibits, kind, medium === "paper");
  return `<nav class="contents" aria-label="Contents">
${SEARCH}
<p class="contents-title">Contents</p>
<ol class="sections">${sections(headings)}</ol>
${list("Tables", "table")}${list("Figures", "figure")}</nav>`;
}

function sections(headings: readonly Heading[]): string {
  const shown = headings.filter((heading) => heading.level === 2 || heading.level === 3);
  const parts: { head: Heading; below: Heading[] }[] = [];
  for (const heading of shown) {
    if (heading.level === 2 || parts.length === 0) parts.push({ head: heading, below: [] });
    else parts.at(-1)?.below.push(heading);
  }
  return parts
    .map(({ head, below }) => {
      const inner =
        below.length === 0 ? "" : `<ol>${below.map((heading) => `<li>${link(heading)}</li>`).join("")}</ol>`;
      return `<li>${link(head)}${inner}</li>`;
    })
    .join("\n");
}

function link(heading: Heading): string {
  return `<a href="#${heading.id}">${escapeHtml(heading.text)}</a>`;
}

function exhibitList(
  title: string,
  exhibits: readonly PlacedExhibit[],
  kind: "table" | "figure",
  open: boolean,
): string {
  const first = exhibits.filter(({ exhibit, repeated }) => exhibit.kind === kind && !repeated);
  if (first.length === 0) return "";
  const items = first.map(
    ({ exhibit, anchor }) =>
      `<li><a href="#${anchor}"><span class="exhibit-label">${escapeHtml(exhibit.label)}</span> ${escapeHtml(exhibit.title)}</a></li>`,
  );
  return `<details${open ? " open" : ""}><summary>${title}</summary>\n<ul class="exhibit-list">${items.join("\n")}</ul></details>\n`;
}
