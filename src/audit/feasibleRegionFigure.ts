import { formatInterval, formatNumber } from "../exhibit/formatCell";
import type { FigureExhibit } from "../exhibit/types";
import { annotation, FIGURE_HEIGHT, figureLayout, seriesStyle } from "../figure";
import { figureExhibit } from "../figure/figureExhibit";
import { INK } from "../figure/palette";
import { publicExhibit } from "../paper/behind";
import { niceTicks } from "../util/niceTicks";
import { boundLine, type BoundLine as Line, type Window } from "./boundLine";
import { constraints } from "./constraints";
import { printedFields } from "./feasibleRegion";
import { FIELD_LABELS } from "./fieldLabels";
import type { CellAudit, Field, Point, PrintedTable, Range } from "./types";

/** Drawn in this order, each with its own colour and dash. */
const DRAWN: readonly Field[] = ["or", "ci_low", "ci_high", "p", "ame", "b", "se", "z"];

/**
 * The feasible region of one audited row in the plane of log odds ratio and standard error: the bounds that each printed value
 * sets and the polygon inside all of them. Undefined when the printed values leave no region or an unbounded one.
 */
export function feasibleRegionFigure(
  cell: CellAudit,
  table: PrintedTable,
  { synthetic = false }: { readonly synthetic?: boolean } = {},
): FigureExhibit | undefined {
  const printed = table.cells.find(({ id }) => id === cell.id);
  const { b, se } = cell.implied;
  if (printed === undefined || b === null || se === null || cell.region.length === 0) return undefined;
  const window = { b: widened(b), s: widened(se) };
  const used = printedFields(printed).filter(
    (field) => cell.basis === "all" || !["average", "national"].includes(field),
  );
  const side = b.high > 0 ? 1 : -1;
  const lines = (constraints(printed, used, side, table) ?? []).slice(1).flatMap((bound) => boundLine(bound, window));
  return figureExhibit(
    {
      id: `feasible-${cell.id.replace(/[^A-Za-z0-9]+/g, "-")}`,
      label: "",
      title: `What the printed numbers of ${cell.id} allow`,
      note: "Lines: bounds set by the rounding interval of each printed number. Shaded: log odds ratios and standard errors inside all of them.",
      synthetic,
      disclosure: publicExhibit("printed numbers"),
    },
    {
      traces: [...lines.map(lineTrace), ...cell.region.map(regionTrace)],
      layout: layoutOf(window, lines),
      alt: describe(cell, lines),
      data: {
        columns: ["kind", "odds_ratio", "log_odds_ratio", "standard_error"],
        rows: [
          ...cell.region.flatMap((corners) => corners.map((point) => row("region", point))),
          ...lines.flatMap(({ field, points }) => points.map((point) => row(FIELD_LABELS[field], point))),
        ],
      },
    },
  );
}

/** Twice the region's width on both sides, so that the bounds can be told apart. */
function widened({ low, high }: Range): Range {
  const margin = Math.max(2 * (high - low), 0.02 * Math.abs(high));
  return { low: low - margin, high: high + margin };
}

function style(field: Field) {
  return seriesStyle(DRAWN.indexOf(field));
}

function lineTrace({ field, points }: Line, index: number): object {
  const { colour, dash } = style(field);
  return {
    type: "scatter",
    mode: "lines",
    uid: `bound-${index}`,
    name: FIELD_LABELS[field],
    x: points.map((point) => point.b),
    y: points.map((point) => point.s),
    line: { color: colour, width: 1.5, dash },
  };
}

function regionTrace(corners: readonly Point[], index: number): object {
  const closed = [...corners, corners[0]];
  return {
    type: "scatter",
    mode: "lines+markers",
    uid: `region-${index}`,
    name: "feasible region",
    x: closed.map((point) => point.b),
    y: closed.map((point) => point.s),
    fill: "toself",
    fillcolor: "rgba(0,114,178,0.25)",
    line: { color: INK, width: 2 },
    marker: { color: INK, size: 5 },
  };
}

function layoutOf({ b, s }: Window, lines: readonly Line[]): object {
  const ticks = niceTicks(Math.exp(b.low), Math.exp(b.high), 5);
  const decimals = Math.max(3, ...ticks.map((tick) => String(tick).split(".")[1]?.length ?? 0));
  return {
    ...figureLayout,
    margin: { ...figureLayout.margin, l: 78, r: 130 },
    xaxis: {
      ...figureLayout.xaxis,
      title: { ...figureLayout.xaxis.title, text: "Odds ratio (log scale)" },
      range: [b.low, b.high],
      tickvals: ticks.map(Math.log),
      ticktext: ticks.map((tick) => formatNumber(tick, decimals)),
    },
    yaxis: {
      ...figureLayout.yaxis,
      title: { ...figureLayout.yaxis.title, text: "Standard error of the log odds ratio" },
      range: [s.low, s.high],
      tickformat: ".4f",
    },
    annotations: labels(lines),
  };
}

/** A key at the right, in the order of the constraints: words in the colour of their lines. */
function labels(lines: readonly Line[]): object[] {
  const fields = [...new Set(lines.map(({ field }) => field))];
  const step = 22 / (FIGURE_HEIGHT - figureLayout.margin.t - figureLayout.margin.b);
  return fields.map((field, i) => {
    const { text } = style(field);
    const words = `${DASHES[DRAWN.indexOf(field)] ?? "—"} ${FIELD_LABELS[field]}`;
    return annotation({
      xref: "paper",
      yref: "paper",
      x: 1,
      xanchor: "left",
      xshift: 8,
      y: 1 - i * step,
      yanchor: "top",
      align: "left",
      text: words,
      font: { size: 13, color: text },
    });
  });
}

/** Dashes of the lines, in signs. */
const DASHES = ["——", "– –", "· · ·", "– ·", "—  —", "- -", "·  ·"] as const;

function describe(cell: CellAudit, lines: readonly Line[]): string {
  const { or, se, p } = cell.implied;
  const fields = [...new Set(lines.map(({ field }) => `${FIELD_LABELS[field]} ${cell.printed[field] ?? ""}`.trim()))];
  const corners = cell.region.flat().length;
  const part =
    cell.basis === "all" ? "all its printed numbers" : "its estimate, without the scaled counts, which conflict";
  return (
    `Region of odds ratio and standard error that the row ${cell.id} allows by ${part}: a polygon with ${corners} corners, ` +
    `odds ratio ${formatInterval(or!.low, or!.high, 4)}, standard error ${formatInterval(se!.low, se!.high, 4)}` +
    (p ? `, p ${formatInterval(p.low, p.high, 3)}` : "") +
    `. Bounds drawn: ${fields.join(", ")}.`
  );
}

function row(kind: string, { b, s }: Point): (string | number)[] {
  return [kind, Math.exp(b), b, s];
}
