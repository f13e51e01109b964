import assert from "node:assert/strict";
import { test } from "node:test";
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  doseResponse,
  fitLogit,
  harrellKnots,
  holm,
  splineTerms,
  studentTwoSidedP,
  withSpline,
} from "../../src/model";
import type { LogitSpec } from "../../src/model/types";
import { deltaError, probabilityOf, rowsOf } from "./support/brute";
import { assertClose, relativeDifference } from "./support/closeness";
import { referenceFrame, termOf } from "./support/referenceCases";

const frame = referenceFrame();

test("adjusted p-values follow Holm, Benjamini-Hochberg and Benjamini-Yekutieli as R's p.adjust does", () => {
  // p.adjust(c(.01, .04, .03, .005, .5), "holm"), "BH", "BY"
  const p = [0.01, 0.04, 0.03, 0.005, 0.5];
  assertClose(relativeDifference(holm(p), [0.04, 0.09, 0.09, 0.025, 0.5]), 1e-12, "Holm");
  assertClose(relativeDifference(benjaminiHochberg(p), [0.025, 0.05, 0.05, 0.025, 0.5]), 1e-12, "BH");
  const harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5;
  assertClose(
    relativeDifference(
      benjaminiYekutieli(p),
      [0.025, 0.05, 0.05, 0.025, 0.5].map((v) => Math.min(1, v * harmonic)),
    ),
    1e-12,
    "BY",
  );
});

test("tails of Student's t agree with R", () => {
  // 2 * pt(-t, df)
  const cases: readonly (readonly [number, number, number])[] = [
    [2, 3, 0.13932596855884313],
    [2, 59, 0.0501104129882444],
    [5, 1267, 6.537726439988214e-7],
    [40, 10, 2.2808577430857475e-12],
  ];
  assertClose(
    relativeDifference(
      cases.map(([t, df]) => studentTwoSidedP(t, df)),
      cases.map(([, , p]) => p),
    ),
    1e-11,
    "p",
  );
});

test("spline terms are zero below the first knot, straight above the last, and of Hmisc's scale", () => {
  const knots = [1, 2, 4, 7];
  assert.deepEqual(splineTerms(0.5, knots), [0, 0]);
  const [a, b, c] = [8, 9, 10].map((x) => splineTerms(x, knots));
  assertClose(
    relativeDifference(
      c.map((v, i) => v - b[i]),
      b.map((v, i) => v - a[i]),
    ),
    1e-12,
    "slope",
  );
  // rcspline.eval(3, knots = c(1, 2, 4, 7), norm = 2)
  assertClose(relativeDifference(splineTerms(3, knots), [8 / 36, 1 / 36]), 1e-12, "value");
  assert.throws(() => harrellKnots([0, 0, 0, 0, 0, 1], 4), /at least three, each above/);
});

test("a dose-response curve is the mean prediction with everybody at the setting, with a wider simultaneous band", () => {
  const knots = [-1, 0, 1];
  const curved = withSpline(frame, "x2", knots);
  const spec: LogitSpec = { outcome: "y", terms: ["x2", "x2_s1", "f"].map(termOf), cluster: "cl" };
  const fit = fitLogit(curved, spec);
  const grid = [-2, -1, 0, 1, 2];
  const settings = grid.map((x2) => ({ x2, x2_s1: splineTerms(x2, knots)[0] }));
  const rows = rowsOf(curved);
  const { points, criticalValue } = doseResponse(curved, fit, { settings, seed: 2 });
  const mean = (b: readonly number[]) =>
    rows.reduce((s, row) => s + probabilityOf(fit, b, { ...row, ...settings[3] }), 0) / rows.length;
  assertClose(relativeDifference([points[3].value], [mean(fit.terms.map((t) => t.estimate))]), 1e-10, "value");
  assertClose(relativeDifference([points[3].se], [deltaError(fit, mean)]), 1e-6, "error");
  assert.ok(criticalValue > 2.1 && criticalValue < 3.3, `${criticalValue}`);
  assert.ok(points.every((point) => point.bandLow < point.low && point.high < point.bandHigh));
  const contrast = doseResponse(curved, fit, { settings, kind: "contrast", seed: 2 });
  assert.deepEqual([contrast.points[0].value, contrast.points[0].se], [0, 0]);
  assertClose(relativeDifference([contrast.points[3].value], [points[3].value - points[0].value]), 1e-12, "contrast");
});
