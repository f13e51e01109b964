import { escapeHtml } from "../util/escapeHtml";
import { bannerHtml } from "./dataLabel";
import { pageHead } from "./pageHead";
import type { ReportOptions } from "./types";

/** Parts of the document as HTML, in reading order. */
export interface PageParts {
  readonly front: string;
  readonly contents: string;
  readonly body: string;
  /** Script of the page with the data it works on; none for paper. */
  readonly live?: { readonly script: string; readonly packed: string };
}

/** The whole self-contained document. */
export function pageHtml(
  options: Pick<ReportOptions, "title" | "subtitle" | "facts" | "label">,
  { front, contents, body, live }: PageParts,
): string {
  return `${pageHead(options.title, options.label, live?.script)}
<body>
<a class="skip" href="#text">Skip to the text</a>
${bannerHtml(options.label)}
<div class="page">
<header class="masthead">
<h1>${escapeHtml(options.title)}</h1>
${options.subtitle === undefined ? "" : `<p class="subtitle">${escapeHtml(options.subtitle)}</p>`}
${factsHtml(options.facts ?? [])}
</header>
${front}
${contents}
<main id="text">
${body}
</main>
</div>
${live === undefined ? "" : `${live.packed}\n<script>${live.script}</script>\n`}</body>
</html>
`;
}

function factsHtml(facts: NonNullable<ReportOptions["facts"]>): string {
  if (facts.length === 0) return "";
  const items = facts.map((fact) => `<div><dt>${escapeHtml(fact.name)}</dt><dd>${escapeHtml(fact.value)}</dd></div>`);
  return `<dl class="facts">${items.join("")}</dl>`;
}
