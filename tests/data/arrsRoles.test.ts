import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { ARRS_ROLES, ARRS_TOTAL, exposureTables, prepareStudy } from "../../src/data";
import { arrsRates } from "../../src/data/linkage/arrsRates";
import { readStudy } from "../../src/study";
import { packageRoot } from "../../src/util/packageRoot";
import { testFolder, tinyFiles, workforceLines, writeTiny } from "./tinyStudy";

const LINKS = 2.96;

test("the frame has the scheme's roles per 50,000 by PCN and year, their total and the link workers' share, all under one coding", async () => {
  const folder = writeTiny();
  const { frame, pcnYears, arrs } = await prepareStudy(folder.study(), { cacheDir: folder.cacheDir });
  const north = pcnYears.findIndex(({ surveyYear, pcn }) => surveyYear === 2022 && pcn === "U00001");
  assert.equal(arrs[north].arrs_pharmacists, 5);
  assert.ok(Math.abs(arrs[north].arrs_total - 5 - LINKS) < 1e-12);
  const column = (name: string) => {
    const found = frame.columns[name];
    assert.equal(found.kind, "lookup");
    return found as Extract<typeof found, { kind: "lookup" }>;
  };
  const exposure = column("link_workers");
  const at = exposure.values.findIndex((value) => value > 0);
  const patients = 12000.75;
  assert.equal(column("arrs_pharmacists").values[at], (5 / patients) * 50000);
  assert.ok(Math.abs(column("arrs_link_share").values[at] - LINKS / (5 + LINKS)) < 1e-12);
  for (const { column: name } of [...ARRS_ROLES, ARRS_TOTAL]) assert.equal(column(name).codes, exposure.codes, name);
});

test("a PCN without staff has share 0 and no staff, one that the settings drop is missing in every role", () => {
  const row = { surveyYear: 2022, pcn: "U1", practices: 1, patients: 10000, state: "reported" } as const;
  const none = Object.fromEntries([...ARRS_ROLES, ARRS_TOTAL].map(({ column }) => [column, 0]));
  const rows = [
    { ...row, fte: 0, rate: 0 },
    { ...row, fte: 0, rate: Number.NaN },
    { ...row, fte: 1, rate: 5 },
  ];
  const rates = arrsRates(rows, [none, none, { ...none, arrs_paramedics: 3, arrs_total: 4 }], 50000);
  assert.deepEqual(rates.arrs_link_share, [0, Number.NaN, 0.25]);
  assert.deepEqual(rates.arrs_any, [0, Number.NaN, 1]);
  assert.deepEqual(rates.arrs_paramedics, [0, Number.NaN, (3 / 10000) * 50000]);
});

test("other staff do not belong to the scheme: directors and staff without a role leave the total alone", async () => {
  const extra = workforceLines[5].replace(",Pharmacist,5,3", ",Other,7,99");
  assert.notEqual(extra, workforceLines[5]);
  const { gzipSync } = await import("node:zlib");
  const lines = [...workforceLines, extra].map((line) => `${line}\r\n`).join("");
  const folder = writeTiny({ ...tinyFiles(), "workforce.csv.gz": gzipSync(Buffer.from(lines, "latin1")) });
  const { pcnYears, arrs } = await exposureTables(folder.study(), folder.cacheDir);
  const north = pcnYears.findIndex(({ surveyYear, pcn }) => surveyYear === 2022 && pcn === "U00001");
  assert.ok(Math.abs(arrs[north].arrs_total - 5 - LINKS) < 1e-12);
});

const DATA = join(packageRoot(), "..", "shared", "data");
const absent = existsSync(DATA) ? false : "the real public files (../shared/data) are not here";

test("the real files agree role by role and PCN by PCN with an independent summation", { skip: absent }, async () => {
  const study = readStudy(join(packageRoot(), "studies", "real-exposure.yaml"), { dataRoot: DATA });
  const { pcnYears, arrs, dates } = await exposureTables(study, testFolder());
  const lines = gunzipSync(readFileSync(join(DATA, "derived", "pcn_role_fte.csv.gz")))
    .toString()
    .trim()
    .split("\n");
  const theirs = new Map<string, number>();
  for (const line of lines.slice(1)) {
    const [period, pcn, , , , role, fte] = line.match(/("[^"]*"|[^,]+)/g) as string[];
    const key = `${period} ${pcn} ${role.replaceAll('"', "")}`;
    theirs.set(key, (theirs.get(key) ?? 0) + Number(fte));
  }
  const period = new Map(dates.map((date) => [date.surveyYear, date.period]));
  let compared = 0;
  pcnYears.forEach(({ surveyYear, pcn }, i) => {
    for (const { column, labels } of [...ARRS_ROLES, ARRS_TOTAL]) {
      const sum = labels.reduce(
        (total, label) => total + (theirs.get(`${period.get(surveyYear)} ${pcn} ${label}`) ?? 0),
        0,
      );
      assert.ok(
        Math.abs(arrs[i][column] - sum) < 1e-5,
        `${surveyYear} ${pcn} ${column}: ${arrs[i][column]} and ${sum}`,
      );
      if (sum > 0) compared++;
    }
  });
  assert.ok(compared > 10000, `${compared} role sums above zero`);
});
