import type { FigureExhibit } from "../exhibit/types";
import { bandFigure } from "../figure/bandFigure";
import { boxFigure } from "../figure/boxFigure";
import { type DotInterval, dotIntervalFigure } from "../figure/dotIntervalFigure";
import { flowFigure, mapFlow } from "../figure/flowFigure";
import { type LineFigureOptions, lineFigure } from "../figure/lineFigure";
import { type Cleared, grant, isCleared } from "./clearance";
import { clearText } from "./clearText";
import { type Candidate, type ClearedValues, clearValues } from "./clearValues";
import type { RuleOutcome } from "./decision";
import type { Gate } from "./gate";
import { outputDecision } from "./outputDecision";
import { protectedBox } from "./percentileMeans";
import { quotedCandidates, quotedNumbers } from "./quotedNumbers";
import type { ExhibitDisclosure, FigureSource } from "./underlying";

/** A figure with what is needed to make it again from cleared values. */
export type DisclosableFigure = FigureExhibit & {
  readonly disclosure?: ExhibitDisclosure;
  readonly source?: FigureSource;
};

/**
 * The figure as it may leave, drawn anew from cleared values, so that the picture, its coordinates, its text alternative and the data
 * beside it hold nothing else. Without its source, or with nothing left to draw, the frame alone leaves.
 */
export function clearFigure(figure: DisclosableFigure, gate: Gate): Cleared<FigureExhibit> {
  if (isCleared(figure)) return figure as unknown as Cleared<FigureExhibit>;
  const { source, disclosure, ...shown } = figure;
  const facts = { ...figure, population: disclosure?.population ?? "not stated" };
  if (disclosure?.source === "public") {
    gate.record(outputDecision({ ...facts, isPublic: true, released: figure.data.rows.length }));
    return grant(shown);
  }
  const quotes = clearValues(quotedCandidates(disclosure), { scope: `${figure.id}, quoted`, ...gate });
  const numbers = [...(disclosure?.constants ?? []), ...quotedNumbers(disclosure, quotes)];
  const note = clearText(figure.note, { numbers });
  const drawn = source && redraw(source, note.text, gate, disclosure);
  const released = drawn?.released ?? 0;
  gate.record(
    outputDecision({
      ...facts,
      isPublic: false,
      released,
      withheld: drawn?.withheld ?? 1,
      cleared: drawn?.cleared,
      textWithheld: note.withheld,
      extra: drawn ? drawn.rules : [unknownSource],
    }),
  );
  return grant((released > 0 ? drawn?.figure : undefined) ?? withheldFigure(shown, note.text));
}

const unknownSource: RuleOutcome = {
  rule: "underlying-is-known",
  status: "fail",
  detail: "the figure does not say what it is drawn from",
};

interface Redrawn {
  /** Undefined when nothing is left to draw. */
  readonly figure: FigureExhibit | undefined;
  readonly released: number;
  readonly withheld: number;
  readonly cleared?: ClearedValues;
  readonly rules: readonly RuleOutcome[];
}

function redraw(source: FigureSource, note: string, gate: Gate, disclosure?: ExhibitDisclosure): Redrawn {
  switch (source.kind) {
    case "line":
      return redrawLines(source, note, gate, disclosure);
    case "intervals":
      return redrawIntervals(source, note, gate, disclosure);
    case "band":
      return redrawBand(source, note, gate);
    case "flow":
      return redrawFlow(source, note, gate, disclosure);
    case "box":
      return redrawBoxes(source, note, gate);
  }
}

function redrawLines(
  { options, points }: Extract<FigureSource, { kind: "line" }>,
  note: string,
  gate: Gate,
  disclosure?: ExhibitDisclosure,
): Redrawn {
  const { decimals } = options.y;
  const id = (s: number, i: number) => `${options.series[s].name} / ${options.x.values[i]}`;
  type Bound = "values" | "low" | "high";
  const candidates = options.series.flatMap((line, s) =>
    (["values", "low", "high"] as const).flatMap((bound) =>
      (line[bound] ?? []).flatMap((value, i): Candidate[] => {
        const behind = points[s]?.[i] ?? undefined;
        const underlying = bound === "values" || behind?.role !== "share" ? behind : undefined;
        return value === null ? [] : [{ id: `${id(s, i)} / ${bound}`, value, decimals, underlying }];
      }),
    ),
  );
  const cleared = clearValues(candidates, { scope: options.id, sums: disclosure?.sums, ...gate });
  const series = options.series.map((line, s): LineFigureOptions["series"][number] => {
    const of = (bound: Bound) => line.values.map((_, i) => cleared.values.get(`${id(s, i)} / ${bound}`)?.value ?? null);
    const bars = of("low").some((value) => value !== null) ? { low: of("low"), high: of("high") } : {};
    return { name: line.name, values: of("values"), ...bars };
  });
  return {
    figure: lineFigure({
      ...options,
      note,
      series: series.filter(({ values }) => values.some((value) => value !== null)),
    }),
    ...tally(cleared),
  };
}

function redrawIntervals(
  { options, points }: Extract<FigureSource, { kind: "intervals" }>,
  note: string,
  gate: Gate,
  disclosure?: ExhibitDisclosure,
): Redrawn {
  const { decimals } = options.x;
  const id = (s: number, i: number) => `${options.series[s].name} / ${i} ${options.rows[i].label}`;
  const bounds = ["estimate", "low", "high"] as const;
  const candidates = options.series.flatMap((one, s) =>
    one.points.flatMap((point, i) => {
      const behind = points[s]?.[i] ?? undefined;
      const underlying = behind?.role === "estimate" || behind?.role === "public" ? behind : undefined;
      return point === null
        ? []
        : bounds.map(
            (bound): Candidate => ({ id: `${id(s, i)} / ${bound}`, value: point[bound], decimals, underlying }),
          );
    }),
  );
  const cleared = clearValues(candidates, { scope: options.id, sums: disclosure?.sums, ...gate });
  const series = options.series.map((one, s) => ({
    name: one.name,
    points: one.points.map((_, i): DotInterval | null => {
      const [estimate, low, high] = bounds.map((bound) => cleared.values.get(`${id(s, i)} / ${bound}`)?.value ?? null);
      return estimate === null || low === null || high === null ? null : { estimate, low, high };
    }),
  }));
  const left = series.some((one) => one.points.some((point) => point !== null));
  return { figure: left ? dotIntervalFigure({ ...options, note, series }) : undefined, ...tally(cleared) };
}

/** A curve and its bands leave together or not at all. */
function redrawBand({ options, behind }: Extract<FigureSource, { kind: "band" }>, note: string, gate: Gate): Redrawn {
  const { x, y, inner, outer } = options;
  const underlying = behind.role === "estimate" || behind.role === "public" ? behind : undefined;
  // Two decimals more than printed draw a smooth curve.
  const decimals = y.decimals + 2;
  const lines = { values: y.values, low: inner.low, high: inner.high, "band low": outer.low, "band high": outer.high };
  const candidates = Object.entries(lines).flatMap(([name, values]) =>
    values.map((value, i): Candidate => ({ id: `${name} / ${x.values[i]}`, value, decimals, underlying })),
  );
  const cleared = clearValues(candidates, { scope: options.id, ...gate });
  const of = (name: string) => x.values.map((at) => cleared.values.get(`${name} / ${at}`)?.value ?? Number.NaN);
  const figure = bandFigure({
    ...options,
    note,
    y: { ...y, values: of("values") },
    inner: { ...inner, low: of("low"), high: of("high") },
    outer: { ...outer, low: of("band low"), high: of("band high") },
  });
  return { figure, ...tally(cleared) };
}

function redrawFlow(
  { options }: Extract<FigureSource, { kind: "flow" }>,
  note: string,
  gate: Gate,
  disclosure?: ExhibitDisclosure,
): Redrawn {
  const candidates: Candidate[] = [];
  mapFlow(options, (count, id) => {
    candidates.push({ id, value: count.n ?? 0, decimals: 0, underlying: count.behind });
    return count;
  });
  const cleared = clearValues(candidates, { scope: options.id, sums: disclosure?.sums, ...gate });
  const shown = mapFlow(options, ({ label }, id) => ({ label, n: cleared.values.get(id)?.value ?? null }));
  return { figure: flowFigure({ ...shown, note }), ...tally(cleared) };
}

function redrawBoxes(
  { options, boxes }: Extract<FigureSource, { kind: "box" }>,
  note: string,
  { policy }: Gate,
): Redrawn {
  const shown = boxes.flatMap(({ label, values }) => protectedBox(label, values, options.y.decimals, policy) ?? []);
  const withheld = boxes.length - shown.length;
  const rules: RuleOutcome[] = [
    {
      rule: "box-units",
      status: withheld > 0 ? "fail" : "pass",
      detail: `${withheld} of ${boxes.length} boxes withheld`,
    },
  ];
  const plain =
    "Whiskers: 5th and 95th percentile. Each percentile is the mean of the nearest values; single units are not drawn.";
  return {
    figure: shown.length > 0 ? boxFigure({ ...options, note: `${note} ${plain}`.trim(), boxes: shown }) : undefined,
    released: shown.length,
    withheld,
    rules,
  };
}

function tally(cleared: ClearedValues): Omit<Redrawn, "figure"> {
  const all = [...cleared.values.values()];
  const released = all.filter(({ value }) => value !== null).length;
  return { released, withheld: all.length - released, cleared, rules: [] };
}

/** The frame of a figure of which nothing may be shown. */
function withheldFigure(figure: FigureExhibit, note: string): FigureExhibit {
  const { kind, id, label, title, width, height, synthetic } = figure;
  const alt = "The figure is withheld to protect confidentiality.";
  const annotations = [{ text: alt, xref: "paper", yref: "paper", x: 0.5, y: 0.5, showarrow: false }];
  const axis = { visible: false };
  return {
    ...{ kind, id, label, title, width, height, synthetic, note, alt },
    plot: { data: [], layout: { width, height, annotations, xaxis: axis, yaxis: axis } },
    data: { columns: [], rows: [] },
  };
}
