import { count, text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import type { OpenStudy } from "./openStudy";

/** Rows of each respondent file, and those whose practice belongs to a PCN. */
export function filesTable({ ledger, synthetic }: OpenStudy): TableExhibit {
  return {
    kind: "table",
    id: "table-files",
    label: "",
    title: "Respondent files",
    columns: [
      { id: "year", label: "Survey year", align: "left" },
      { id: "rows", label: "Rows in file", align: "right" },
      { id: "refused", label: "Refused", align: "right" },
      { id: "with", label: "Practice in a PCN", align: "right" },
      { id: "without", label: "Practice in no PCN", align: "right" },
    ],
    rows: ledger.files.map(({ surveyYear, rowsInFile, refused, rowsRead, withPcn }) => ({
      cells: [text(String(surveyYear)), count(rowsInFile), count(refused), count(withPcn), count(rowsRead - withPcn)],
    })),
    note: "A refused row stops the run with its file, line, column and rule, so that a finished run has none.",
    synthetic,
  };
}
