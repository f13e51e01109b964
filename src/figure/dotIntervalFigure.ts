import type { UnderlyingSeries } from "../disclosure/underlying";
import { formatInterval, formatNumber } from "../exhibit/formatCell";
import type { FigureExhibit } from "../exhibit/types";
import { niceTicks } from "../util/niceTicks";
import { axisRange, type FigureFrame, figureExhibit, type Quantity } from "./figureExhibit";
import { annotation, FIGURE_WIDTH, figureLayout } from "./figureTheme";
import { AXIS, INK, PAPER, seriesStyle } from "./palette";
import { textWidth } from "./textLayout";

/** An estimate with its interval. */
export interface DotInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** Input of {@link dotIntervalFigure}. */
export interface DotIntervalFigureOptions extends FigureFrame {
  /** `reference` draws a rule (1 for odds ratios); `log` a logarithmic axis. */
  readonly x: Quantity & { readonly reference?: number; readonly log?: boolean };
  /** From top to bottom; `group` starts a labelled block. */
  readonly rows: readonly { readonly label: string; readonly group?: string }[];
  /** One entry per row, null where there is none. Several series stand side by side within a row. */
  readonly series: readonly { readonly name: string; readonly points: readonly (DotInterval | null)[] }[];
  /** Head of the column that prints the first series' estimates and intervals; empty for no such column. */
  readonly printedHead?: string;
  /** What stands behind each point, beside `series`, for the disclosure gate. */
  readonly points?: UnderlyingSeries;
}

const LINE = 25;
const LINE_SEVERAL = 30;
const TEXT = 13;

/** Forest plot: one dot with its interval per row, series told apart by marker and fill, estimates printed at the right. */
export function dotIntervalFigure(options: DotIntervalFigureOptions): FigureExhibit {
  const { x, series } = options;
  const lines = rowLines(options.rows);
  const total = lines.at(-1)!.y + 1;
  const several = series.length > 1;
  const margin = margins(options, several);
  const height = options.height ?? Math.round(total * (several ? LINE_SEVERAL : LINE) + margin.t + margin.b);
  const all = series.flatMap((one) => one.points).filter((point) => point !== null);
  const linear = axisRange(x, [...all.flatMap((point) => [point.low, point.high]), ...reference(options)]);
  const layout = {
    ...figureLayout,
    margin,
    showlegend: several,
    legend: {
      orientation: "h",
      x: 0,
      xref: "container",
      xanchor: "left",
      y: 1,
      yanchor: "bottom",
      font: { size: TEXT },
      traceorder: "normal",
    },
    xaxis: {
      ...figureLayout.xaxis,
      type: x.log ? "log" : "linear",
      title: { ...figureLayout.xaxis.title, text: x.label },
      range: x.log ? linear.map(Math.log10) : linear,
      ...axisTicks(x, linear),
    },
    yaxis: { ...figureLayout.yaxis, range: [total - 0.35, -0.65], showgrid: false, showticklabels: false },
    shapes: reference(options).map(referenceRule),
    annotations: [...rowLabels(lines, margin.l), ...printedEstimates(options, lines)],
  };
  const figure = figureExhibit(
    { ...options, height },
    { traces: series.map((_, i) => trace(options, lines, i)), layout, alt: describe(options), data: csvData(options) },
  );
  const { points, disclosure: _, ...shown } = options;
  return points === undefined ? figure : { ...figure, source: { kind: "intervals", options: shown, points } };
}

interface RowLine {
  readonly y: number;
  readonly label: string;
  /** Index in the rows, or -1 for the head of a block. */
  readonly row: number;
  readonly grouped: boolean;
}

/** Level labels at round values, also on a logarithmic axis (odds ratios span too little of it for plotly's own). */
function axisTicks(x: Quantity, range: readonly [number, number]): object {
  const tickvals = niceTicks(range[0], range[1], 5);
  return { tickvals, ticktext: tickvals.map((value) => formatNumber(value, x.decimals)), tickangle: 0 };
}

/** Vertical positions: a line per row and one per block head. */
function rowLines(rows: DotIntervalFigureOptions["rows"]): RowLine[] {
  const lines: RowLine[] = [];
  let grouped = false;
  rows.forEach((row, i) => {
    if (row.group !== undefined) {
      grouped = true;
      lines.push({ y: lines.length, label: row.group, row: -1, grouped: false });
    }
    lines.push({ y: lines.length, label: row.label, row: i, grouped });
  });
  return lines;
}

function reference(options: DotIntervalFigureOptions): number[] {
  return options.x.reference === undefined ? [] : [options.x.reference];
}

function margins(options: DotIntervalFigureOptions, several: boolean): { l: number; r: number; t: number; b: number } {
  const labels = options.rows.map((row) => textWidth(row.label, TEXT) + 34);
  const groups = options.rows.map((row) => textWidth(row.group ?? "", TEXT) + 24);
  const room = (options.width ?? FIGURE_WIDTH) * 0.42;
  const right =
    head(options) === ""
      ? 24
      : 30 + Math.max(...[head(options), ...printedTexts(options)].map((text) => textWidth(text, TEXT)));
  return { l: Math.min(room, Math.max(...labels, ...groups)), r: right, t: several ? 48 : 30, b: 56 };
}

function trace(options: DotIntervalFigureOptions, lines: readonly RowLine[], index: number): object {
  const { colour, symbol } = seriesStyle(index);
  const step = 0.4;
  const offset = (index - (options.series.length - 1) / 2) * (options.series.length > 1 ? step : 0);
  const points = lines.flatMap((line) => {
    const point = line.row < 0 ? null : options.series[index].points[line.row];
    return point === null || point === undefined ? [] : [{ ...point, y: line.y + offset }];
  });
  return {
    type: "scatter",
    mode: "markers",
    name: options.series[index].name,
    uid: `series-${index}`,
    x: points.map((point) => point.estimate),
    y: points.map((point) => point.y),
    marker: { color: index % 2 === 0 ? colour : PAPER, symbol, size: 9, line: { color: colour, width: 1.75 } },
    error_x: {
      type: "data",
      symmetric: false,
      array: points.map((point) => point.high - point.estimate),
      arrayminus: points.map((point) => point.estimate - point.low),
      color: colour,
      thickness: 1.5,
      width: 0,
    },
  };
}

function referenceRule(x: number): object {
  const line = { color: AXIS, width: 1, dash: "3px,3px" };
  return { type: "line", xref: "x", yref: "paper", x0: x, x1: x, y0: 0, y1: 1, line, layer: "below" };
}

function rowLabels(lines: readonly RowLine[], margin: number): object[] {
  return lines.map((line) =>
    annotation({
      xref: "paper",
      x: 0,
      xanchor: "left",
      xshift: -margin + (line.grouped ? 16 : 2),
      y: line.y,
      text: line.row < 0 ? `<b>${line.label}</b>` : line.label,
      font: { size: TEXT, color: INK },
    }),
  );
}

function head(options: DotIntervalFigureOptions): string {
  return options.printedHead ?? "Estimate (interval)";
}

function printedTexts(options: DotIntervalFigureOptions): string[] {
  const { decimals, unit } = options.x;
  return options.series[0].points.map((point) =>
    point === null
      ? ""
      : `${formatNumber(point.estimate, decimals, unit)} (${formatInterval(point.low, point.high, decimals)})`,
  );
}

function printedEstimates(options: DotIntervalFigureOptions, lines: readonly RowLine[]): object[] {
  const title = head(options);
  if (title === "") return [];
  const texts = printedTexts(options);
  const font = { size: TEXT, color: INK };
  const column = { xref: "paper", x: 1, xanchor: "left", xshift: 14, font };
  const printed = lines.filter((line) => line.row >= 0 && texts[line.row] !== "");
  return [
    annotation({ ...column, yref: "paper", y: 1, yanchor: "bottom", yshift: 5, text: `<b>${title}</b>` }),
    ...printed.map((line) => annotation({ ...column, y: line.y, text: texts[line.row] })),
  ];
}

function describe(options: DotIntervalFigureOptions): string {
  const { x, rows, series } = options;
  let group = "";
  const sentences = rows.flatMap((row, i) => {
    group = row.group ?? group;
    const name = group === "" ? row.label : `${group}, ${row.label}`;
    const values = series.flatMap((one) => {
      const point = one.points[i];
      if (point === null) return [];
      const text = `${formatNumber(point.estimate, x.decimals, x.unit)} (${formatInterval(point.low, point.high, x.decimals)})`;
      return [series.length === 1 ? text : `${one.name} ${text}`];
    });
    return values.length === 0 ? [] : [`${name}: ${values.join("; ")}.`];
  });
  const line = x.reference === undefined ? "" : ` A rule marks ${formatNumber(x.reference, 0)}.`;
  return `Forest plot of ${x.label}, ${rows.length} rows, estimate (interval).${line} ${sentences.join(" ")}`;
}

function csvData(options: DotIntervalFigureOptions): FigureExhibit["data"] {
  let group = "";
  const rows = options.rows.flatMap((row, i) => {
    group = row.group ?? group;
    return options.series.map((one) => {
      const point = one.points[i];
      return [group, row.label, one.name, point?.estimate ?? null, point?.low ?? null, point?.high ?? null];
    });
  });
  return { columns: ["group", "row", "series", "estimate", "low", "high"], rows };
}
