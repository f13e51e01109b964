import assert from "node:assert/strict";
import { test } from "node:test";
import { EXHIBIT_MIME, exhibitBundle } from "../../src/exhibit";
import { seriesStyle, withSyntheticMark } from "../../src/figure";
import { spreadApart } from "../../src/figure/textLayout";
import { niceTicks } from "../../src/util/niceTicks";
import { box, forest, line } from "./fixtures";

test("lineFigure computes its text alternative from the data", () => {
  assert.match(line.alt, /Confidence: 84\.5% at 2018, 82\.9% at 2020; lowest 82\.9% at 2020, highest 84\.5% at 2018\./);
  assert.match(line.alt, /Support: 55\.0% at 2018, 49\.0% at 2020/);
  assert.match(line.alt, /Simulated data\.$/);
});

test("dotIntervalFigure says every estimate with its interval, group and series", () => {
  assert.match(
    forest.alt,
    /Model 1, Isolated: This study 1\.001 \(0\.996 to 1\.005\); Published 1\.002 \(0\.997 to 1\.006\)\./,
  );
});

test("boxFigure says median, quartiles and whiskers", () => {
  assert.match(
    box.alt,
    /2021: median 0\.80, quartiles 0\.30 and 1\.40, whiskers 0\.00 to 3\.00, 2 beyond the whiskers, n 1,254\./,
  );
});

test("figures carry the numbers behind them, one row per drawn value", () => {
  assert.deepEqual(line.data.columns, ["Survey year", "series", "Positive (%)"]);
  assert.equal(line.data.rows.length, 6);
  assert.deepEqual(forest.data.rows[1], ["Model 1", "Isolated", "Published", 1.002, 0.997, 1.006]);
});

test("withSyntheticMark adds its mark once", () => {
  const once = withSyntheticMark({});
  assert.equal(withSyntheticMark(once), once);
  assert.match(JSON.stringify(once), /SYNTHETIC DATA/);
});

test("a figure of simulated data is marked and one of real data is not", () => {
  assert.match(JSON.stringify(line.plot), /SYNTHETIC DATA/);
  assert.doesNotMatch(JSON.stringify(forest.plot), /SYNTHETIC/);
});

test("series differ in colour, marker and dash", () => {
  const styles = [0, 1, 2, 3, 4, 5, 6].map(seriesStyle);
  for (const key of ["colour", "symbol", "dash"] as const) assert.equal(new Set(styles.map((s) => s[key])).size, 7);
});

test("spreadApart keeps order and room and leaves free labels where they are", () => {
  assert.deepEqual(spreadApart([10, 100], [20, 20]), [10, 100]);
  const placed = spreadApart([50, 52, 51, 200], [20, 20, 20, 20]);
  assert.deepEqual(placed, [31, 71, 51, 200]);
});

test("niceTicks gives round steps inside the range", () => {
  assert.deepEqual(niceTicks(0.991, 1.029, 5), [1, 1.01, 1.02]);
  assert.deepEqual(niceTicks(-0.1, 1.05, 5), [0, 0.5, 1]);
});

test("exhibitBundle of a figure holds plotly JSON, its words and the exhibit", () => {
  const bundle = exhibitBundle(line);
  assert.deepEqual(Object.keys(bundle), ["application/vnd.plotly.v1+json", "text/plain", EXHIBIT_MIME]);
  assert.ok(String(bundle["text/plain"]).includes(line.alt));
});
