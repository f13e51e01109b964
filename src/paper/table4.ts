import { count, number, text } from "../exhibit/cells";
import { inBlocks } from "../exhibit/inBlocks";
import type { TableExhibit } from "../exhibit/types";
import { findPublished, published } from "../published/published";
import { estimateBehind, PUBLIC, restingOn } from "./behind";
import { exposureMargin, type FittedCell } from "./fittedCell";
import { populationImpact } from "./impact";
import { modelLabel, outcomeLabel, ownLabel } from "./labels";

/** Table 4: additional patients with a positive outcome, by the paper's convention, beside the published figures. */
export function table4(cells: readonly FittedCell[], synthetic: boolean): TableExhibit {
  const { perPatients, pcns } = published.table4;
  const source = ownLabel(synthetic);
  return {
    kind: "table",
    id: "table-4",
    label: "Table 4",
    title: "Additional patients with a positive outcome for one more link worker per 50,000 patients",
    columns: [
      { id: "outcome", label: "Outcome", align: "left" },
      { id: "ame", label: "AME, pp", align: "right" },
      { id: "average", label: source, align: "right", group: "Average PCN" },
      { id: "average-published", label: "published", align: "right", group: "Average PCN" },
      { id: "all", label: source, align: "right", group: "All PCNs" },
      { id: "all-published", label: "published", align: "right", group: "All PCNs" },
    ],
    rows: inBlocks(
      cells.map((cell) => {
        const { id, model, fit } = cell;
        const { ame } = exposureMargin(fit);
        const behind = estimateBehind(cell);
        const impact = populationImpact(ame);
        const printed = findPublished(id);
        return {
          group: modelLabel(model),
          cells: [
            text(outcomeLabel(fit.spec.outcome)),
            restingOn(behind, number(100 * ame, 4)),
            restingOn(behind, count(impact.averagePcn)),
            restingOn(PUBLIC, count(printed?.averagePcn.value)),
            restingOn(behind, count(impact.allPcns)),
            restingOn(PUBLIC, count(printed?.allPcns.value)),
          ],
        };
      }),
    ),
    note:
      `The paper's convention: average PCN = AME x ${perPatients.toLocaleString("en-GB")} patients, rounded to whole people; ` +
      `all PCNs = that rounded figure x ${pcns.toLocaleString("en-GB")} PCNs. The multiplier counts every registered patient, also for outcomes ` +
      "estimated among people with long-term conditions or mental health needs only.",
    synthetic,
    disclosure: {
      source: "restricted",
      population: "respondents of each model's sample",
      constants: [perPatients, pcns].map((value) => value.toLocaleString("en-GB")),
    },
  };
}
