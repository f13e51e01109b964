import assert from "node:assert/strict";
import { test } from "node:test";
import { published } from "../../src/published/published";
import { calibrationReport, plantedTruth } from "../../src/twin";
import { STANDARD_ERRORS } from "../../src/twin/targets";

const planted = { scale: 1, quotaShare: 1, linkWorkers: plantedTruth.linkWorkers, expectedSe: {} };

test("calibrationReport gives target, achieved and difference for every part it is handed, and none for parts left out", () => {
  const cell = { id: "M1.good_gp", n: 4176144, mean: 0.829, logOdds: 0.0152, se: 0.006 };
  const rows = calibrationReport({ cells: [cell] }, published, planted);
  assert.deepEqual(
    rows.map((row) => row.quantity),
    ["respondents, M1.good_gp", "mean, M1.good_gp", "log odds ratio, M1.good_gp", "standard error, M1.good_gp"],
  );
  assert.equal(rows[0].difference, 0);
  assert.ok(Math.abs(rows[1].difference - 0.1) < 1e-9, "percentage points");
  assert.ok(Math.abs(rows[3].difference - 0.0002) < 1e-12);
});

test("calibrationReport knows exposure and years only where the twin has a target, and scales counts", () => {
  const exposure = [2020, 2021].map((year) => ({ year, patientWeighted: 0.7, pcnSd: 1, shareZero: 0.5 }));
  const quarter = { ...planted, scale: 0.25, quotaShare: 0.25 };
  const rows = calibrationReport({ cells: [], exposure, pcns: 634, practices: 3496 }, published, quarter);
  assert.equal(rows.length, 5);
  assert.deepEqual(
    rows.slice(3).map((row) => row.difference),
    [0, 0],
  );
});

test("the planted odds ratios and aimed standard errors lie where the printed headline cells allow", () => {
  for (const [outcome, id] of Object.entries(published.headline)) {
    const cell = published.cells.find((entry) => entry.id === id);
    assert.ok(cell !== undefined);
    const logOdds = plantedTruth.linkWorkers[cell.outcome];
    assert.ok(Math.abs(Math.exp(logOdds) - cell.or.value) <= 0.0005, outcome);
    const half = 1.959964 * STANDARD_ERRORS[cell.id];
    assert.ok(Math.abs(Math.exp(logOdds - half) - cell.ciLow.value) < 0.0008, `${id} low`);
    assert.ok(Math.abs(Math.exp(logOdds + half) - cell.ciHigh.value) < 0.0008, `${id} high`);
  }
});
