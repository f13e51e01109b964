import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { exposureBySurveyYear } from "../../../src/data";
import type { NumericColumn } from "../../../src/data/frame";
import { preparePractices } from "../../../src/data/practice";
import { parseAnyStudy, parseStudy } from "../../../src/study";
import { StudyError } from "../../../src/util/errors";
import type { TinyFiles } from "../tinyStudy";
import { counts, MANIFEST, practiceCsv, rows2022, tinyPractices } from "./practiceFiles";

const prepare = (files?: TinyFiles) => {
  const { study, cacheDir } = tinyPractices(files);
  return preparePractices(study, { cacheDir });
};
const with2022 = (text: string | Buffer) => prepare({ "gpps/2022.csv": text });
const changed = (practice: string, cells: Record<string, string | number>) =>
  practiceCsv(rows2022.map((row) => (row.Practice_Code === practice ? { ...row, ...cells } : row)));
const refused = (rule: string, pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StudyError, String(error));
  assert.equal(error.rule, rule);
  assert.match(error.message, pattern);
  return true;
};
const ledgerOf = ({ ledger }: Awaited<ReturnType<typeof prepare>>, outcome: string, year = 2022) =>
  ledger.find((row) => row.outcome === outcome && row.surveyYear === year);

test("practice counts become one row per practice, year and value, with their respondents", async () => {
  const { frames, label } = await prepare();
  assert.equal(label, "");
  const numbers = (outcome: string) => [...(frames[outcome].columns.respondents as NumericColumn).values];
  // 2018: A1, A2, B1; 2022: A1, A2, B1, D1, X9; 1 before 0.
  assert.deepEqual(numbers("good_gp"), [20, 5, 11, 4, 30, 9, 18, 6, 9, 7, 22, 8, 7, 7, 5, 5]);
  assert.deepEqual(numbers("support").slice(0, 2), [6, 8], "having needed no support counts as 0");
  assert.deepEqual(numbers("not_isolated").slice(0, 2), [25, 5], "the base without those who ticked isolation");
  assert.deepEqual(numbers("confidence").slice(0, 2), [9, 5]);
  assert.deepEqual(numbers("mh_understood").slice(0, 2), [9, 3]);
});

test("the ledger accounts for every practice: no PCN at the date, not in the map", async () => {
  const row = ledgerOf(await prepare(), "good_gp");
  assert.deepEqual(row?.withoutPcn, [{ rule: "practice not in the map", rows: 2 }]);
  assert.deepEqual([row?.practices, row?.used, row?.respondents, row?.usedRespondents], [5, 3, 94, 70]);
});

test("a suppressed or blank cell takes its practice out of that outcome only, and is counted by code", async () => {
  const hidden = { Q28_1: -97, Q28_2: -97, Q28_3: -97, Q28_4: -97, Q28_5: "", Q28base: -97 };
  const prepared = await with2022(changed("B1", hidden));
  const row = ledgerOf(prepared, "good_gp");
  assert.deepEqual(row?.withoutCount, [{ rule: "count suppressed or absent", rows: 1 }]);
  assert.deepEqual(row?.absentCells, [
    { code: "-97", cells: 4 },
    { code: "blank", cells: 1 },
  ]);
  assert.equal(row?.used, 2);
  assert.equal(ledgerOf(prepared, "support")?.used, 3);
  assert.deepEqual(ledgerOf(prepared, "good_gp", 2018)?.withoutCount, []);
});

test("a suppressed base alone leaves counts that stand in full", async () => {
  assert.equal(ledgerOf(await with2022(changed("B1", { Q28base: -97 })), "good_gp")?.used, 3);
});

test("columns are found by meaning in any order, case and encoding, and the frames stay the same to the bit", async () => {
  const plain = (await prepare()).frames;
  const names = Object.keys(rows2022[0]).reverse();
  const reversed = [...rows2022].reverse();
  const lower = practiceCsv(reversed, names).replace(/^.*\n/, (line) => line.toLowerCase());
  const accented = practiceCsv(rows2022.map((row) => ({ ...row, Practice_Name: "CAFÉ SURGERY" })));
  for (const text of [
    lower,
    `\uFEFF${practiceCsv(rows2022).replaceAll("\n", "\r\n")}`,
    Buffer.from(accented, "latin1"),
    gzipSync(practiceCsv(rows2022)),
    practiceCsv(rows2022).replace("Q28base", "Q28_base"),
  ]) {
    assert.deepEqual((await with2022(text)).frames, plain);
  }
});

test("the weighted file of a year is refused by its fractions", async () => {
  await assert.rejects(
    with2022(changed("B1", { Q28_1: 20.6 })),
    refused("counts-are-whole", /2022\.csv:4: practice B1 has a fractional count.*unweighted/),
  );
});

test("options that do not add up to their base, and a box ticked by more than answered, are refused with the line", async () => {
  await assert.rejects(
    with2022(changed("A2", { Q94_1: 7 })),
    refused("options-fit-base", /2022\.csv:3: practice A2: q94_1 \+ .* differs from q94_1234base/),
  );
  await assert.rejects(
    with2022(changed("A2", { Q91_3: 31 })),
    refused("options-fit-base", /practice A2: q91_3 exceeds q91base/),
  );
});

test("a practice in two rows, a missing column, a web page and a cell of text are refused by name", async () => {
  const twice = practiceCsv([...rows2022, counts("a1 ", [3, 3])]);
  await assert.rejects(with2022(twice), refused("join-many-to-one", /practice_code A1 stands in 2 rows/));
  const names = Object.keys(rows2022[0]).filter((name) => name !== "Q91_3");
  await assert.rejects(with2022(practiceCsv(rows2022, names)), refused("column-present", /no column q91_3/));
  await assert.rejects(with2022("<!DOCTYPE html><html>"), refused("file-is-csv", /web page/));
  await assert.rejects(with2022(changed("B1", { Q28_1: "*" })), refused("cells-as-declared", /"\*" is not a number/));
});

test("a study of practice files is refused where respondents are needed, and takes no seed or scale", () => {
  assert.throws(() => parseStudy(MANIFEST, "p.yaml"), refused("respondents-needed", /link-workers practice/));
  assert.throws(() => parseAnyStudy(MANIFEST, "p.yaml", { scale: 0.1 }), refused("nothing-simulated", /--scale/));
  assert.throws(
    () => parseAnyStudy(MANIFEST.replace("2018: gpps/2018.csv, ", ""), "p.yaml"),
    refused("settings-valid", /source\.practices: no file for survey year 2018/),
  );
});

test("real respondents are never turned into practice counts", async () => {
  const { study, cacheDir } = tinyPractices();
  const { practices: _, ...files } = study.source;
  const source = { ...files, kind: "files", restricted: true, survey: { 2018: "a", 2022: "b" }, seed: 1, scale: 1 };
  const respondents = { ...study, source: { ...source, incomeDeprivation: "imd.csv", ruralUrban: "ruc.csv" } };
  await assert.rejects(
    preparePractices(respondents as Parameters<typeof preparePractices>[0], { cacheDir }),
    refused("practice-files-published", /source\.kind: practice-files/),
  );
});

test("a missing file is named before anything is read", async () => {
  const { study, cacheDir } = tinyPractices();
  const source = { ...study.source, practices: { 2018: "gpps/2018.csv", 2022: "gpps/none.csv" } };
  const stages: string[] = [];
  const progress = {
    stage: (name: string) => {
      stages.push(name);
      return { update: () => {}, done: () => {} };
    },
  };
  await assert.rejects(
    preparePractices({ ...study, source }, { cacheDir, progress }),
    refused("file-exists", /gpps\/none\.csv: does not exist/),
  );
  assert.deepEqual(stages, []);
});

test("the exposure of a study of practice files comes from its public files alone", async () => {
  const { study, cacheDir } = tinyPractices();
  const prepared = await preparePractices(study, { cacheDir });
  assert.deepEqual(await exposureBySurveyYear(study, cacheDir), prepared.exposure);
});
