import { type RawCount, surveyVariables } from "../data";
import { numbersOf } from "../disclosure/clearText";
import { count, text } from "../exhibit/cells";
import { inBlocks } from "../exhibit/inBlocks";
import type { TableExhibit } from "../exhibit/types";
import { answerBehind, answerSums } from "./answerPeople";
import { PUBLIC, restingOn, restrictedExhibit } from "./behind";
import type { OpenStudy } from "./openStudy";

/** Raw answers before coding: one row per code of a variable, one column per survey year. */
export function rawAnswersTable(
  { rawCounts, study, synthetic }: OpenStudy,
  variables: readonly string[],
): TableExhibit {
  const years = study.survey.years;
  const codes = (variable: string) => [
    ...new Map(rawCounts.filter((raw) => raw.variable === variable).map((raw) => [raw.code, raw])).values(),
  ];
  return {
    kind: "table",
    id: "table-raw-answers",
    label: "",
    title: "Raw answers before coding, by survey year",
    columns: [
      { id: "answer", label: "Answer", align: "left" },
      { id: "code", label: "Code", align: "right" },
      ...years.map((year) => ({ id: `y${year}`, label: String(year), align: "right" as const })),
    ],
    rows: inBlocks(
      variables.flatMap((variable) =>
        codes(variable).map(({ code, label }) => ({
          group: `${variable}: ${question(variable)}`,
          cells: [
            text(label),
            restingOn(PUBLIC, text(code === null ? "blank" : String(code))),
            ...years.map((year) =>
              restingOn(answerBehind(variable, code, rawCounts, year), count(rowsOf(rawCounts, variable, code, year))),
            ),
          ],
        })),
      ),
    ),
    note: "Counts of respondents as the files hold them. Negative codes are left out of every model.",
    synthetic,
    disclosure: restrictedExhibit("all respondents, by answer and survey year", {
      sums: answerSums(variables, rawCounts),
      constants: variables.flatMap((variable) => numbersOf(question(variable))),
    }),
  };
}

function rowsOf(rawCounts: readonly RawCount[], variable: string, code: number | null, year: number): number {
  const found = rawCounts.find((raw) => raw.variable === variable && raw.code === code && raw.surveyYear === year);
  return found?.rows ?? 0;
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
