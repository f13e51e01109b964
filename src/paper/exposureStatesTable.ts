import { EXPOSURE_STATES, type PcnYear } from "../data";
import { count, number, text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { publicExhibit } from "./behind";
import type { OpenStudy } from "./openStudy";

/** How many PCNs of a year are in each state of knowledge, and what reading "not reported" as zero does to the mean. */
export function exposureStatesTable({ pcnYears, study, label }: OpenStudy): TableExhibit {
  return {
    kind: "table",
    id: "table-exposure-states",
    label: "",
    title: "What each PCN's exposure rests on",
    columns: [
      { id: "year", label: "Survey year", align: "left" },
      ...EXPOSURE_STATES.map((state) => ({ id: state.replaceAll(" ", "-"), label: state, align: "right" as const })),
      { id: "zero", label: "Mean, absent = 0", align: "right" },
      { id: "reporting", label: "Mean, reporting only", align: "right" },
    ],
    rows: study.survey.years.map((year) => {
      const of = pcnYears.filter(({ surveyYear }) => surveyYear === year);
      const reporting = of.filter(({ state }) => state === "reported" || state === "reported none");
      return {
        cells: [
          text(String(year)),
          ...EXPOSURE_STATES.map((state) => count(of.filter((one) => one.state === state).length)),
          number(meanRate(of, study.exposure.perPatients), 3),
          number(meanRate(reporting, study.exposure.perPatients), 3),
        ],
      };
    }),
    note:
      "A PCN absent from a workforce file sent no return, which is not the same as having no staff. Means over PCNs of link workers per 50,000 patients; " +
      "the setting exposure.absentPcn decides which reading the models use.",
    synthetic: label === "SYNTHETIC",
    disclosure: publicExhibit("public workforce and list-size files"),
  };
}

function meanRate(pcnYears: readonly PcnYear[], perPatients: number): number | null {
  const rates = pcnYears
    .filter(({ patients }) => patients > 0)
    .map(({ fte, patients }) => (fte / patients) * perPatients);
  return rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}
