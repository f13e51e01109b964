import { tableHtml } from "../exhibit/tableHtml";
import { EXHIBIT_MIME, type Exhibit, type FigureExhibit, RESULTS_MIME } from "../exhibit/types";
import { withSyntheticMark } from "../figure/figureTheme";
import type { MimeBundle, Output } from "../notebook";
import { markdownWriter } from "../report/markdownWriter";
import { outputHtml } from "../report/outputHtml";
import { widthClass } from "../report/widthClass";
import { quoter } from "../results/quote";
import type { ResultRecord } from "../results/types";
import { escapeHtml } from "../util/escapeHtml";

/** A figure for plotly in the page. */
export interface LivePlot {
  readonly data: readonly object[];
  readonly layout: object;
  readonly width?: number;
  readonly height?: number;
}

/** A published number and how it is printed. */
export interface PrintedRecord extends ResultRecord {
  readonly text: string;
}

/** An output as the page shows it; a plot goes into the element of class `review-plot`. */
export interface RenderedOutput {
  readonly html: string;
  readonly plot?: LivePlot;
  readonly records?: readonly PrintedRecord[];
}

const PLOTLY_MIME = "application/vnd.plotly.v1+json";

/** Turns an output with data into HTML by the writers of the report, so that a live result looks as a printed one. */
export function renderOutput(data: MimeBundle, anchor: string): RenderedOutput {
  const exhibit = data[EXHIBIT_MIME] as Exhibit | undefined;
  if (exhibit?.kind === "table") {
    const html = tableHtml(exhibit, { id: anchor });
    return { html: html.replace('exhibit-table"', `exhibit-table ${widthClass(exhibit)}"`) };
  }
  if (exhibit?.kind === "figure") return renderFigure(exhibit, anchor);
  const plot = data[PLOTLY_MIME] as LivePlot | undefined;
  if (plot) return { html: '<div class="review-figure"><div class="review-plot"></div></div>', plot };
  const records = data[RESULTS_MIME] as readonly ResultRecord[] | undefined;
  if (records) {
    const text = typeof data["text/plain"] === "string" ? data["text/plain"] : `${records.length} results stored`;
    return { html: `<p class="review-stored">${escapeHtml(text)}</p>`, records: printedRecords(records) };
  }
  const output: Output = { output_type: "display_data", data, metadata: {} };
  return { html: outputHtml(output, "live", (text) => markdownWriter().render(text, 2)) };
}

/** Records with the text they have in sentences. */
export function printedRecords(records: readonly ResultRecord[]): PrintedRecord[] {
  const quote = quoter(records);
  return records.map((record) => ({ ...record, text: quote(record.key).text }));
}

function renderFigure(figure: FigureExhibit, anchor: string): RenderedOutput {
  const label = figure.label === "" ? "" : `<span class="exhibit-label">${escapeHtml(figure.label)}.</span> `;
  const html = [
    `<figure class="exhibit exhibit-figure" id="${escapeHtml(anchor)}">`,
    `<div class="review-figure" role="region" tabindex="0" aria-label="${escapeHtml(figure.label || figure.title)}"><div class="review-plot" role="img" aria-label="${escapeHtml(figure.alt)}"></div></div>`,
    `<figcaption>${label}<span class="exhibit-title">${escapeHtml(figure.title)}</span></figcaption>`,
    figure.note === "" ? "" : `<p class="exhibit-note">${escapeHtml(figure.note)}</p>`,
    `<details class="in-words"><summary>The figure in words</summary><p>${escapeHtml(figure.alt)}</p></details>`,
    "</figure>",
  ].join("\n");
  const layout = figure.synthetic ? withSyntheticMark(figure.plot.layout) : figure.plot.layout;
  return { html, plot: { data: figure.plot.data, layout, width: figure.width, height: figure.height } };
}
