import type { Underlying } from "../disclosure/underlying";
import { formatNumber } from "../exhibit/formatCell";
import type { FigureExhibit } from "../exhibit/types";
import { type FigureFrame, figureExhibit } from "./figureExhibit";
import { annotation, FIGURE_WIDTH, figureLayout } from "./figureTheme";
import { AXIS, FAINT, INK, MUTED } from "./palette";

/** People in a box or on their way out; `n` is null where the disclosure gate withholds it. */
export interface FlowCount {
  readonly label: string;
  readonly n: number | null;
  /** For the disclosure gate. */
  readonly behind?: Underlying;
}

/** One line of a flow: who of a sample leaves, by reason, and who is analysed. */
export interface FlowLine {
  readonly id: string;
  readonly label: string;
  readonly exits: readonly FlowCount[];
  readonly end: FlowCount;
  /** The printed number of the analysed. */
  readonly published?: number;
}

/** A sample drawn from all, with those outside it and the lines that start from it. */
export interface FlowSample {
  readonly inside: FlowCount;
  readonly outside?: FlowCount;
  readonly lines: readonly FlowLine[];
}

/** Input of {@link flowFigure}. */
export interface FlowFigureOptions extends FigureFrame {
  readonly start: FlowCount;
  readonly samples: readonly FlowSample[];
}

const ROW = 40;
const HEAD = 54;
const GAP = 14;
const BOX = { start: 8, sample: 22, sampleWidth: 152, exits: 182, exitWidth: 110, end: 514, endWidth: 84 } as const;

/** Who is left from the files to each analysis, CONSORT-style: samples below the files, each line of reasons beside its sample. */
export function flowFigure(options: FlowFigureOptions): FigureExhibit {
  const { samples } = options;
  const tops = samples.map((_, s) =>
    samples.slice(0, s).reduce((y, { lines }) => y + lines.length * ROW + GAP, HEAD + GAP),
  );
  const heights = samples.map(({ lines }) => lines.length * ROW);
  const height = tops[tops.length - 1] + heights[heights.length - 1] + 12;
  const parts = [startPart(options, tops), ...samples.map((sample, s) => samplePart(sample, tops[s], heights[s]))];
  const frame = { ...options, width: FIGURE_WIDTH, height };
  const hidden = { visible: false, fixedrange: true };
  const figure = figureExhibit(frame, {
    // Without a trace nothing is drawn; the boxes are shapes.
    traces: [{ type: "scatter", mode: "markers", x: [0], y: [0], marker: { opacity: 0 }, hoverinfo: "skip" }],
    layout: {
      ...figureLayout,
      margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 },
      xaxis: { ...hidden, range: [0, FIGURE_WIDTH] },
      yaxis: { ...hidden, range: [height, 0] },
      shapes: parts.flatMap(({ shapes }) => shapes),
      annotations: parts.flatMap(({ texts }) => texts),
    },
    alt: describe(options),
    data: csvData(options),
  });
  const { disclosure: _, ...shown } = options;
  return options.start.behind === undefined ? figure : { ...figure, source: { kind: "flow", options: shown } };
}

/** The options with each count replaced, told by a name that is unique in the figure. */
export function mapFlow(
  options: FlowFigureOptions,
  by: (count: FlowCount, name: string) => FlowCount,
): FlowFigureOptions {
  return {
    ...options,
    start: by(options.start, "start"),
    samples: options.samples.map(({ inside, outside, lines }) => ({
      inside: by(inside, inside.label),
      ...(outside && { outside: by(outside, `${inside.label} / outside`) }),
      lines: lines.map((line) => ({
        ...line,
        exits: line.exits.map((exit) => by(exit, `${line.id} / ${exit.label}`)),
        end: by(line.end, `${line.id} / end`),
      })),
    })),
  };
}

interface Part {
  readonly shapes: readonly object[];
  readonly texts: readonly object[];
}

/** With a minus sign; nobody left is plain 0. */
const leaving = (count: FlowCount): string => (count.n === 0 ? "0" : `−${printed(count)}`);

const printed = ({ n }: FlowCount): string => (n === null ? "[c]" : formatNumber(n, 0));

function startPart({ start, samples }: FlowFigureOptions, tops: readonly number[]): Part {
  const last = tops[tops.length - 1] + (samples[samples.length - 1].lines.length * ROW) / 2;
  return {
    shapes: [box(BOX.start, 8, 260, HEAD - 8), rule(BOX.start + 8, HEAD, BOX.start + 8, last)],
    texts: [label(BOX.start + 10, 20, start.label), label(BOX.start + 10, 36, `<b>${printed(start)}</b>`)],
  };
}

function samplePart({ inside, outside, lines }: FlowSample, top: number, height: number): Part {
  const middle = top + height / 2;
  const right = BOX.sample + BOX.sampleWidth;
  const left = outside ? [label(BOX.sample + 6, middle + 18, `${outside.label}: ${leaving(outside)}`, MUTED)] : [];
  const shift = outside ? 8 : 0;
  const rows = lines.map((line, i) => linePart(line, top + i * ROW + ROW / 2));
  return {
    shapes: [
      rule(BOX.start + 8, middle, BOX.sample, middle),
      box(BOX.sample, top, right, top + height - 4),
      rule(right, top + ROW / 2, right, top + ROW / 2),
      ...rows.flatMap(({ shapes }) => shapes),
    ],
    texts: [
      label(BOX.sample + 6, middle - 10 - shift, inside.label),
      label(BOX.sample + 6, middle + 6 - shift, `<b>${printed(inside)}</b>`),
      ...left,
      ...rows.flatMap(({ texts }) => texts),
    ],
  };
}

/** Outcome above the line; reasons below it with their numbers; the analysed in a box at its end. */
function linePart({ label: outcome, exits, end, published }: FlowLine, y: number): Part {
  const from = BOX.sample + BOX.sampleWidth;
  return {
    shapes: [rule(from, y, BOX.end, y), arrow(BOX.end, y), box(BOX.end, y - 16, BOX.end + BOX.endWidth, y + 16)],
    texts: [
      label(BOX.exits, y - 10, outcome),
      ...exits.map((exit, i) =>
        label(BOX.exits + i * BOX.exitWidth, y + 10, `${exit.label} ${leaving(exit)}`, MUTED, 11),
      ),
      label(BOX.end + 6, y, `<b>${printed(end)}</b>`),
      ...(published === undefined ? [] : [label(BOX.end + BOX.endWidth + 6, y, formatNumber(published, 0), MUTED, 12)]),
    ],
  };
}

function box(x0: number, y0: number, x1: number, y1: number): object {
  return {
    type: "rect",
    x0,
    y0,
    x1,
    y1,
    line: { color: AXIS, width: 1 },
    fillcolor: FAINT,
    opacity: 1,
    layer: "below",
  };
}

function rule(x0: number, y0: number, x1: number, y1: number): object {
  return { type: "line", x0, y0, x1, y1, line: { color: AXIS, width: 1 }, layer: "below" };
}

function arrow(x: number, y: number): object {
  const path = `M${x - 7},${y - 4} L${x},${y} L${x - 7},${y + 4} Z`;
  return { type: "path", path, fillcolor: AXIS, line: { color: AXIS, width: 1 }, layer: "below" };
}

function label(x: number, y: number, text: string, color: string = INK, size = 12.5): object {
  return annotation({ x, y, xanchor: "left", yanchor: "middle", align: "left", text, font: { size, color } });
}

function describe({ start, samples }: FlowFigureOptions): string {
  const sentences = samples.flatMap(({ inside, outside, lines }) => [
    `${inside.label}: ${printed(inside)}${outside ? ` (${outside.label}: ${printed(outside)})` : ""}.`,
    ...lines.map(({ label: outcome, exits, end, published }) => {
      const left = exits.map((exit) => `${exit.label} ${printed(exit)}`).join(", ");
      return `${outcome}: ${left}; analysed ${printed(end)}${published === undefined ? "" : `, published ${formatNumber(published, 0)}`}.`;
    }),
  ]);
  return `Flow of respondents from the files to the analyses. ${start.label}: ${printed(start)}. ${sentences.join(" ")}`;
}

function csvData({ start, samples }: FlowFigureOptions): FigureExhibit["data"] {
  return {
    columns: ["sample", "outcome", "step", "respondents", "published"],
    rows: [
      ["", "", start.label, start.n, null],
      ...samples.flatMap(({ inside, outside, lines }) => [
        [inside.label, "", "in the sample", inside.n, null],
        ...(outside ? [[inside.label, "", outside.label, outside.n, null]] : []),
        ...lines.flatMap(({ label: outcome, exits, end, published }) => [
          ...exits.map((exit) => [inside.label, outcome, exit.label, exit.n, null]),
          [inside.label, outcome, end.label, end.n, published ?? null],
        ]),
      ]),
    ],
  };
}
