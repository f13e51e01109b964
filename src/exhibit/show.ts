import { activeGate } from "../disclosure/activeGate";
import { declaredExhibit, NOT_CLEARED } from "../disclosure/declaredExhibit";
import type { Gate } from "../disclosure/gate";
import { displayBundle } from "../notebook/display";
import { notebookStyle } from "./notebookStyle";
import { tableHtml } from "./tableHtml";
import { tableText } from "./tableText";
import { EXHIBIT_MIME, type Exhibit } from "./types";
import { withoutUnderlying } from "./withoutUnderlying";

/**
 * Shows an exhibit in a notebook cell as one output: HTML and text for readers, plotly JSON for live figures, and the exhibit
 * itself for the report. On restricted answers only what the disclosure gate clears.
 *
 * @example show(table3(results));
 */
export function show(exhibit: Exhibit): void {
  const active = activeGate();
  displayBundle(active ? active.seal(clearedBundle(exhibit, active.gate)) : exhibitBundle(withoutUnderlying(exhibit)));
}

function clearedBundle(exhibit: Exhibit, gate: Gate): Record<string, unknown> {
  const cleared = declaredExhibit(exhibit, gate);
  return cleared ? exhibitBundle(cleared) : { "text/plain": `${exhibit.id}: ${NOT_CLEARED}` };
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
