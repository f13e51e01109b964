import { outcomeCoding } from "../../data/coding";
import { count, number, text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { TableExhibit } from "../../exhibit/types";
import type { OpenStudy } from "../openStudy";

/** Table S.4: raw answers to the outcome questions over all years, and what each becomes. */
export function rawOutcomesTable({ rawCounts, synthetic }: OpenStudy): TableExhibit {
  return {
    kind: "table",
    id: "table-s4",
    label: "Table S.4",
    title: "Raw answers to the outcome questions and their coding",
    columns: [
      { id: "answer", label: "Answer", align: "left" },
      { id: "code", label: "Code", align: "right" },
      { id: "coded", label: "Coded", align: "left" },
      { id: "n", label: "Respondents", align: "right" },
      { id: "share", label: "%", align: "right" },
    ],
    rows: inBlocks(outcomeCoding.flatMap(rowsOf)),
    note: "All respondents and survey years; percent of all respondents, those not asked included. A ticked problem other than isolation counts as 1 only where isolation is not ticked.",
    synthetic,
  };

  function rowsOf(coding: (typeof outcomeCoding)[number]) {
    const variables = coding.kind === "ticked" ? [coding.box, ...coding.others].sort() : [coding.variable];
    return variables.flatMap((variable) => {
      const raw = rawCounts.filter((one) => one.variable === variable);
      const total = raw.reduce((sum, { rows }) => sum + rows, 0);
      const codes = [...new Map(raw.map((one) => [one.code, one.label])).entries()];
      return codes.map(([code, label]) => {
        const rows = raw.filter((one) => one.code === code).reduce((sum, one) => sum + one.rows, 0);
        return {
          group: `${coding.label}: ${variable}`,
          cells: [
            text(label),
            text(code === null ? "blank" : String(code)),
            text(codedAs(coding, variable, code)),
            count(rows),
            number((100 * rows) / total, 1),
          ],
        };
      });
    });
  }
}

function codedAs(coding: (typeof outcomeCoding)[number], variable: string, code: number | null): string {
  if (code === null || code < 0) return "left out";
  if (coding.kind === "ticked") return code === 0 ? "" : variable === coding.box ? "0" : "1 unless isolated";
  if (coding.one.includes(code)) return "1";
  return coding.zero.includes(code) ? "0" : "left out";
}
