import type { Accepted, Fault, FrameRow } from "./fault";
import { GOOD, surveyCsv, surveyHeader, surveyRow, surveyRows, tinyFiles } from "./tinyStudy";

/** Faults of respondent files of the survey (A29): as they come from other years, other codings and other geographies. */

const imd = String(tinyFiles()["imd.csv"]);
const plain = surveyCsv(2022, surveyRows[2022]);

/** The file of 2022 with a further respondent. */
const oneMore = (given: Readonly<Record<string, string | number>>): string =>
  surveyCsv(2022, [...surveyRows[2022], surveyRow(2022, { ...GOOD, ...given })]);

/** The file of 2022 whose respondent in practice A2 answers otherwise, and what becomes of that row. */
const otherwise = (
  given: Readonly<Record<string, string | number>>,
  becomes: FrameRow,
): Pick<Accepted, "files" | "becomes"> => {
  const header = surveyHeader(2022);
  const changed = surveyRows[2022].map((row) =>
    row[1] === "A2" ? row.map((cell, j) => String(given[header[j]] ?? cell)) : row,
  );
  return {
    files: { "survey-2022.csv": surveyCsv(2022, changed) },
    becomes: (row) => (row.year === "2022" && row.practice === "A2" ? { ...row, ...becomes } : row),
  };
};

/** A column more than the study reads. */
const besides = (name: string, cells: readonly string[]): string =>
  plain
    .trimEnd()
    .split("\n")
    .map((line, i) => `${line},${i === 0 ? name : (cells[i - 1] ?? "")}\n`)
    .join("");

const NO_AREA = { deprivation: ".", rurality: "." };

export const RESPONDENT_FAULTS: readonly Fault[] = [
  ...['"1,3"', "1;3", "1 3", "13"].map((cell) => ({
    item: "A29",
    name: `two answers in one cell: ${cell}`,
    files: { "survey-2022.csv": oneMore({ Q28: cell }) },
    rule: "cells-as-declared",
    message: /:7: Q28: .* is not an allowed code/,
  })),
  {
    item: "A29",
    name: "a box ticked twice",
    files: { "survey-2022.csv": oneMore({ Q91_3: 2 }) },
    rule: "cells-as-declared",
    message: /:7: Q91_3: "2" is not an allowed code/,
  },
  {
    item: "A29",
    name: "a gender that is offered from 2021 in the file of 2018",
    files: { "survey-2018.csv": surveyCsv(2018, [...surveyRows[2018], surveyRow(2018, { ...GOOD, Q47: 3 })]) },
    rule: "cells-as-declared",
    message: /^survey-2018\.csv:5: Q47: "3" is not an allowed code/,
  },
  {
    item: "A29",
    name: "the file of 2018 in place of that of 2022",
    files: { "survey-2022.csv": surveyCsv(2018, surveyRows[2018]) },
    rule: "column-present",
    message: /^survey-2022\.csv:1: no column Q112/,
  },
  {
    item: "A29",
    name: "age in years in place of its band",
    files: { "survey-2022.csv": oneMore({ Q48_Merged: 45 }) },
    rule: "cells-as-declared",
    message: /:7: Q48_Merged: "45" is not an allowed code/,
  },
  {
    item: "A29",
    name: "an ethnic group of another grouping",
    files: { "survey-2022.csv": oneMore({ Q49: 20 }) },
    rule: "cells-as-declared",
    message: /:7: Q49: "20" is not an allowed code/,
  },
  {
    item: "A29",
    name: "LSOAs of 2021 alone among respondents",
    files: { "survey-2022.csv": plain.replace("LSOA11", "LSOA21CD") },
    rule: "column-present",
    message: /^survey-2022\.csv:1: no column lsoa \(also accepted: lsoa11, lsoa11cd, lsoa_code\)\. Columns found/,
  },
  {
    item: "A29",
    name: "deciles by LSOA of 2021",
    files: { "imd.csv": imd.replace("lsoa11_code", "LSOA code (2021)") },
    rule: "column-present",
    message: /^imd\.csv:1: no column lsoa .*lsoa11cd\)\. Columns found/,
  },
];

export const RESPONDENT_ACCEPTED: readonly Accepted[] = [
  {
    item: "A29",
    name: "words of the answers in place of codes",
    files: { "survey-2022.csv": plain.replace("E01000001,1,", "E01000001,Very good,") },
    repairs: [[/codes of Q28 given as the words of the answer/, 1]],
  },
  {
    item: "A29",
    name: "no box ticked of several, each its own column",
    ...otherwise({ Q91_1: 0, Q91_2: 0, Q91_3: 0, Q91_4: 0 }, { not_isolated: "." }),
    note: "not answered",
  },
  {
    item: "A29",
    name: "questions routed past, refused, answered in error, multi-coded and blank",
    files: {
      "survey-2022.csv": surveyCsv(
        2022,
        surveyRows[2022].map((row) =>
          row[1] === "D1"
            ? surveyRow(2022, { Practice_Code: "D1", LSOA11: "", Q32: -5, Q94: -2, Q28: -1, Q87: "", Q49: -4 })
            : row,
        ),
      ),
    },
    note: "missing, each counted under its own meaning",
  },
  {
    item: "A29",
    name: "a respondent under 16",
    ...otherwise({ Q48_Merged: 1 }, { age: "." }),
    note: "age missing; 16-24 is the first band of every year",
  },
  {
    item: "A29",
    name: "prefers to self-describe gender, in 2022",
    ...otherwise({ Q112: 4 }, { gender: "Other" }),
    note: "a group of its own, or missing (survey.gender)",
  },
  {
    item: "A29",
    name: "weights of 0, missing and negative",
    files: { "survey-2022.csv": besides("Weight", ["0", "", "-1", "1.5"]) },
    note: "weights are not read",
  },
  {
    item: "A29",
    name: "respondent ids of their own, where all others are one id in both years",
    files: { "survey-2022.csv": plain.replaceAll(/\n1,/g, (_: string, at: number) => `\n${at},`) },
    note: "ids are not read, so that years are not linked by them",
  },
  {
    item: "A29",
    name: "an LSOA of 2021 among those of 2011",
    ...otherwise({ LSOA11: "E01035624" }, NO_AREA),
    repairs: [[/LSOA codes in neither lookup \(of 2021, or damaged\) kept without a decile/, 1]],
  },
  {
    item: "A29",
    name: "LSOAs of 2021 in a column beside those of 2011",
    files: { "survey-2022.csv": besides("LSOA21CD", ["E01035624"]) },
    note: "those of 2011 are read",
  },
  ...["W01001958", "S01006506", "95GG01S1"].map((code) => ({
    item: "A29",
    name: `a home outside England: ${code}`,
    ...otherwise({ LSOA11: code }, NO_AREA),
    note: "decile missing, counted in the anti-join",
  })),
];
