import { text } from "../exhibit/cells";
import { inBlocks } from "../exhibit/inBlocks";
import type { Cell, TableExhibit } from "../exhibit/types";
import type { LogitFit } from "../model/types";
import { findPublished, type PublishedCell } from "../published/published";
import type { FittedCell } from "./fittedCell";
import { exposureMargin, exposureTerm } from "./fittedCell";
import { modelLabel, outcomeLabel, ownLabel } from "./labels";

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
    rows: inBlocks(cells.flatMap((cell) => [ownRow(cell, synthetic), ...publishedRow(cell)])),
    note: table3Note(cells),
    synthetic,
  };
}

interface GroupedRow {
  readonly group: string;
  readonly cells: readonly Cell[];
}

function ownRow({ model, fit }: FittedCell, synthetic: boolean): GroupedRow {
  return {
    group: modelLabel(model),
    cells: [text(outcomeLabel(fit.spec.outcome)), text(ownLabel(synthetic)), ...ownCells(fit)],
  };
}

function publishedRow({ id, model }: FittedCell): GroupedRow[] {
  const printed = findPublished(id);
  return printed
    ? [{ group: modelLabel(model), cells: [text(""), text("published"), ...publishedCells(printed)] }]
    : [];
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
