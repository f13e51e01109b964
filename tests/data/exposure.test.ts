import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { formatExposure } from "../../src/cli/exposure";
import { type ExposureTables, exposureBySurveyYear, exposureTables } from "../../src/data";
import { readStudy } from "../../src/study";
import { packageRoot } from "../../src/util/packageRoot";
import { testFolder, writeTiny } from "./tinyStudy";

test("FTE of both sources is summed per PCN, negative values included, over the patients of its practices", async () => {
  const folder = writeTiny();
  const { pcnYears } = await exposureTables(folder.study(), folder.cacheDir);
  assert.deepEqual(
    pcnYears.filter(({ surveyYear }) => surveyYear === 2022),
    [
      {
        surveyYear: 2022,
        pcn: "U00001",
        practices: 2,
        patients: 12000.75,
        fte: 2.96,
        rate: (2.96 / 12000.75) * 50000,
        state: "reported",
      },
      { surveyYear: 2022, pcn: "U00002", practices: 1, patients: 5000, fte: 0, rate: 0, state: "not reported" },
    ],
  );
  assert.deepEqual(
    new Set(pcnYears.filter(({ surveyYear }) => surveyYear === 2018).map(({ state }) => state)),
    new Set(["before scheme"]),
  );
});

test("a survey year is one row, with nulls before any return", async () => {
  const folder = writeTiny();
  const rate = (2.96 / 12000.75) * 50000;
  const zero = { per50kPatientWeighted: 0, per50kPcnMean: 0, per50kPcnSd: 0 };
  assert.deepEqual(await exposureBySurveyYear(folder.study(), folder.cacheDir), [
    { surveyYear: 2018, period: null, pcns: null, reporting: null, fte: 0, ...zero },
    {
      surveyYear: 2022,
      period: "2021-12",
      pcns: 2,
      reporting: 1,
      fte: 4.96,
      per50kPatientWeighted: (2.96 / 17000.75) * 50000,
      per50kPcnMean: rate / 2,
      per50kPcnSd: rate / 2,
    },
  ]);
});

test("dropping absent PCNs leaves the reporting ones in mean and spread", async () => {
  const folder = writeTiny();
  const [, row] = await exposureBySurveyYear(folder.study("exposure: { absentPcn: drop }"), folder.cacheDir);
  assert.deepEqual([row.pcns, row.reporting, row.per50kPcnMean, row.per50kPcnSd], [2, 1, (2.96 / 12000.75) * 50000, 0]);
});

test("the printed table, CSV and JSON carry the same rows", async () => {
  const folder = writeTiny();
  const rows = await exposureBySurveyYear(folder.study(), folder.cacheDir);
  assert.deepEqual(JSON.parse(formatExposure(rows, "json")), rows);
  assert.match(
    formatExposure(rows, "csv"),
    /^surveyYear,period,pcns,reporting,fte,.*\n2018,,,,0,0,0,0\n2022,2021-12,2,1,4.96,/,
  );
  assert.match(formatExposure(rows, "table"), /2022 {2}2021-12 {5}2 {10}1 {2}5\.0/);
});

const DATA = join(packageRoot(), "..", "shared", "data");
const absent = existsSync(DATA) ? false : "the real public files (../shared/data) are not here";

let tables: Promise<ExposureTables> | undefined;
function real(): Promise<ExposureTables> {
  tables ??= exposureTables(
    readStudy(join(packageRoot(), "studies", "real-exposure.yaml"), { dataRoot: DATA }),
    testFolder(),
  );
  return tables;
}

/** The table "Computed figures" of the data's README. */
const PUBLISHED = [
  ["2020-03", 1235, 187, "112.3", "0.096", "0.102", "0.384"],
  ["2020-12", 1254, 758, "852.5", "0.712", "0.721", "1.009"],
  ["2021-12", 1254, 1028, "1612.0", "1.313", "1.326", "1.419"],
  ["2022-09", 1262, 1104, "2047.0", "1.661", "1.673", "1.660"],
];

test("the real files give the documented exposure of every survey year", { skip: absent }, async () => {
  const { years } = await real();
  assert.deepEqual(
    years.map(({ surveyYear }) => surveyYear),
    [2018, 2019, 2020, 2021, 2022, 2023],
  );
  const rows = years
    .filter(({ period }) => period !== null)
    .map((year) => [
      year.period,
      year.pcns,
      year.reporting,
      year.fte.toFixed(1),
      year.per50kPatientWeighted.toFixed(3),
      year.per50kPcnMean.toFixed(3),
      year.per50kPcnSd.toFixed(3),
    ]);
  // 852.45 FTE prints as 852.5 by the README's rounding.
  assert.deepEqual(rows, PUBLISHED);
});

test("the real files agree PCN by PCN with an independent computation", { skip: absent }, async () => {
  const { pcnYears, dates } = await real();
  const period = new Map(dates.map((date) => [date.surveyYear, date.period]));
  const ours = new Map(pcnYears.map((row) => [`${period.get(row.surveyYear)} ${row.pcn}`, row]));
  const text = gunzipSync(readFileSync(join(DATA, "derived", "pcn_link_workers_per_50k.csv.gz"))).toString();
  const theirs = text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
  assert.equal(theirs.length, 5005);
  for (const [when, , pcn, practices, patients, reported, fte, rate] of theirs) {
    const row = ours.get(`${when} ${pcn}`);
    assert.ok(row, `${when} ${pcn}`);
    assert.deepEqual([row.practices, row.state !== "not reported"], [Number(practices), reported === "1"], pcn);
    assert.ok(Math.abs(row.patients - Number(patients)) < 0.01, pcn);
    assert.ok(Math.abs(row.fte - Number(fte)) < 1e-6, pcn);
    assert.ok(Math.abs(row.rate - Number(rate)) < 1e-6, pcn);
  }
});

test("the real files reconcile: staff without a practice are named, not lost", { skip: absent }, async () => {
  const { joins, repairs } = await real();
  const december = joins.find(({ name }) => name.startsWith("workforce 2021-12"));
  assert.deepEqual(december?.examples.left, ["U64595"]);
  assert.equal(december?.carried?.unmatched, 7);
  assert.equal(repairs.find(({ rule }) => rule === "workforce 2021-12: negative FTE kept")?.rows, 2);
});
