import { SYNTHETIC_LABEL } from "../exhibit/syntheticLabel";
import { AXIS, FAINT, INK, MARK, MUTED, PAPER } from "./palette";

/** Family that the drawing page embeds; other front ends fall back. Quoted: a name with a digit in it is no CSS identifier. */
export const FIGURE_FONT = '"Source Sans 3", "Source Sans Pro", Helvetica, Arial, sans-serif';

/** Default size in CSS pixels: a full text column. */
export const FIGURE_WIDTH = 680;
export const FIGURE_HEIGHT = 400;

const axis = {
  showgrid: false,
  zeroline: false,
  showline: true,
  linecolor: AXIS,
  linewidth: 1,
  ticks: "outside",
  ticklen: 5,
  tickwidth: 1,
  tickcolor: AXIS,
  tickfont: { size: 13, color: INK },
  title: { font: { size: 13.5, color: INK }, standoff: 10 },
  automargin: false,
};

/** Plotly layout shared by all figures: thin outside axes, no grid but faint horizontal rules, one font, white paper. */
export const figureLayout = {
  font: { family: FIGURE_FONT, size: 13, color: INK },
  paper_bgcolor: PAPER,
  plot_bgcolor: PAPER,
  showlegend: false,
  hovermode: "closest",
  margin: { l: 64, r: 24, t: 26, b: 56, pad: 0 },
  xaxis: axis,
  yaxis: { ...axis, showgrid: true, gridcolor: FAINT, gridwidth: 1, ticks: "", showline: false },
} as const;

/** Small text on the figure: `x`, `y` in plotly's coordinates. */
export function annotation(options: Readonly<Record<string, unknown>>): object {
  return { showarrow: false, font: { size: 12.5, color: MUTED }, ...options };
}

/**
 * Adds the mark of simulated data to a layout: a label above the plot and the word across it. Does nothing when it is there already.
 * A figure cut out of the report still says what it is.
 */
export function withSyntheticMark(layout: object): object {
  const annotations: readonly object[] = "annotations" in layout ? (layout.annotations as object[]) : [];
  if (annotations.some((one) => "name" in one && one.name === "synthetic-mark")) return layout;
  return { ...layout, annotations: [...annotations, watermark, label] };
}

const watermark = {
  name: "synthetic-watermark",
  text: "SYNTHETIC",
  xref: "paper",
  yref: "paper",
  x: 0.5,
  y: 0.5,
  showarrow: false,
  textangle: -22,
  font: { size: 64, color: MARK },
  opacity: 0.07,
};

const label = {
  name: "synthetic-mark",
  text: `<b>${SYNTHETIC_LABEL}</b>`,
  xref: "paper",
  yref: "paper",
  x: 1,
  y: 1,
  xanchor: "right",
  yanchor: "bottom",
  yshift: 8,
  showarrow: false,
  font: { size: 11, color: MARK },
};
