import assert from "node:assert/strict";
import { test } from "node:test";
import { fitLogit, waldTest } from "../../src/model";
import { assertClose, covarianceDifference, relativeDifference } from "./support/closeness";
import { type Reference, type ReferenceCase, readJson, referenceFrame, specOf } from "./support/referenceCases";

// Expected values: tests/reference/make_references.R (R glm polished by Newton steps, checked against sandwich there) and
// tests/reference/make_statsmodels.py (statsmodels, its own clustered covariances).
const cases = readJson<readonly ReferenceCase[]>("cases.json");
const programs = [
  { program: "R", references: readJson<{ cases: readonly Reference[] }>("references.json").cases },
  { program: "statsmodels", references: readJson<{ cases: readonly Reference[] }>("statsmodels.json").cases },
];
const frame = referenceFrame();

for (const [program, reference] of programs.flatMap(({ program, references }) =>
  references.map((reference) => [program, reference] as const),
)) {
  const spec = cases.find((c) => c.id === reference.id) as ReferenceCase;
  test(`fitLogit agrees with ${program}: ${reference.id}`, () => {
    const fit = fitLogit(frame, specOf(spec));
    const names = fit.terms.map((term) => term.name);
    assert.deepEqual([...names].sort(), [...reference.terms].sort());
    assert.deepEqual([fit.n, fit.events, fit.clusters], [reference.n, reference.events, reference.clusters]);
    const order = names.map((name) => reference.terms.indexOf(name));
    const b = order.map((i) => reference.b[i]);
    const V = order.flatMap((i) => order.map((j) => reference.V[i * names.length + j]));
    // 1e-10 on coefficients: relative, or to a hundredth where a coefficient is smaller.
    assertClose(
      relativeDifference(
        fit.terms.map((term) => term.estimate),
        b,
        1e-2,
      ),
      1e-10,
      "coefficients",
    );
    assertClose(covarianceDifference(fit.vcov, V), 1e-8, "covariance");
    assertClose(
      relativeDifference([fit.logLik, fit.logLikNull], [reference.logLik, reference.logLikNull]),
      1e-12,
      "logLik",
    );
    assertClose(relativeDifference([fit.vce.factor], [reference.factor]), 1e-15, "factor");
    reference.margins.forEach((margin, i) => {
      assert.equal(fit.margins[i].name, margin.name);
      assertClose(
        relativeDifference([fit.margins[i].ame, fit.margins[i].se], [margin.ame, margin.se]),
        1e-8,
        margin.name,
      );
    });
    for (const wald of reference.wald) {
      const test = waldTest(fit, wald.name);
      assert.equal(test.df, wald.df);
      assertClose(relativeDifference([test.chi2, test.p], [wald.chi2, wald.p]), 1e-8, `Wald ${wald.name}`);
    }
  });
}

test("every reference case has values", () => {
  for (const { program, references } of programs) {
    const solved = references.map((reference) => reference.id);
    assert.deepEqual(
      solved,
      cases.map((c) => c.id),
      program,
    );
  }
});
