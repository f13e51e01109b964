import type { LivePlot } from "../renderOutput.js";
import { scriptAddress } from "./api.mjs";

interface Plotly {
  newPlot(element: HTMLElement, data: readonly object[], layout: object, config: object): Promise<unknown>;
}

let loading: Promise<Plotly> | undefined;

/** Draws a figure one can hover over and zoom. Plotly is loaded at the first one. */
export async function drawPlot(element: HTMLElement, plot: LivePlot): Promise<void> {
  loading ??= load();
  const plotly = await loading;
  const { width, height } = plot;
  // Upright, so that the tools do not cover the mark of simulated data.
  const modebar = { orientation: "v" };
  const layout = { ...plot.layout, ...(height === undefined ? {} : { height }), autosize: true, modebar };
  if (width !== undefined) element.style.maxWidth = `${width}px`;
  await plotly.newPlot(element, plot.data, layout, {
    responsive: true,
    displaylogo: false,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
  });
}

function load(): Promise<Plotly> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = scriptAddress("plotly.js");
    script.onload = () => resolve((globalThis as unknown as { Plotly: Plotly }).Plotly);
    script.onerror = () => reject(new Error("plotly could not be loaded from the review server"));
    document.head.append(script);
  });
}
