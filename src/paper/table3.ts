import type { Cell, TableExhibit, TableRow } from "../exhibit/types";
import type { LogitFit } from "../model/types";
import { type CellId, type PublishedCell, published } from "../published/published";
import { EXPOSURE, MODEL_LABELS, OUTCOME_LABELS } from "./outcomes";

/** A fitted cell of Table 3. */
export interface FittedCell {
  readonly id: CellId;
  readonly fit: LogitFit;
}

/** Table 3: each model beside the published figures, two rows a cell. */
export function table3(cells: readonly FittedCell[], synthetic: boolean): TableExhibit {
  return {
    kind: "table",
    id: "table-3",
    label: "Table 3",
    title: "Association of one full-time-equivalent link worker per 50,000 patients with population outcomes",
    columns: [
      { id: "outcome", label: "Outcome", align: "left" },
      { id: "source", label: "Source", align: "left" },
      { id: "or", label: "Odds ratio", align: "right" },
      { id: "ci", label: "95% CI", align: "right" },
      { id: "p", label: "p", align: "right" },
      { id: "ame", label: "AME, pp", align: "right" },
      { id: "mean", label: "Mean, %", align: "right" },
      { id: "n", label: "N", align: "right" },
    ],
    rows: published.cells.flatMap((printed) => {
      const fitted = cells.find((cell) => cell.id === printed.id);
      return fitted ? cellRows(fitted.fit, printed, synthetic) : [];
    }),
    note: table3Note(cells),
    synthetic,
  };
}

function cellRows(fit: LogitFit, printed: PublishedCell, synthetic: boolean): TableRow[] {
  return [
    {
      group: MODEL_LABELS[printed.model],
      cells: [
        text(OUTCOME_LABELS[printed.outcome]),
        text(synthetic ? "this run (synthetic)" : "this run"),
        ...ownCells(fit),
      ],
    },
    { group: MODEL_LABELS[printed.model], cells: [text(""), text("published"), ...publishedCells(printed)] },
  ];
}

function ownCells(fit: LogitFit): Cell[] {
  const term = exposureTerm(fit);
  const margin = exposureMargin(fit);
  return [
    { kind: "number", value: term.or, decimals: 3 },
    { kind: "interval", low: term.orLow, high: term.orHigh, decimals: 3 },
    { kind: "p", value: term.p },
    { kind: "number", value: 100 * margin.ame, decimals: 2 },
    { kind: "number", value: (100 * fit.events) / fit.n, decimals: 1 },
    { kind: "count", value: fit.n },
  ];
}

function publishedCells(printed: PublishedCell): Cell[] {
  return [
    { kind: "number", ...printed.or },
    { kind: "interval", low: printed.ciLow.value, high: printed.ciHigh.value, decimals: printed.ciLow.decimals },
    { kind: "number", ...printed.p },
    { kind: "number", ...printed.amePp },
    { kind: "number", ...printed.meanPct },
    { kind: "count", value: printed.n.value },
  ];
}

/** The exposure's row among the terms of a fit. */
export function exposureTerm(fit: LogitFit) {
  return named(fit.terms, EXPOSURE);
}

/** The exposure's average marginal effect. */
export function exposureMargin(fit: LogitFit) {
  return named(fit.margins, EXPOSURE);
}

function named<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const found = list.find((item) => item.name === name);
  if (!found) throw new RangeError(`the fit has no ${name}`);
  return found;
}

function table3Note(cells: readonly FittedCell[]): string {
  const fits = cells.map((cell) => cell.fit);
  const { name, factor } = fits[0].vce;
  const clusters = [...new Set(fits.map((fit) => fit.clusters))].sort((a, b) => a - b);
  const covariates = fits[0].spec.terms.flatMap((term) => (term.kind === "factor" ? [term.name] : []));
  const dropped = cells.flatMap(({ id, fit }) => fit.dropped.map((gone) => `${id}: ${gone.term} (${gone.reason})`));
  return [
    `Logistic regressions adjusted for ${covariates.join(", ")}.`,
    `Standard errors clustered by PCN (${clusters.length > 1 ? `${clusters[0]} to ${clusters.at(-1)}` : clusters[0]} clusters), convention ${name}, small-sample factor ${factor.toFixed(6)}.`,
    "Intervals are symmetric in the log odds; p from z. AME: average marginal effect in percentage points (pp), delta-method errors.",
    ...(dropped.length > 0 ? [`Left the models: ${dropped.join("; ")}.`] : []),
  ].join(" ");
}

function text(value: string): Cell {
  return { kind: "text", text: value };
}
