import { escapeHtml } from "../util/escapeHtml";
import { bannerHtml } from "./dataLabel";
import { styleSheet } from "./styleSheet";
import type { ReportOptions } from "./types";

/** Nothing may be loaded but what is inside the file. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'";

/** Parts of the document as HTML, in reading order. */
export interface PageParts {
  readonly front: string;
  readonly contents: string;
  readonly body: string;
}

/** The whole self-contained document. */
export function pageHtml(
  options: Pick<ReportOptions, "title" | "subtitle" | "facts" | "label">,
  { front, contents, body }: PageParts,
): string {
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(options.title)}</title>
<style>
${styleSheet(options.title, options.label)}
</style>
</head>
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
</body>
</html>
`;
}

function factsHtml(facts: NonNullable<ReportOptions["facts"]>): string {
  if (facts.length === 0) return "";
  const items = facts.map((fact) => `<div><dt>${escapeHtml(fact.name)}</dt><dd>${escapeHtml(fact.value)}</dd></div>`);
  return `<dl class="facts">${items.join("")}</dl>`;
}
