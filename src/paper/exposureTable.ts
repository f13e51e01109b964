import { count, number, text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { publicExhibit } from "./behind";
import type { OpenStudy } from "./openStudy";

/** Exposure by survey year: staff, PCNs, reporting and rates. */
export function exposureTable({ exposure, label }: OpenStudy): TableExhibit {
  return {
    kind: "table",
    id: "table-exposure",
    label: "",
    title: "Link workers per 50,000 patients by survey year",
    columns: [
      { id: "year", label: "Survey year", align: "left" },
      { id: "period", label: "Staff at", align: "left" },
      { id: "pcns", label: "PCNs", align: "right" },
      { id: "reporting", label: "With a return", align: "right" },
      { id: "fte", label: "FTE", align: "right" },
      { id: "weighted", label: "Patient-weighted", align: "right" },
      { id: "mean", label: "PCN mean", align: "right" },
      { id: "sd", label: "PCN SD", align: "right" },
    ],
    rows: exposure.map((year) => ({
      cells: [
        text(String(year.surveyYear)),
        text(year.period ?? "before the returns"),
        count(year.pcns),
        count(year.reporting),
        number(year.fte, 1),
        number(year.per50kPatientWeighted, 3),
        number(year.per50kPcnMean, 3),
        number(year.per50kPcnSd, 3),
      ],
    })),
    note: "FTE: full-time equivalents of the role in the workforce file. Rates: FTE over the registered patients of the PCN's practices.",
    synthetic: label === "SYNTHETIC",
    disclosure: publicExhibit("public workforce and list-size files"),
  };
}
