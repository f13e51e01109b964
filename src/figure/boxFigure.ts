import { formatNumber } from "../exhibit/formatCell";
import type { FigureExhibit } from "../exhibit/types";
import { axisRange, type FigureFrame, figureExhibit, type Quantity } from "./figureExhibit";
import { figureLayout } from "./figureTheme";
import { SERIES_COLOURS } from "./palette";

/** Summary of one distribution; whisker ends and quartiles are computed by the caller. */
export interface Box {
  readonly label: string;
  /** Whisker ends. */
  readonly low: number;
  readonly high: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly mean?: number;
  readonly n: number;
  /** Values beyond the whiskers, drawn as dots. */
  readonly outliers?: readonly number[];
}

/** Input of {@link boxFigure}. */
export interface BoxFigureOptions extends FigureFrame {
  readonly x: { readonly label: string };
  readonly y: Quantity;
  readonly boxes: readonly Box[];
}

/** Box plots from summaries: median, quartiles, whiskers, mean as a diamond, outliers as dots. */
export function boxFigure(options: BoxFigureOptions): FigureExhibit {
  const { x, y, boxes } = options;
  const range = axisRange(
    y,
    boxes.flatMap((box) => [box.low, box.high, ...(box.outliers ?? [])]),
  );
  const layout = {
    ...figureLayout,
    boxgap: 0.5,
    xaxis: {
      ...figureLayout.xaxis,
      type: "category",
      ticks: "",
      title: { ...figureLayout.xaxis.title, text: x.label },
    },
    yaxis: { ...figureLayout.yaxis, title: { ...figureLayout.yaxis.title, text: y.label }, range },
  };
  const traces = [boxTrace(boxes), ...meanTrace(boxes), ...outlierTrace(boxes)];
  return figureExhibit(options, { traces, layout, alt: describe(options), data: csvData(boxes) });
}

function boxTrace(boxes: readonly Box[]): object {
  return {
    type: "box",
    uid: "boxes",
    x: boxes.map((box) => box.label),
    q1: boxes.map((box) => box.q1),
    median: boxes.map((box) => box.median),
    q3: boxes.map((box) => box.q3),
    lowerfence: boxes.map((box) => box.low),
    upperfence: boxes.map((box) => box.high),
    line: { color: SERIES_COLOURS[0], width: 1.5 },
    fillcolor: "rgba(0,114,178,0.14)",
    whiskerwidth: 0.4,
  };
}

function meanTrace(boxes: readonly Box[]): object[] {
  const shown = boxes.filter((box) => box.mean !== undefined);
  if (shown.length === 0) return [];
  return [
    dots(
      shown.map((box) => [box.label, box.mean!]),
      { symbol: "diamond", size: 9, color: SERIES_COLOURS[1] },
      "means",
    ),
  ];
}

function outlierTrace(boxes: readonly Box[]): object[] {
  const points = boxes.flatMap((box) => (box.outliers ?? []).map((value): [string, number] => [box.label, value]));
  if (points.length === 0) return [];
  return [dots(points, { symbol: "circle-open", size: 4, color: SERIES_COLOURS[0], opacity: 0.5 }, "outliers")];
}

function dots(points: readonly (readonly [string, number])[], marker: object, uid: string): object {
  return { type: "scatter", mode: "markers", uid, x: points.map((p) => p[0]), y: points.map((p) => p[1]), marker };
}

function describe(options: BoxFigureOptions): string {
  const { decimals, unit } = options.y;
  const print = (value: number) => formatNumber(value, decimals, unit);
  const sentences = options.boxes.map((box) => {
    const mean = box.mean === undefined ? "" : `, mean ${print(box.mean)}`;
    const beyond = box.outliers?.length ? `, ${formatNumber(box.outliers.length, 0)} beyond the whiskers` : "";
    return `${box.label}: median ${print(box.median)}, quartiles ${print(box.q1)} and ${print(box.q3)}, whiskers ${print(box.low)} to ${print(box.high)}${mean}${beyond}, n ${formatNumber(box.n, 0)}.`;
  });
  return `Box plots of ${options.y.label} by ${options.x.label}. ${sentences.join(" ")}`;
}

function csvData(boxes: readonly Box[]): FigureExhibit["data"] {
  return {
    columns: ["label", "low", "q1", "median", "q3", "high", "mean", "n", "outliers"],
    rows: boxes.map((box) => [
      box.label,
      box.low,
      box.q1,
      box.median,
      box.q3,
      box.high,
      box.mean ?? null,
      box.n,
      (box.outliers ?? []).join(" "),
    ]),
  };
}
