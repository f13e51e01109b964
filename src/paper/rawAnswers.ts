import { type RawCount, surveyVariables } from "../data";
import { outcomeCoding } from "../data/coding";
import { numbersOf } from "../disclosure/clearText";
import type { People, Underlying } from "../disclosure/underlying";
import { count, number, text } from "../exhibit/cells";
import { inBlocks } from "../exhibit/inBlocks";
import type { TableExhibit } from "../exhibit/types";
import { answerBehind, answerPeople, answerSums } from "./answerPeople";
import { countBehind, PUBLIC, resting, restingOn, restrictedExhibit } from "./behind";
import { EVERYBODY } from "./modelFacts";
import type { OpenStudy } from "./openStudy";

type Coding = (typeof outcomeCoding)[number];

/** Table S.4: raw answers to the outcome questions before coding, by survey year and in all, and what each becomes. */
export function rawAnswersTable({ rawCounts, study, synthetic }: OpenStudy): TableExhibit {
  const years = study.survey.years;
  const variables = outcomeCoding.flatMap(variablesOf);
  return {
    kind: "table",
    id: "table-s4",
    label: "Table S.4",
    title: "Raw answers to the outcome questions and their coding",
    columns: [
      { id: "answer", label: "Answer", align: "left" },
      { id: "code", label: "Code", align: "right" },
      { id: "coded", label: "Coded", align: "left" },
      ...years.map((year) => ({ id: `y${year}`, label: String(year), align: "right" as const, group: "Respondents" })),
      { id: "all", label: "all", align: "right", group: "Respondents" },
      { id: "share", label: "%", align: "right", group: "Respondents" },
    ],
    rows: inBlocks(outcomeCoding.flatMap((coding) => variablesOf(coding).flatMap((name) => rowsOf(coding, name)))),
    note:
      "Respondents as the files hold them; percent of all respondents, those not asked included. Negative codes are left out of every model. A ticked problem other than isolation " +
      "counts as 1 only where isolation is not ticked.",
    synthetic,
    disclosure: restrictedExhibit("all respondents, by answer and survey year", {
      sums: answerSums(variables, rawCounts),
      constants: [...variables.flatMap((variable) => numbersOf(question(variable))), "1"],
    }),
  };

  function rowsOf(coding: Coding, variable: string) {
    const raw = rawCounts.filter((one) => one.variable === variable);
    const everybody = raw.reduce((sum, { rows }) => sum + rows, 0);
    const codes = [...new Map(raw.map((one) => [one.code, one.label])).entries()];
    return codes.map(([code, label]) => {
      const people = answerPeople(variable, code, rawCounts);
      return {
        group: `${variable}: ${question(variable)}`,
        cells: [
          text(label),
          ...resting([text(code === null ? "blank" : String(code)), text(codedAs(coding, variable, code))], PUBLIC),
          ...years.map((year) =>
            restingOn(
              answerBehind(variable, code, rawCounts, year),
              count(answerPeople(variable, code, rawCounts, year).n),
            ),
          ),
          restingOn(countBehind(people), count(people.n)),
          restingOn(shareOf(people, everybody), number((100 * people.n) / everybody, 1)),
        ],
      };
    });
  }
}

function variablesOf(coding: Coding): readonly string[] {
  return coding.kind === "ticked" ? [coding.box, ...coding.others].sort() : [coding.variable];
}

function codedAs(coding: Coding, variable: string, code: number | null): string {
  if (code === null || code < 0) return "left out";
  if (coding.kind === "ticked") return code === 0 ? "" : variable === coding.box ? "0" : "1 unless isolated";
  if (coding.one.includes(code)) return "1";
  return coding.zero.includes(code) ? "0" : "left out";
}

/** Of all respondents: those who gave the answer. */
function shareOf(answer: People, n: number): Underlying {
  const { practices, pcns, population: numerator } = answer;
  const among = { practices, pcns };
  return { role: "share", n, ...among, population: EVERYBODY, events: answer.n, numerator, among, scale: 100 };
}

function question(name: string): string {
  return surveyVariables.find((variable) => variable.name === name)?.question ?? "";
}

/** The share of ones under a coding of a single variable's codes, pooled over years, in percent. */
export function shareOfCodes(
  rawCounts: readonly RawCount[],
  variable: string,
  one: readonly number[],
  zero: readonly number[],
): number {
  const total = (codes: readonly number[]) =>
    rawCounts
      .filter((raw) => raw.variable === variable && raw.code !== null && codes.includes(raw.code))
      .reduce((sum, { rows }) => sum + rows, 0);
  return (100 * total(one)) / (total(one) + total(zero));
}
