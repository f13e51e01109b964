import { isGated } from "../disclosure/activeGate";
import { text } from "../exhibit/cells";
import { inBlocks } from "../exhibit/inBlocks";
import type { Cell, TableExhibit } from "../exhibit/types";
import { findPublished, type PublishedCell } from "../published/published";
import { countBehind, estimateBehind, PUBLIC, resting, restingOn, shareBehind } from "./behind";
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
    disclosure: {
      source: "restricted",
      population: "respondents of each model's sample",
      labelColumns: ["source"],
      constants: ["50,000", "1"],
    },
  };
}

interface GroupedRow {
  readonly group: string;
  readonly cells: readonly Cell[];
}

function ownRow(cell: FittedCell, synthetic: boolean): GroupedRow {
  const { model, fit } = cell;
  return {
    group: modelLabel(model),
    cells: [text(outcomeLabel(fit.spec.outcome)), text(ownLabel(synthetic)), ...ownCells(cell)],
  };
}

function publishedRow({ id, model }: FittedCell): GroupedRow[] {
  const printed = findPublished(id);
  return printed
    ? [{ group: modelLabel(model), cells: [text(""), text("published"), ...resting(publishedCells(printed), PUBLIC)] }]
    : [];
}

function ownCells(cell: FittedCell): readonly Cell[] {
  const { fit, facts } = cell;
  const term = exposureTerm(fit);
  const margin = exposureMargin(fit);
  const estimates: Cell[] = [
    { kind: "number", value: term.or, decimals: 3 },
    { kind: "interval", low: term.orLow, high: term.orHigh, decimals: 3 },
    { kind: "p", value: term.p },
    { kind: "number", value: 100 * margin.ame, decimals: 2 },
  ];
  const mean: Cell = { kind: "number", value: (100 * fit.events) / fit.n, decimals: 1 };
  return [
    ...resting(estimates, estimateBehind(cell)),
    restingOn(shareBehind(facts?.people, fit.events), mean),
    restingOn(countBehind(facts?.people), { kind: "count", value: fit.n }),
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
  if (isGated()) return gatedNote(covariates, name, fits);
  const dropped = cells.flatMap(({ id, fit }) => fit.dropped.map((gone) => `${id}: ${gone.term} (${gone.reason})`));
  return [
    `Logistic regressions adjusted for ${covariates.join(", ")}.`,
    `Standard errors clustered by PCN (${clusters.length > 1 ? `${clusters[0]} to ${clusters.at(-1)}` : clusters[0]} clusters), convention ${name}, small-sample factor ${factor.toFixed(6)}.`,
    "Intervals are symmetric in the log odds; p from z. AME: average marginal effect in percentage points (pp), delta-method errors.",
    ...(dropped.length > 0 ? [`Left the models: ${dropped.join("; ")}.`] : []),
  ].join(" ");
}

/** Without the number of clusters, and of what left the models neither rows nor reasons: all of a level may share an outcome. */
function gatedNote(covariates: readonly string[], convention: string, fits: readonly FittedCell["fit"][]): string {
  const merged = [...new Set(fits.flatMap((fit) => fit.dropped.map(({ term }) => term)))];
  return [
    `Logistic regressions adjusted for ${covariates.join(", ")}.`,
    `Standard errors clustered by PCN, convention ${convention}.`,
    "Intervals are symmetric in the log odds; p from z. AME: average marginal effect in percentage points (pp), delta-method errors.",
    ...(merged.length > 0 ? [`Merged in some models: ${merged.join("; ")}.`] : []),
  ].join(" ");
}
