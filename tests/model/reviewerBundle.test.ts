import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bootstrapContributions,
  bundleCovariance,
  fitLogit,
  reviewerBundle,
  scoreBootstrap,
  waldTest,
} from "../../src/model";
import type { LogitSpec } from "../../src/model/types";
import { StudyError } from "../../src/util/errors";
import { assertClose, covarianceDifference, relativeDifference } from "./support/closeness";
import { referenceFrame, termOf } from "./support/referenceCases";

const frame = referenceFrame();
const spec: LogitSpec = { outcome: "y", terms: ["x", "f", "x2", "x:f"].map(termOf), cluster: "cl" };
const fit = fitLogit(frame, spec);
const bundle = reviewerBundle(frame, fit, { salt: "secret", terms: ["x2"], restricted: false });

test("every cluster covariance can be recomputed from the bundle, through a file", () => {
  const read = JSON.parse(JSON.stringify(bundle));
  for (const vce of ["cr0", "cr1", "cr1-regress", "oim"] as const) {
    const expected = fitLogit(frame, { ...spec, vce }).vcov;
    assertClose(covarianceDifference(Array.from(bundleCovariance(read, vce)), expected), 1e-12, vce);
  }
});

test("the score bootstrap can be repeated from the bundle to the last draw", () => {
  const read = JSON.parse(JSON.stringify(bundle));
  const own = scoreBootstrap(frame, fit, "x2", { seed: 3 });
  const again = bootstrapContributions("x2", Float64Array.from(read.nulls[0].contributions), { seed: 3 });
  assertClose(relativeDifference([again.t], [own.t]), 1e-12, "t");
  assert.equal(again.p, own.p);
});

test("Wald tests can be recomputed from the bundle", () => {
  const vcov = bundleCovariance(JSON.parse(JSON.stringify(bundle)), "cr1");
  for (const name of ["f", "x:f", "x2"]) {
    const [own, again] = [waldTest(fit, name), waldTest({ terms: bundle.terms, vcov }, name)];
    assert.equal(again.df, own.df);
    assertClose(relativeDifference([again.chi2, again.p], [own.chi2, own.p]), 1e-12, name);
  }
});

test("ids are hashed with the salt, and scores sum to zero at the estimates", () => {
  const other = reviewerBundle(frame, fit, { salt: "another", restricted: false });
  assert.ok(bundle.clusters.every(({ id }) => /^[0-9a-f]{24}$/.test(id)));
  assert.ok(!other.clusters.some(({ id }) => bundle.clusters.some((cluster) => cluster.id === id)));
  const totals = fit.terms.map((_, j) => bundle.clusters.reduce((s, { scores }) => s + scores[j], 0));
  assert.ok(totals.every((total) => Math.abs(total) < 1e-9));
});

test("a restricted source writes no bundle unless the gate allows it", () => {
  assert.throws(
    () => reviewerBundle(frame, fit, { salt: "secret", restricted: true }),
    (error) => error instanceof StudyError && error.rule === "bundle-may-leave",
  );
  assert.equal(reviewerBundle(frame, fit, { salt: "secret", restricted: true, allowed: true }).n, fit.n);
});
