import type { Cell, TableExhibit } from "../exhibit/types";
import { published } from "../published/published";
import { populationImpact } from "./impact";
import { MODEL_LABELS, OUTCOME_LABELS } from "./outcomes";
import { exposureMargin, type FittedCell } from "./table3";

/** Table 4: additional patients with a positive outcome, by the paper's convention, beside the published figures. */
export function table4(cells: readonly FittedCell[], synthetic: boolean): TableExhibit {
  const { perPatients, pcns } = published.table4;
  const source = synthetic ? "this run (synthetic)" : "this run";
  return {
    kind: "table",
    id: "table-4",
    label: "Table 4",
    title: "Additional patients with a positive outcome for one more link worker per 50,000 patients",
    columns: [
      { id: "outcome", label: "Outcome", align: "left" },
      { id: "ame", label: "AME, pp", align: "right" },
      { id: "average", label: `Average PCN: ${source}`, align: "right" },
      { id: "average-published", label: "Average PCN: published", align: "right" },
      { id: "all", label: `All PCNs: ${source}`, align: "right" },
      { id: "all-published", label: "All PCNs: published", align: "right" },
    ],
    rows: published.cells.flatMap((printed) => {
      const fitted = cells.find((cell) => cell.id === printed.id);
      if (!fitted) return [];
      const { ame } = exposureMargin(fitted.fit);
      const impact = populationImpact(ame);
      const row: Cell[] = [
        { kind: "text", text: OUTCOME_LABELS[printed.outcome] },
        { kind: "number", value: 100 * ame, decimals: 4 },
        { kind: "count", value: impact.averagePcn },
        { kind: "count", value: printed.averagePcn.value },
        { kind: "count", value: impact.allPcns },
        { kind: "count", value: printed.allPcns.value },
      ];
      return [{ group: MODEL_LABELS[printed.model], cells: row }];
    }),
    note:
      `The paper's convention: average PCN = AME x ${perPatients.toLocaleString("en-GB")} patients, rounded to whole people; ` +
      `all PCNs = that rounded figure x ${pcns.toLocaleString("en-GB")} PCNs. The multiplier counts every registered patient, also for outcomes ` +
      "estimated among people with long-term conditions or mental health needs only.",
    synthetic,
  };
}
