import { type FlagCoding, outcomeCoding, surveyVariables } from "../data/coding";
import { text } from "../exhibit/cells";
import type { Cell, TableExhibit } from "../exhibit/types";
import { publicExhibit } from "./behind";

/** Table 1: how answers become outcomes, printed from the rules that code the files. */
export function table1(): TableExhibit {
  return {
    kind: "table",
    id: "table-1",
    label: "Table 1",
    title: "Outcomes and their coding",
    columns: [
      { id: "outcome", label: "Outcome", align: "left" },
      { id: "question", label: "Question", align: "left" },
      { id: "variable", label: "Variable", align: "left" },
      { id: "one", label: "Coded 1", align: "left" },
      { id: "zero", label: "Coded 0", align: "left" },
      { id: "missing", label: "Left out", align: "left" },
    ],
    rows: outcomeCoding.map((coding) => ({ cells: codingCells(coding) })),
    note: "Answers that were multi-coded, given in error, not given, or routed past (negative codes) are left out everywhere.",
    synthetic: false,
    disclosure: publicExhibit("rules of the coding"),
  };
}

function codingCells(coding: FlagCoding): Cell[] {
  if (coding.kind === "ticked") {
    const others = coding.others.map(boxLabel).join("; ");
    return [
      coding.label,
      "Experienced in the last 12 months, tick all that apply",
      [...coding.others, coding.box].sort().join(", "),
      `any of: ${others}`,
      `${boxLabel(coding.box)}, whatever else is ticked`,
      "nothing ticked",
    ].map(text);
  }
  const { question, options } = variable(coding.variable);
  const used = new Set([...coding.one, ...coding.zero]);
  const labels = (codes: readonly number[]) =>
    codes.map((code) => options.find((option) => option.code === code)?.label ?? code).join("; ");
  const rest = options.filter(({ code }) => !used.has(code)).map(({ code }) => code);
  return [coding.label, question, coding.variable, labels(coding.one), labels(coding.zero), labels(rest)].map(text);
}

function variable(name: string) {
  const found = surveyVariables.find((candidate) => candidate.name === name);
  if (!found) throw new RangeError(`no survey variable ${name}`);
  return found;
}

function boxLabel(name: string): string {
  return variable(name).question.split(": ").at(-1) ?? name;
}
