import { formatInterval, formatNumber } from "../../exhibit/formatCell";
import type { FigureExhibit } from "../../exhibit/types";
import { annotation, figureLayout, seriesStyle } from "../../figure";
import { axisRange, figureExhibit } from "../../figure/figureExhibit";
import type { DosePoint } from "../../model";
import { EXPOSURE } from "../labels";
import { cellName } from "./cellName";
import type { NonLinearCell } from "./nonLinearModels";

/** The dose-response curve of a cell: change of the mean probability from no link worker, in percentage points. */
export function doseFigure(
  { cell, curve }: NonLinearCell,
  knots: readonly number[],
  synthetic: boolean,
): FigureExhibit {
  const points = curve.points.filter(({ setting }) => setting[EXPOSURE] > 0);
  const x = points.map(({ setting }) => setting[EXPOSURE]);
  const pp = (of: (point: DosePoint) => number) => points.map((point) => 100 * of(point));
  const [low, high] = [pp(({ bandLow }) => bandLow), pp(({ bandHigh }) => bandHigh)];
  const range = axisRange({ label: "", decimals: 2 }, [...low, ...high, 0]);
  const layout = {
    ...figureLayout,
    margin: { ...figureLayout.margin, r: 130 },
    xaxis: {
      ...figureLayout.xaxis,
      title: { ...figureLayout.xaxis.title, text: "Link workers (FTE) per 50,000 patients" },
      range: [0, 1.02 * x[x.length - 1]],
    },
    yaxis: {
      ...figureLayout.yaxis,
      title: { ...figureLayout.yaxis.title, text: "Change from none, percentage points" },
      range,
    },
    shapes: [
      {
        type: "line",
        xref: "paper",
        x0: 0,
        x1: 1,
        y0: 0,
        y1: 0,
        line: { color: "#8a949e", width: 1, dash: "3px,3px" },
      },
    ],
    annotations: endLabels(points),
  };
  const name = cellName(cell);
  return figureExhibit(
    {
      id: `figure-dose-${cell.spec.outcome.replaceAll("_", "-")}`,
      label: "",
      title: `Dose and response: ${name}`,
      note:
        `Restricted cubic spline with an any-worker indicator; knots at ${knots.map((knot) => knot.toFixed(2)).join(", ")}. Everybody set to the dose, against no link worker. ` +
        `Inner band: pointwise 95%; outer band: simultaneous 95% over the curve (critical value ${curve.criticalValue.toFixed(2)}, seed ${curve.seed}).`,
      synthetic,
      height: 360,
    },
    {
      traces: [
        ...band(x, low, high, 0.16, "simultaneous 95%"),
        ...band(
          x,
          pp((point) => point.low),
          pp((point) => point.high),
          0.3,
          "pointwise 95%",
        ),
        {
          type: "scatter",
          mode: "lines",
          name: "change",
          x,
          y: pp(({ value }) => value),
          line: { color: seriesStyle(0).colour, width: 2 },
        },
      ],
      layout,
      alt: altText(name, points),
      data: {
        columns: ["link workers per 50,000", "change, pp", "low", "high", "band low", "band high"],
        rows: points.map(({ setting, value, low, high, bandLow, bandHigh }) => [
          setting[EXPOSURE],
          ...[value, low, high, bandLow, bandHigh].map((one) => 100 * one),
        ]),
      },
    },
  );
}

/** Lower edge, then upper edge filled down to it. */
function band(
  x: readonly number[],
  low: readonly number[],
  high: readonly number[],
  opacity: number,
  name: string,
): object[] {
  const { colour } = seriesStyle(0);
  const edge = {
    type: "scatter",
    mode: "lines",
    x,
    line: { color: colour, width: opacity < 0.2 ? 0.75 : 0, dash: "2px,2px" },
    name,
  };
  const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return [
    { ...edge, y: low },
    { ...edge, y: high, fill: "tonexty", fillcolor: `rgba(${rgb.join(",")},${opacity})` },
  ];
}

/** Names of the curve and its bands at the right end. */
function endLabels(points: readonly DosePoint[]): object[] {
  const end = points[points.length - 1];
  const font = { size: 12.5, color: seriesStyle(0).text };
  const at = (y: number, text: string) =>
    annotation({ xref: "paper", x: 1, xanchor: "left", xshift: 6, y: 100 * y, align: "left", text, font });
  return [at(end.value, "estimate"), at(end.low, "pointwise"), at(end.bandHigh, "simultaneous")];
}

function altText(name: string, points: readonly DosePoint[]): string {
  const print = ({ setting, value, low, high }: DosePoint) =>
    `${formatNumber(100 * value, 2)} (${formatInterval(100 * low, 100 * high, 2)}) at ${formatNumber(setting[EXPOSURE], 1)}`;
  const middle = points[points.length >> 1];
  return `Curve of ${name} over link workers per 50,000 patients, in percentage points from none: ${[points[0], middle, points[points.length - 1]].map(print).join("; ")}.`;
}
