import { displayBundle } from "../notebook/display";
import { notebookStyle } from "./notebookStyle";
import { tableHtml } from "./tableHtml";
import { tableText } from "./tableText";
import { EXHIBIT_MIME, type Exhibit } from "./types";

/**
 * Shows an exhibit in a notebook cell as one output: HTML and text for readers, plotly JSON for live figures, and the exhibit
 * itself for the report.
 *
 * @example show(table3(results));
 */
export function show(exhibit: Exhibit): void {
  displayBundle(exhibitBundle(exhibit));
}

/** The output of {@link show}: mime type to content. */
export function exhibitBundle(exhibit: Exhibit): Record<string, unknown> {
  if (exhibit.kind === "table") {
    return {
      "text/html": notebookStyle + tableHtml(exhibit),
      "text/plain": tableText(exhibit),
      [EXHIBIT_MIME]: exhibit,
    };
  }
  return {
    "application/vnd.plotly.v1+json": exhibit.plot,
    "text/plain": `${exhibit.label === "" ? "" : `${exhibit.label}. `}${exhibit.title}\n${exhibit.alt}`,
    [EXHIBIT_MIME]: exhibit,
  };
}
