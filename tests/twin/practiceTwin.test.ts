import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { practiceFileName } from "../../src/twin";
import { reportingColumns } from "../../src/twin/practice/practiceColumns";
import { packageRoot } from "../../src/util/packageRoot";

const list = join(
  packageRoot(),
  "../shared/data/gpps/reporting_variables/gpps_2023_practice_reporting_variables.csv.gz",
);

test("the reporting columns of 2023 are those of the published list of variables, in its order", (t) => {
  if (!existsSync(list)) return t.skip(`no ${list}`);
  const names = gunzipSync(readFileSync(list)).toString("utf8").split("\n").slice(1, -1);
  const listed = names.map((line) => line.split(",")[0]);
  const made = reportingColumns(2023).map(({ name }) => name.toLowerCase());
  assert.deepEqual(made, listed.slice(listed.indexOf("q3base")));
});

test("questions come and go with the years as in the releases", () => {
  const names = (year: number) => new Set(reportingColumns(year).map(({ name }) => name));
  for (const [column, years] of [
    ["Q47_1", [2018, 2019, 2020]],
    ["Q112_1", [2021, 2022, 2023]],
    ["Q118base", [2022, 2023]],
    ["Q31_18", [2018, 2019, 2020]],
    ["Q31_21", [2021, 2022, 2023]],
    ["Q49_19", [2021, 2022, 2023]],
    ["Q32_123base", [2018, 2019, 2020, 2021, 2022, 2023]],
  ] as const) {
    for (const year of [2018, 2019, 2020, 2021, 2022, 2023]) {
      assert.equal(names(year).has(column), (years as readonly number[]).includes(year), `${column} ${year}`);
    }
  }
});

test("shares, sums and limits follow from the counts on the base the codebook names", () => {
  const byOption = new Map([1, 2, 3, 4, 5].map((k) => [k, [30, 10, 5, 5, 10][k - 1]]));
  const answered = { base: 60, byOption };
  const value = (name: string) =>
    reportingColumns(2023)
      .find((column) => column.name === name)
      ?.value(answered);
  assert.equal(value("Q94_1234base"), 50);
  assert.equal(value("Q94_12"), 40);
  assert.equal(value("Q94_12pct"), 0.8);
  assert.equal(value("Q94_5pct"), 0.166667, "don't know is a share of all who answered");
  // Wilson 95% limits of 40 of 50.
  assert.equal(value("Q94ci_lower_wil"), 0.669629);
  assert.equal(value("Q94ci_upper_wil"), 0.887562);
});

test("file names are those of the publisher: spaces in 2018, underscores after", () => {
  assert.equal(practiceFileName(2018), "GPPS 2018 Practice data (unweighted) (csv) PUBLIC.csv");
  assert.equal(practiceFileName(2021), "GPPS_2021_Practice_data_(unweighted)_(csv)_PUBLIC.csv");
});
