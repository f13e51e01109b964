import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openDuck } from "../../src/data/duck";
import { populationByAge } from "../../src/data/linkage/populationByAge";
import type { FilesSource } from "../../src/study/study";
import { testFolder } from "./tinyStudy";

const HEADER = "PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,SEX,AGE,NUMBER_OF_PATIENTS";
const row = (type: string, code: string, sex: string, age: string, patients: number) =>
  `GP_PRAC_PAT_LIST,01JUL2023,${type},${code},,${sex},${age},${patients}`;

async function read(...rows: readonly string[]) {
  const root = testFolder();
  writeFileSync(join(root, "ages.csv"), `${[HEADER, ...rows].join("\n")}\n`);
  const duck = await openDuck(root, 0);
  try {
    return await populationByAge(duck, { root, patientsByAge: "ages.csv" } as FilesSource, root);
  } finally {
    duck.close();
  }
}

test("England is the sum of its regions by single year: bands of the survey, boards and totals left out", async () => {
  const { populationByAge: groups, inputs } = await read(
    row("Comm Region", "Y56", "ALL", "ALL", 999),
    row("Comm Region", "Y56", "FEMALE", "15", 7),
    row("Comm Region", "Y56", "FEMALE", "16", 1),
    row("Comm Region", "Y58", "FEMALE", "24", 2),
    row("Comm Region", "Y56", "FEMALE", "25", 4),
    row("Comm Region", "Y56", "MALE", "84", 8),
    row("Comm Region", "Y56", "MALE", "85", 16),
    row("Comm Region", "Y56", "MALE", "95+", 32),
    row("ICB", "QWO", "MALE", "85", 16),
  );
  assert.deepEqual(
    groups.map(({ sex, age, patients }) => [sex, age, patients]),
    [
      ["Female", "under 16", 7],
      ["Female", "16-24", 3],
      ["Female", "25-34", 4],
      ["Male", "75-84", 8],
      ["Male", "85+", 48],
    ],
  );
  assert.equal(inputs[0].rows, 9);
});

test("a release without regions, ages in groups, and negative counts are refused by name", async () => {
  const rule = (name: string) => (error: Error & { rule?: string }) => error.rule === name;
  await assert.rejects(read(row("ICB", "QWO", "MALE", "85", 16)), rule("england-is-its-regions"));
  await assert.rejects(read(row("Comm Region", "Y56", "MALE", "85-89", 16)), rule("age-is-a-year"));
  await assert.rejects(read(row("Comm Region", "Y56", "MALE", "85", -1)), rule("patients-not-negative"));
});

test("a study without the file has no population by age", async () => {
  const { populationByAge: groups } = await populationByAge(undefined as never, {} as FilesSource, "");
  assert.deepEqual(groups, []);
});
