import type { PackedFigure } from "../packedTypes.js";
import { loadLibrary } from "./unpack.mjs";

interface Plotly {
  newPlot(element: HTMLElement, data: readonly object[], layout: object, config: object): Promise<unknown>;
}

/** Draws a figure over its still picture so that it can be hovered over and zoomed, or takes the drawing away again. */
export async function toggleLive(figure: HTMLElement, { plot, width, height }: PackedFigure): Promise<boolean> {
  const still = figure.querySelector<HTMLElement>(".figure-scroll > svg");
  const live = figure.querySelector(".live-plot");
  if (still !== null) still.style.display = live === null ? "none" : "";
  if (live !== null) {
    live.remove();
    return false;
  }
  const place = document.createElement("div");
  place.className = "live-plot";
  place.style.maxWidth = `${width}px`;
  figure.querySelector(".figure-scroll")?.append(place);
  await loadLibrary("plotly");
  const { Plotly: plotly } = globalThis as unknown as { Plotly: Plotly };
  const layout = { ...plot.layout, height, autosize: true, modebar: { orientation: "v" } };
  await plotly.newPlot(place, plot.data, layout, {
    responsive: true,
    displaylogo: false,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
  });
  return true;
}
