import { outcomeCoding } from "../../data/coding";
import { numbersOf } from "../../disclosure/clearText";
import type { People, Underlying } from "../../disclosure/underlying";
import { count, number, text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { TableExhibit } from "../../exhibit/types";
import { answerPeople, answerSums } from "../answerPeople";
import { countBehind, PUBLIC, resting, restingOn, restrictedExhibit } from "../behind";
import { EVERYBODY } from "../modelFacts";
import type { OpenStudy } from "../openStudy";

/** Table S.4: raw answers to the outcome questions over all years, and what each becomes. */
export function rawOutcomesTable({ rawCounts, synthetic }: OpenStudy): TableExhibit {
  const variablesShown = outcomeCoding.flatMap(variablesOf);
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
    disclosure: restrictedExhibit("all respondents, by answer", {
      sums: answerSums(variablesShown, rawCounts),
      constants: [...outcomeCoding.flatMap(({ label }) => numbersOf(label)), "1"],
    }),
  };

  function rowsOf(coding: (typeof outcomeCoding)[number]) {
    return variablesOf(coding).flatMap((variable) => {
      const raw = rawCounts.filter((one) => one.variable === variable);
      const total = raw.reduce((sum, { rows }) => sum + rows, 0);
      const codes = [...new Map(raw.map((one) => [one.code, one.label])).entries()];
      return codes.map(([code, label]) => {
        const people = answerPeople(variable, code, rawCounts);
        const rows = people.n;
        return {
          group: `${coding.label}: ${variable}`,
          cells: [
            text(label),
            ...resting([text(code === null ? "blank" : String(code)), text(codedAs(coding, variable, code))], PUBLIC),
            restingOn(countBehind(people), count(rows)),
            restingOn(shareOf(people, total), number((100 * rows) / total, 1)),
          ],
        };
      });
    });
  }
}

function variablesOf(coding: (typeof outcomeCoding)[number]): readonly string[] {
  return coding.kind === "ticked" ? [coding.box, ...coding.others].sort() : [coding.variable];
}

/** Of all respondents: those who gave the answer. */
function shareOf(answer: People, n: number): Underlying {
  const { practices, pcns, population: numerator } = answer;
  const among = { practices, pcns };
  return { role: "share", n, ...among, population: EVERYBODY, events: answer.n, numerator, among, scale: 100 };
}

function codedAs(coding: (typeof outcomeCoding)[number], variable: string, code: number | null): string {
  if (code === null || code < 0) return "left out";
  if (coding.kind === "ticked") return code === 0 ? "" : variable === coding.box ? "0" : "1 unless isolated";
  if (coding.one.includes(code)) return "1";
  return coding.zero.includes(code) ? "0" : "left out";
}
