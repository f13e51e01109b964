import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allowedCodes,
  covariateCoding,
  NEGATIVE_CODES,
  outcomeCoding,
  sampleCoding,
  surveyVariables,
  variablesOf,
} from "../../src/data";
import type { GenderRule } from "../../src/data/coding";
import { codedNames, codeYear } from "../../src/data/survey/codeYear";

const NEGATIVE = NEGATIVE_CODES.map(({ code }) => code);

/** Column, year, answers, expected value; `.` = missing. The table reads as the study's coding rules. */
const CASES: readonly (readonly [string, number, Readonly<Record<string, number>>, string])[] = [
  ...[1, 2].map((code) => ["good_gp", 2018, { Q28: code }, "1"] as const),
  ...[3, 4, 5].map((code) => ["good_gp", 2018, { Q28: code }, "0"] as const),
  ...NEGATIVE.map((code) => ["good_gp", 2018, { Q28: code }, "."] as const),
  ...[1, 2].map((code) => ["support", 2022, { Q32: code }, "1"] as const),
  ...[3, 4].map((code) => ["support", 2022, { Q32: code }, "0"] as const),
  ...[5, ...NEGATIVE].map((code) => ["support", 2022, { Q32: code }, "."] as const),
  ...[1, 2].map((code) => ["confidence", 2022, { Q94: code }, "1"] as const),
  ...[3, 4].map((code) => ["confidence", 2022, { Q94: code }, "0"] as const),
  ...[5, ...NEGATIVE].map((code) => ["confidence", 2022, { Q94: code }, "."] as const),
  ...[1, 2].map((code) => ["mh_understood", 2022, { Q87: code }, "1"] as const),
  ["mh_understood", 2022, { Q87: 3 }, "0"],
  ...[4, 5, ...NEGATIVE].map((code) => ["mh_understood", 2022, { Q87: code }, "."] as const),
  ...[1, 2, 3].map((code) => ["mh_needs", 2022, { Q87: code }, "1"] as const),
  ...[4, 5].map((code) => ["mh_needs", 2022, { Q87: code }, "0"] as const),
  ...NEGATIVE.map((code) => ["mh_needs", 2022, { Q87: code }, "."] as const),
  ["ltc", 2022, { Q30_recoded: 1 }, "1"],
  ...[2, 3, 4].map((code) => ["ltc", 2022, { Q30_recoded: code }, "0"] as const),
  ...NEGATIVE.map((code) => ["ltc", 2022, { Q30_recoded: code }, "."] as const),
  ["not_isolated", 2022, { Q91_1: 0, Q91_2: 0, Q91_3: 0, Q91_4: 1 }, "1"],
  ["not_isolated", 2022, { Q91_1: 1, Q91_2: 0, Q91_3: 0, Q91_4: 0 }, "1"],
  ["not_isolated", 2022, { Q91_1: 0, Q91_2: 0, Q91_3: 1, Q91_4: 0 }, "0"],
  ["not_isolated", 2022, { Q91_1: 1, Q91_2: 1, Q91_3: 1, Q91_4: 0 }, "0"],
  ["not_isolated", 2022, { Q91_1: 0, Q91_2: 0, Q91_3: 0, Q91_4: 0 }, "."],
  ["not_isolated", 2022, { Q91_1: -3, Q91_2: -3, Q91_3: -3, Q91_4: -3 }, "."],
  ["not_isolated", 2022, { Q91_1: 1, Q91_2: 0, Q91_3: -3, Q91_4: 0 }, "."],
  ["gender", 2020, { Q47: 1 }, "Male"],
  ["gender", 2020, { Q47: 2 }, "Female"],
  ["gender", 2021, { Q112: 1 }, "Female"],
  ["gender", 2021, { Q112: 2 }, "Male"],
  ...[3, 4, 5].map((code) => ["gender", 2021, { Q112: code }, "Other"] as const),
  ...NEGATIVE.map((code) => ["gender", 2021, { Q112: code }, "."] as const),
  ["age", 2021, { Q48_Merged: 1 }, "."],
  ["age", 2021, { Q48_Merged: 2 }, "16-24"],
  ["age", 2021, { Q48_Merged: 9 }, "85+"],
  ["ethnicity", 2018, { Q49: 1 }, "White British"],
  ["ethnicity", 2021, { Q49: 4 }, "Other White"],
  ["ethnicity", 2021, { Q49: 19 }, "Other White"],
  ["ethnicity", 2021, { Q49: 14 }, "African"],
  ["ethnicity", 2021, { Q49: 15 }, "Caribbean"],
  ["ethnicity", 2021, { Q49: 18 }, "Any other ethnic group"],
  ["employment", 2021, { Q50: 1 }, "Full-time paid work"],
  ["employment", 2021, { Q50: 6 }, "Fully retired"],
  ["employment", 2021, { Q50: 8 }, "Doing something else"],
];

function code(column: string, year: number, answers: Readonly<Record<string, number>>, gender: GenderRule): string {
  const variables = variablesOf(year);
  const raw = variables.map((variable) => {
    const position = allowedCodes(variable).findIndex((option) => option.code === (answers[variable.name] ?? -3));
    assert.ok(position >= 0, `${variable.name} allows ${answers[variable.name]}`);
    return [variable.name, Uint8Array.of(position)] as const;
  });
  const columns = Object.fromEntries(codedNames(gender).map((name) => [name, new Uint8Array(1)]));
  const places = { practice: Uint16Array.of(0), decile: Uint8Array.of(1), rural: Uint8Array.of(0) };
  codeYear({ year, rows: 1, ...places, answers: Object.fromEntries(raw) }, gender, columns, 0);
  const value = columns[column][0];
  const factor = covariateCoding(gender).find(({ name }) => name === column);
  return value === 255 ? "." : (factor?.levels[value] ?? String(value));
}

test("answers are coded as the paper's Tables 1 and 2 and the codebook say", () => {
  for (const [column, year, answers, expected] of CASES) {
    assert.equal(code(column, year, answers, "three-groups"), expected, `${column} ${year} ${JSON.stringify(answers)}`);
  }
});

test("with two gender groups, answers offered from 2021 only are missing", () => {
  const coded = [1, 2, 3, 4, 5].map((answer) => code("gender", 2021, { Q112: answer }, "female-male"));
  assert.deepEqual(coded, ["Female", "Male", ".", ".", "."]);
});

test("every coding names variables and codes that the codebook has", () => {
  const known = new Map(
    surveyVariables.map((variable) => [variable.name, variable.options.map((option) => option.code)]),
  );
  for (const coding of [...outcomeCoding, ...sampleCoding]) {
    if (coding.kind === "ticked") for (const name of [coding.box, ...coding.others]) assert.ok(known.has(name), name);
    else
      for (const answer of [...coding.one, ...coding.zero])
        assert.ok(known.get(coding.variable)?.includes(answer), coding.name);
  }
  for (const { sources, levels } of covariateCoding("three-groups")) {
    for (const { variable, levelOf } of sources) {
      assert.ok(
        Object.keys(levelOf).every((answer) => known.get(variable)?.includes(Number(answer))),
        variable,
      );
      assert.ok(
        Object.values(levelOf).every((level) => levels.includes(level)),
        variable,
      );
    }
  }
});

test("no code of an outcome counts as 1 and 0 at once", () => {
  for (const coding of [...outcomeCoding, ...sampleCoding]) {
    if (coding.kind === "single")
      assert.deepEqual(
        coding.one.filter((answer) => coding.zero.includes(answer)),
        [],
        coding.name,
      );
  }
});
