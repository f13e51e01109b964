import type { PracticeLedger, PreparedPractices } from "../data/practice";
import type { PracticeModel } from "../paper/practiceModels";
import { csvText } from "../util/csvText";

export const FORMATS = ["table", "json", "csv"] as const;
export type PracticeFormat = (typeof FORMATS)[number];

/** The five models as text. JSON and CSV carry full precision, the table what a reader needs. */
export function formatPractices(
  prepared: PreparedPractices,
  models: readonly PracticeModel[],
  format: PracticeFormat,
): string {
  if (format === "json") return `${JSON.stringify(plain(prepared, models), null, 2)}\n`;
  if (format === "csv") return csvText(COLUMNS, models.map(row(prepared)));
  return table(prepared, models);
}

const COLUMNS = ["data", "model", "n", "events", "clusters", "or", "or_low", "or_high", "p", "ame_pp", "ame_se_pp"];

const row =
  ({ label }: PreparedPractices) =>
  ({ id, fit }: PracticeModel) => {
    const { term, margin } = exposureOf({ id, fit });
    const data = label || "published practice files";
    const effects = [term.or, term.orLow, term.orHigh, term.p, 100 * margin.ame, 100 * margin.se];
    return [data, id, fit.n, fit.events, fit.clusters, ...effects];
  };

function exposureOf({ id, fit }: Pick<PracticeModel, "id" | "fit">) {
  const term = fit.terms.find(({ name }) => name === "link_workers");
  const [margin] = fit.margins;
  if (term === undefined) throw new Error(`${id}: the exposure left the model`);
  return { term, margin };
}

function plain({ label, ledger, exposure, repairs, inputs }: PreparedPractices, models: readonly PracticeModel[]) {
  return {
    label,
    models: models.map(({ id, fit }) => ({ id, ...fit })),
    ledger,
    exposure,
    repairs: repairs.map(({ rule, rows }) => ({ rule, rows })),
    inputs: inputs.map(({ input, rows, bytes, sha256, encoding }) => ({ input, rows, bytes, sha256, encoding })),
  };
}

function table(prepared: PreparedPractices, models: readonly PracticeModel[]): string {
  const { vce, spec } = models[0].fit;
  const head = prepared.label
    ? `${prepared.label}: practice files counted from simulated respondents.`
    : "Published practice-level counts.";
  const cells = models.map((model) => {
    const { term, margin } = exposureOf(model);
    const p = term.p < 0.001 ? "<0.001" : term.p.toFixed(3);
    const effect = `${(100 * margin.ame).toFixed(3)} (${(100 * margin.low).toFixed(3)} to ${(100 * margin.high).toFixed(3)})`;
    const ratio = `${term.or.toFixed(4)} (${term.orLow.toFixed(4)} to ${term.orHigh.toFixed(4)})`;
    return [model.id, ratio, p, effect, count(model.fit.n), count(model.fit.events), count(model.fit.clusters)];
  });
  return [
    head,
    `Unadjusted: exposure and year indicators. Standard errors ${vce.name} by ${spec.cluster ?? "row"}.`,
    "",
    ...aligned([["model", "odds ratio (95% CI)", "p", "AME, pp (95% CI)", "N", "events", "clusters"], ...cells]),
    "",
    "Practice-years:",
    ...aligned([LEDGER_HEAD, ...models.map(({ id, outcome }) => ledgerCells(id, outcome, prepared.ledger))]),
    "",
  ].join("\n");
}

const LEDGER_HEAD = [
  "model",
  "in files",
  "suppressed or absent",
  "no valid answer",
  "in no PCN",
  "used",
  "cells without a count",
];

function ledgerCells(id: string, outcome: string, ledger: readonly PracticeLedger[]): readonly string[] {
  const rows = ledger.filter((entry) => entry.outcome === outcome);
  const sum = (of: (entry: PracticeLedger) => number) => count(rows.reduce((total, entry) => total + of(entry), 0));
  const step = (rule: string) => sum((entry) => entry.withoutCount.find((one) => one.rule === rule)?.rows ?? 0);
  const codes = new Map<string, number>();
  for (const { code, cells } of rows.flatMap(({ absentCells }) => absentCells))
    codes.set(code, (codes.get(code) ?? 0) + cells);
  return [
    id,
    sum(({ practices }) => practices),
    step("count suppressed or absent"),
    step("nobody gave a valid answer"),
    sum(({ withoutPcn }) => withoutPcn.reduce((total, { rows: n }) => total + n, 0)),
    sum(({ used }) => used),
    [...codes].map(([code, cells]) => `${code}: ${count(cells)}`).join(", ") || "none",
  ];
}

const count = (value: number): string => value.toLocaleString("en-GB");

function aligned(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  return lines.map((line) =>
    line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "),
  );
}
