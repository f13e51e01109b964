import type { UnderlyingSeries } from "../disclosure/underlying";
import { formatNumber } from "../exhibit/formatCell";
import type { FigureExhibit } from "../exhibit/types";
import { axisRange, type FigureFrame, figureExhibit, type Quantity } from "./figureExhibit";
import { annotation, FIGURE_HEIGHT, figureLayout } from "./figureTheme";
import { AXIS, MUTED, seriesStyle } from "./palette";
import { spreadApart, textWidth, wrapText } from "./textLayout";

/** One line; values align with the x values, null where there is none (the line is broken there). */
export interface LineSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Interval ends, drawn as bars. */
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
}

/** Input of {@link lineFigure}. */
export interface LineFigureOptions extends FigureFrame {
  readonly x: { readonly label: string; readonly values: readonly number[] };
  readonly y: Quantity;
  readonly series: readonly LineSeries[];
  /** Vertical marks, such as the start of a programme. */
  readonly marks?: readonly { readonly x: number; readonly label: string }[];
  /** What stands behind each value, beside `series`, for the disclosure gate. */
  readonly points?: UnderlyingSeries;
}

const LABEL_SIZE = 13;
const LABEL_LETTERS = 24;
const LINE_HEIGHT = 16;

/** Lines over time or dose, each named at its right end in its own colour, with its own marker and dash. */
export function lineFigure(options: LineFigureOptions): FigureExhibit {
  const { x, y, series } = options;
  const range = axisRange(y, series.flatMap(drawn));
  const names = series.map((line) => wrapText(line.name, LABEL_LETTERS));
  const right = 22 + Math.max(...names.flat().map((text) => textWidth(text, LABEL_SIZE)));
  const layout = {
    ...figureLayout,
    margin: { ...figureLayout.margin, r: right },
    xaxis: {
      ...figureLayout.xaxis,
      title: { ...figureLayout.xaxis.title, text: x.label },
      range: padded(x.values),
      ...(x.values.length <= 12 ? { tickvals: x.values, ticktext: x.values.map(String) } : {}),
    },
    yaxis: {
      ...figureLayout.yaxis,
      title: { ...figureLayout.yaxis.title, text: y.label },
      range,
      ticksuffix: y.unit === "%" ? "%" : "",
    },
    shapes: (options.marks ?? []).map((mark) => verticalRule(mark.x)),
    annotations: [...endLabels(options, names, range), ...(options.marks ?? []).map(markLabel)],
  };
  const figure = figureExhibit(options, {
    traces: series.map((line, i) => trace(line, x.values, i)),
    layout,
    alt: describe(options),
    data: csvData(options),
  });
  const { points, disclosure: _, ...shown } = options;
  return points === undefined ? figure : { ...figure, source: { kind: "line", options: shown, points } };
}

function drawn(line: LineSeries): number[] {
  return [...line.values, ...(line.low ?? []), ...(line.high ?? [])].filter((value) => value !== null);
}

function padded(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low || 1) * 0.035;
  return [low - margin, high + margin];
}

function trace(line: LineSeries, x: readonly number[], index: number): object {
  const { colour, symbol, dash } = seriesStyle(index);
  const dense = x.length > 40;
  return {
    type: "scatter",
    mode: dense ? "lines" : "lines+markers",
    name: line.name,
    uid: `series-${index}`,
    x,
    y: line.values,
    line: { color: colour, width: 2, dash },
    marker: { color: colour, symbol, size: 8, line: { color: "#ffffff", width: 1 } },
    ...(line.low && line.high ? { error_y: errorBars(line, colour) } : {}),
  };
}

function errorBars(line: LineSeries, colour: string): object {
  const distance = (ends: readonly (number | null)[] | undefined) =>
    line.values.map((value, i) => Math.abs((ends?.[i] ?? value ?? 0) - (value ?? 0)));
  return {
    type: "data",
    symmetric: false,
    array: distance(line.high),
    arrayminus: distance(line.low),
    color: colour,
    thickness: 1.25,
    width: 3,
  };
}

/** Names right of the last drawn point, moved apart where they would overlap. */
function endLabels(
  options: LineFigureOptions,
  names: readonly (readonly string[])[],
  range: readonly [number, number],
): object[] {
  const { t, b } = figureLayout.margin;
  const pixels = ((options.height ?? FIGURE_HEIGHT) - t - b) / (range[1] - range[0]);
  const ends = options.series.map((line) => line.values.findLast((value) => value !== null) ?? range[0]);
  const wanted = ends.map((value) => (range[1] - value) * pixels);
  const placed = spreadApart(
    wanted,
    names.map((lines) => lines.length * LINE_HEIGHT + 6),
  );
  return names.map((lines, i) =>
    annotation({
      xref: "paper",
      x: 1,
      xanchor: "left",
      xshift: 6,
      y: ends[i],
      yshift: wanted[i] - placed[i],
      align: "left",
      text: lines.join("<br>"),
      font: { size: LABEL_SIZE, color: seriesStyle(i).text },
    }),
  );
}

function verticalRule(x: number): object {
  return {
    type: "line",
    xref: "x",
    yref: "paper",
    x0: x,
    x1: x,
    y0: 0,
    y1: 1,
    line: { color: AXIS, width: 1, dash: "3px,3px" },
    layer: "below",
  };
}

function markLabel(mark: { x: number; label: string }): object {
  const font = { size: 12, color: MUTED };
  return annotation({ x: mark.x, yref: "paper", y: 1, yanchor: "bottom", yshift: 3, text: mark.label, font });
}

function describe(options: LineFigureOptions): string {
  const { x, y, series } = options;
  const print = (value: number) => formatNumber(value, y.decimals, y.unit);
  const sentences = series.map((line) => {
    const points = line.values.flatMap((value, i) => (value === null ? [] : [{ x: x.values[i], value }]));
    if (points.length === 0) return `${line.name}: no values.`;
    const [first, last] = [points[0], points[points.length - 1]];
    const lowest = points.reduce((best, point) => (point.value < best.value ? point : best));
    const highest = points.reduce((best, point) => (point.value > best.value ? point : best));
    return `${line.name}: ${print(first.value)} at ${first.x}, ${print(last.value)} at ${last.x}; lowest ${print(lowest.value)} at ${lowest.x}, highest ${print(highest.value)} at ${highest.x}.`;
  });
  const marks = (options.marks ?? []).map((mark) => `Marked at ${mark.x}: ${mark.label}.`);
  const lines = series.length === 1 ? "one line" : `${series.length} lines`;
  const span = `${Math.min(...x.values)} to ${Math.max(...x.values)}`;
  return [`Line chart with ${lines}: ${y.label} by ${x.label}, ${span}.`, ...sentences, ...marks].join(" ");
}

function csvData(options: LineFigureOptions): FigureExhibit["data"] {
  const { x, y, series } = options;
  const bars = series.some((line) => line.low !== undefined);
  return {
    columns: [x.label, "series", y.label, ...(bars ? ["low", "high"] : [])],
    rows: series.flatMap((line) =>
      x.values.map((at, i) => [
        at,
        line.name,
        line.values[i],
        ...(bars ? [line.low?.[i] ?? null, line.high?.[i] ?? null] : []),
      ]),
    ),
  };
}
