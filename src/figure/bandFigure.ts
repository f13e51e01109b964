import type { Underlying } from "../disclosure/underlying";
import { formatInterval, formatNumber } from "../exhibit/formatCell";
import type { FigureExhibit } from "../exhibit/types";
import { axisRange, type FigureFrame, figureExhibit, type Quantity } from "./figureExhibit";
import { annotation, figureLayout } from "./figureTheme";
import { AXIS, seriesStyle } from "./palette";

/** Values and interval ends, aligned with the x values. */
export interface Band {
  /** In the data beside the picture; `label` at the right end of the curve. */
  readonly name: string;
  readonly label: string;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Input of {@link bandFigure}. */
export interface BandFigureOptions extends FigureFrame {
  /** What the curve is of, for the text alternative. */
  readonly name: string;
  readonly x: Quantity & { readonly values: readonly number[] };
  readonly y: Quantity & { readonly values: readonly number[] };
  /** Pointwise band, drawn dark. */
  readonly inner: Band;
  /** Band over the whole curve, drawn light with dashed edges. */
  readonly outer: Band;
  /** What stands behind the curve, for the disclosure gate. */
  readonly behind?: Underlying;
}

/** A curve from zero with two bands around it, each named at its right end, and a rule at no change. */
export function bandFigure(options: BandFigureOptions): FigureExhibit {
  const { x, y, inner, outer } = options;
  const layout = {
    ...figureLayout,
    margin: { ...figureLayout.margin, r: 130 },
    xaxis: {
      ...figureLayout.xaxis,
      title: { ...figureLayout.xaxis.title, text: x.label },
      range: [0, 1.02 * x.values[x.values.length - 1]],
    },
    yaxis: {
      ...figureLayout.yaxis,
      title: { ...figureLayout.yaxis.title, text: y.label },
      range: axisRange(y, [...outer.low, ...outer.high, 0]),
    },
    shapes: [zeroRule],
    annotations: endLabels(options),
  };
  const { behind, disclosure: _, ...shown } = options;
  const figure = figureExhibit(options, {
    traces: [...band(x.values, outer, 0.16), ...band(x.values, inner, 0.3), line(options)],
    layout,
    alt: describe(options),
    data: {
      columns: [x.label, y.label, `${inner.name} low`, `${inner.name} high`, `${outer.name} low`, `${outer.name} high`],
      rows: x.values.map((at, i) => [at, y.values[i], inner.low[i], inner.high[i], outer.low[i], outer.high[i]]),
    },
  });
  return behind === undefined ? figure : { ...figure, source: { kind: "band", options: shown, behind } };
}

const zeroRule = {
  type: "line",
  xref: "paper",
  x0: 0,
  x1: 1,
  y0: 0,
  y1: 0,
  line: { color: AXIS, width: 1, dash: "3px,3px" },
};

function line({ x, y }: BandFigureOptions): object {
  return {
    type: "scatter",
    mode: "lines",
    name: "estimate",
    x: x.values,
    y: y.values,
    line: { color: seriesStyle(0).colour, width: 2 },
  };
}

/** Lower edge, then upper edge filled down to it. */
function band(x: readonly number[], { name, low, high }: Band, opacity: number): object[] {
  const { colour } = seriesStyle(0);
  const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const edge = {
    type: "scatter",
    mode: "lines",
    x,
    line: { color: colour, width: opacity < 0.2 ? 0.75 : 0, dash: "2px,2px" },
    name,
  };
  return [
    { ...edge, y: low },
    { ...edge, y: high, fill: "tonexty", fillcolor: `rgba(${rgb.join(",")},${opacity})` },
  ];
}

function endLabels({ y, inner, outer }: BandFigureOptions): object[] {
  const end = y.values.length - 1;
  const font = { size: 12.5, color: seriesStyle(0).text };
  const at = (value: number, text: string) =>
    annotation({ xref: "paper", x: 1, xanchor: "left", xshift: 6, y: value, align: "left", text, font });
  return [at(y.values[end], "estimate"), at(inner.low[end], inner.label), at(outer.high[end], outer.label)];
}

function describe({ name, x, y, inner }: BandFigureOptions): string {
  const print = (i: number) =>
    `${formatNumber(y.values[i], y.decimals)} (${formatInterval(inner.low[i], inner.high[i], y.decimals)}) at ${formatNumber(x.values[i], x.decimals)}`;
  const shown = [0, x.values.length >> 1, x.values.length - 1].map(print);
  return `Curve of ${name} over ${x.label}: ${y.label} ${shown.join("; ")}.`;
}
