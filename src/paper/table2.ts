import { count, number, text } from "../exhibit/cells";
import { inBlocks } from "../exhibit/inBlocks";
import type { TableExhibit } from "../exhibit/types";
import { findPublished } from "../published/published";
import { countBehind, organisationsBehind, PUBLIC, restingOn, shareBehind } from "./behind";
import { modelLabel, outcomeLabel } from "./labels";
import { type SampleSummary, samplePeople, sumsOverYears } from "./sampleSummary";

/** Table 2 with its counts: respondents, practices and PCNs of each analysis sample beside the published respondents. */
export function table2(samples: readonly SampleSummary[], synthetic: boolean): TableExhibit {
  return {
    kind: "table",
    id: "table-2",
    label: "Table 2",
    title: "Samples of each model and outcome",
    columns: [
      { id: "outcome", label: "Outcome", align: "left" },
      { id: "n", label: "this run", align: "right", group: "Respondents" },
      { id: "published", label: "published", align: "right", group: "Respondents" },
      { id: "difference", label: "difference", align: "right", group: "Respondents" },
      { id: "mean", label: "this run", align: "right", group: "Mean, %" },
      { id: "mean-published", label: "published", align: "right", group: "Mean, %" },
      { id: "practices", label: "Practices", align: "right" },
      { id: "pcns", label: "PCNs", align: "right" },
    ],
    rows: inBlocks(
      samples.map((sample) => {
        const printed = findPublished(sample.id);
        const people = samplePeople(sample);
        const offset = printed ? -printed.n.value : 0;
        return {
          group: modelLabel(sample.model),
          cells: [
            text(outcomeLabel(sample.outcome)),
            restingOn(countBehind(people), count(sample.n)),
            restingOn(PUBLIC, count(printed?.n.value)),
            restingOn({ role: "count", ...people, offset }, count(printed && sample.n - printed.n.value)),
            restingOn(shareBehind(people, sample.events), number((100 * sample.events) / sample.n, 1)),
            restingOn(PUBLIC, number(printed?.meanPct.value, 1)),
            restingOn(organisationsBehind(people, sample.practices), count(sample.practices)),
            restingOn(organisationsBehind(people, sample.pcns), count(sample.pcns)),
          ],
        };
      }),
    ),
    note:
      "Respondents with a valid outcome and complete covariates whose practice belongs to a PCN. Long-term condition: Q30_recoded = 1. " +
      "Mental health needs: an answer to the mental health question other than that there were none or that it did not apply.",
    synthetic,
    disclosure: {
      source: "restricted",
      population: "respondents of each analysis sample",
      sums: sumsOverYears(samples),
      constants: ["1"],
    },
  };
}
