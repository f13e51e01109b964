import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { checkExitCode } from "../../src/cli/check";
import { CHECK_FORMATS, formatCheck } from "../../src/cli/check/formatCheck";
import { checkPracticeFiles } from "../../src/data/check/checkPracticeFiles";
import { checkStudyFiles } from "../../src/data/check/checkStudyFiles";
import { packageRoot } from "../../src/util/packageRoot";
import { practiceCsv, rows2022, tinyPractices } from "./practice/practiceFiles";
import {
  GOOD,
  mapLines,
  surveyCsv,
  surveyRow,
  surveyRows,
  type TinyFiles,
  tinyFiles,
  tinyManifest,
  workforceLines,
  writeTiny,
} from "./tinyStudy";

const check = (files: TinyFiles = {}, settings = "") => {
  const folder = writeTiny({ ...tinyFiles(), ...files });
  return checkStudyFiles(folder.study(settings), { cacheDir: folder.cacheDir });
};

const withRow = (given: Readonly<Record<string, string | number>>): string =>
  surveyCsv(2022, [...surveyRows[2022], surveyRow(2022, { ...GOOD, ...given })]);

test("a good study passes, with every file, variable, join, total and state of exposure told", async () => {
  const found = await check();
  assert.deepEqual([found.passed, found.problems, checkExitCode(found)], [true, [], 0]);
  assert.deepEqual(
    found.files.map(({ input, state, rows, encoding }) => [input, state, rows, encoding]),
    [
      ["workforce 2021-12", "accepted with repairs", 8, "windows-1252, gzip"],
      ["practice map", "accepted with repairs", 6, "ascii, gzip"],
      ["list size 2018", "accepted", 5, "ascii"],
      ["list size 2022", "accepted", 5, "ascii"],
      ["income deprivation", "accepted", 3, "ascii"],
      ["rural-urban class", "accepted", 4, "ascii"],
      ["survey 2018", "accepted", 3, "ascii"],
      ["survey 2022", "accepted", 5, "ascii"],
    ],
  );
  const q32 = found.columns.find(({ input, column }) => input === "survey 2022" && column === "Q32");
  assert.deepEqual(q32, {
    input: "survey 2022",
    column: "Q32",
    header: "Q32",
    accepted: [
      { rule: "as declared", rows: 4 },
      { rule: "not answered (-3)", rows: 1 },
    ],
    repaired: [],
    refused: [],
  });
  for (const { input, accepted, repaired, refused } of found.columns) {
    const rows = [...accepted, ...repaired, ...refused].reduce((sum, one) => sum + one.rows, 0);
    assert.equal(rows, found.files.find((file) => file.input === input)?.rows, input);
  }
  assert.deepEqual(found.reconciliations[1], {
    what: "workforce 2021-12 (survey year 2022)",
    unit: "FTE",
    inFile: 7.96,
    assigned: 2.96,
    unassigned: 5,
    balances: true,
    published: 1611.9755,
  });
  assert.ok(found.reconciliations.every(({ balances }) => balances));
  assert.deepEqual(
    found.exposure.map(({ surveyYear, pcns, byState }) => [surveyYear, pcns, byState]),
    [
      [2018, 3, { reported: 0, "reported none": 0, "not reported": 0, "before scheme": 3, "not published": 0 }],
      [2022, 2, { reported: 1, "reported none": 0, "not reported": 1, "before scheme": 0, "not published": 0 }],
    ],
  );
  assert.equal(found.joins.length, 3 + 6);
});

/** Faults of five files at once. */
const FAULTY: TinyFiles = {
  "workforce.csv.gz": gzipSync(
    Buffer.from([...workforceLines, "NWRS Staff,2021,12,U0O001,N,36L,S,G,R,Link Wroker,900,9"].join("\n"), "latin1"),
  ),
  "map.csv.gz": gzipSync([...mapLines, "E1,E,36L,U00002,S,20211301,"].join("\n")),
  "lists-2022.csv": "practice_code,registered_patients\nA1,-1\n",
  "survey-2018.csv": surveyCsv(2018, surveyRows[2018]).replace("Q28", "Q29").replace("Q94", "Q95"),
  "survey-2022.csv": withRow({ Q28: 7, Q94: 8 }),
};

test("all faults of all files are reported together, and a fault in one file hides none in another", async () => {
  const found = await check(FAULTY);
  assert.deepEqual([found.passed, checkExitCode(found)], [false, 4]);
  assert.deepEqual(
    found.problems.map(({ input, rule }) => [input, rule]),
    [
      ["workforce 2021-12", "role-known"],
      ["practice map", "date-readable"],
      ["list size 2022", "patients-not-negative"],
      ["survey 2018", "column-present"],
      ["survey 2022", "cells-as-declared"],
    ],
  );
  const messages = found.problems.map(({ message }) => message);
  assert.match(messages[0], /Link Wroker.*\n.*FTE 900.*\n.*"U0O001" is not a PCN code/);
  assert.match(messages[3], /no column Q28.*\n.*no column Q94/);
  assert.match(messages[4], /:7: Q28: "7".*\n.*:7: Q94: "8"/);
  const q28 = found.columns.find(({ input, column }) => input === "survey 2022" && column === "Q28");
  assert.deepEqual(q28?.refused, [{ rule: "cells-as-declared", rows: 1 }]);
  const page = formatCheck(found, "text");
  assert.match(page, /tiny\.yaml: 8 files checked, 5 problems\./);
  assert.match(page, /survey 2022 +survey-2022\.csv +refused/);
});

test("the check of a restricted study shows no cell in any format, and rounds counts of respondents", async () => {
  const secret = "7654321";
  const found = await check({ "survey-2022.csv": withRow({ Q28: secret, Practice_Code: "Z98765" }) }, "# restricted");
  assert.equal(found.passed, false);
  for (const format of CHECK_FORMATS) {
    const page = formatCheck(found, format);
    assert.doesNotMatch(page, /7654321|Z98765/, format);
    assert.match(page, /a cell is not an allowed code/, format);
  }
  const good = await check({ "survey-2022.csv": withRow({ Practice_Code: "Z98765" }) }, "# restricted");
  assert.equal(good.passed, true);
  assert.ok(
    good.columns.filter(({ input }) => input.startsWith("survey")).every((one) => one.accepted[0].rows % 5 === 0),
  );
  assert.doesNotMatch(formatCheck(good, "json"), /Z98765/);
});

test("a restricted file without a header does not give its first row away", async () => {
  const found = await check(
    { "survey-2022.csv": surveyCsv(2022, surveyRows[2022]).replace(/^.*\n/, "") },
    "# restricted",
  );
  assert.equal(found.problems[0].rule, "column-present");
  assert.doesNotMatch(found.problems[0].message, /A1|E01000001/);
  assert.match(found.problems[0].message, /16 cells and is no header/);
});

test("link-workers check prints the page and ends with the code of the gravest problem", () => {
  const folder = writeTiny({ ...tinyFiles(), ...FAULTY });
  const manifest = join(folder.root, "tiny.yaml");
  writeFileSync(manifest, tinyManifest());
  const command = [join(packageRoot(), "setup", "link-workers.mjs"), "check", "--study", manifest, "--format", "json"];
  const out = join(folder.root, "check.json");
  const run = spawnSync(process.execPath, [...command, "--data", folder.root], { encoding: "utf8" });
  assert.equal(run.status, 4, run.stderr);
  assert.equal(JSON.parse(run.stdout).problems.length, 5);
  const settings = tinyManifest().replace("practiceMap: map", "practiceMap: true #");
  writeFileSync(manifest, settings);
  assert.equal(spawnSync(process.execPath, [...command, "--out", out], { encoding: "utf8" }).status, 3);
});

test("a study on practice-level files is checked on the same page: files, suppressed cells, anti-joins, totals, exposure", async () => {
  const { study, cacheDir } = tinyPractices({
    "gpps/2022.csv": practiceCsv(rows2022.map((row, i) => (i === 2 ? { ...row, Q28_1: -97, Q28base: -97 } : row))),
  });
  const found = await checkPracticeFiles(study, { cacheDir });
  assert.deepEqual([found.passed, found.problems, checkExitCode(found)], [true, [], 0]);
  assert.deepEqual(
    found.files
      .filter(({ input }) => input.startsWith("practices"))
      .map(({ input, state, rows }) => [input, state, rows]),
    [
      ["practices 2018", "accepted", 3],
      ["practices 2022", "accepted with repairs", 5],
    ],
  );
  const join = found.joins.find(({ name }) => name === "practices 2022: practice to PCN");
  assert.deepEqual([join?.left.rows, join?.left.unmatchedKeys, join?.examples.left], [5, 2, ["D1", "X9"]]);
  const total = found.reconciliations.find(({ what }) => what === "practices 2022: answers on experience");
  assert.deepEqual([total?.inFile, total?.assigned, total?.unassigned, total?.balances], [64, 40, 24, true]);
  assert.ok(
    found.repairs.some(({ rule, rows }) => rule.endsWith("good_gp: cells without a count (-97)") && rows === 1),
  );
  assert.deepEqual(
    found.exposure.map(({ surveyYear }) => surveyYear),
    [2018, 2022],
  );
  for (const format of CHECK_FORMATS) assert.match(formatCheck(found, format), /practices 2022/);
});

test("faults of practice-level files are all reported together, with their rules", async () => {
  const { study, cacheDir } = tinyPractices({
    "gpps/2018.csv": practiceCsv(rows2022.map((row) => ({ ...row, Q28_1: 1.5 }))),
    "gpps/2022.csv": practiceCsv([...rows2022, rows2022[0]]),
    "workforce.csv.gz": "",
  });
  const found = await checkPracticeFiles(study, { cacheDir });
  assert.deepEqual(
    found.problems.map(({ input, rule }) => [input, rule]),
    [
      ["workforce 2021-12", "file-not-empty"],
      ["practices 2018", "counts-are-whole"],
      ["practices 2022", "join-many-to-one"],
    ],
  );
  assert.equal(checkExitCode(found), 4);
});
