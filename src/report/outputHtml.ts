import { stripVTControlCharacters } from "node:util";
import { RESULTS_MIME } from "../exhibit/types";
import type { Output } from "../notebook/nbformat";
import { StudyError } from "../util/errors";
import { escapeHtml } from "../util/escapeHtml";

/** Writers for what an output may hold that is not an exhibit; the first present wins. */
const WRITERS: readonly (readonly [string, (content: string, markdown: (text: string) => string) => string])[] = [
  ["text/html", (html) => `<div class="output-html">${html}</div>`],
  ["image/svg+xml", (svg) => `<div class="output-picture">${svg.replace(/^\s*<\?xml[^>]*>\s*/, "")}</div>`],
  ["image/png", (png) => `<div class="output-picture"><img alt="" src="data:image/png;base64,${png.trim()}"></div>`],
  ["text/markdown", (text, markdown) => markdown(text)],
  ["text/plain", (text) => preformatted(text)],
];

/**
 * HTML of an output without exhibit, by its richest known mime type; stderr and outputs meant for the results store give nothing.
 * @throws StudyError `notebook-has-no-errors`: a report is never made from a failed notebook.
 */
export function outputHtml(output: Output, notebook: string, markdown: (text: string) => string): string {
  switch (output.output_type) {
    case "error":
      throw new StudyError(
        "notebook",
        "notebook-has-no-errors",
        `${notebook} holds an error output (${output.ename}: ${output.evalue}). Mend the cell and run the notebook again.`,
      );
    case "stream":
      return output.name === "stderr" ? "" : preformatted(output.text);
    default: {
      if (RESULTS_MIME in output.data) return "";
      const writer = WRITERS.find(([mime]) => typeof output.data[mime] === "string");
      return writer === undefined ? "" : writer[1](output.data[writer[0]] as string, markdown);
    }
  }
}

function preformatted(text: string): string {
  const clean = stripVTControlCharacters(text).trimEnd();
  return clean === "" ? "" : `<pre class="output" tabindex="0">${escapeHtml(clean)}</pre>`;
}
