import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { studyFrame, studySpecs } from "../../bench/studyFrame";
import { fitLogit } from "../../src/model";
import type { LogitSpec } from "../../src/model/types";
import { Random } from "../../src/util/random";
import { assertClose, covarianceDifference, relativeDifference } from "./support/closeness";
import { numbers, rearranged, withColumns } from "./support/frames";
import { termOf } from "./support/referenceCases";
import { fitRowwise } from "./support/rowwise";

const frame = studyFrame(0.0005, 7);
const [study] = studySpecs();
const fewTerms: LogitSpec = {
  ...study,
  sample: ["ltc"],
  outcome: "support",
  terms: ["link_workers", "link_workers:age"]
    .map(termOf)
    .concat(["age", "gender"].map((name) => ({ kind: "factor", name }))),
};

const estimates = (fit: ReturnType<typeof fitLogit>) => fit.terms.map((term) => term.estimate);

for (const [name, spec] of [
  ["the study's model", study],
  ["an interaction in a subgroup", fewTerms],
  ["a flag as numeric term", { ...study, terms: [{ kind: "numeric", name: "ltc" } as const], margins: ["ltc"] }],
] as const) {
  test(`collapsed and row-by-row fits agree: ${name}`, () => {
    const fit = fitLogit(frame, spec);
    const plain = fitRowwise(frame, fit);
    assert.equal(fit.n, plain.n);
    assertClose(relativeDifference(estimates(fit), plain.b, 1e-2), 1e-10, "coefficients");
    assertClose(covarianceDifference(fit.vcov, plain.vcov), 1e-8, "covariance");
    assertClose(relativeDifference([fit.logLik], [plain.logLik]), 1e-12, "logLik");
    assertClose(
      relativeDifference(
        fit.margins.map((m) => m.ame),
        plain.ame,
      ),
      1e-9,
      "marginal effects",
    );
    // The row-by-row route differentiates numerically.
    assertClose(
      relativeDifference(
        fit.margins.map((m) => m.se),
        plain.ameSe,
      ),
      1e-6,
      "their standard errors",
    );
  });
}

test("a looked-up and a dense exposure give the same fit bit for bit", () => {
  const lookup = frame.columns.link_workers;
  assert.ok(lookup.kind === "lookup");
  const dense = withColumns(frame, { link_workers: numbers(Array.from(lookup.codes, (code) => lookup.values[code])) });
  assert.deepEqual(plainData(fitLogit(dense, study)), plainData(fitLogit(frame, study)));
});

test("the order of rows changes no bit of the result", () => {
  const order = new Random(3).shuffle(Array.from({ length: frame.rows }, (_, i) => i));
  for (const spec of [study, fewTerms]) {
    assert.deepEqual(plainData(fitLogit(rearranged(frame, order), spec)), plainData(fitLogit(frame, spec)));
  }
});

test("repeating every row changes no coefficient and no clustered covariance, and doubles the likelihood", () => {
  const twice = Array.from({ length: 2 * frame.rows }, (_, i) => i % frame.rows);
  const [one, two] = [fitLogit(frame, study), fitLogit(rearranged(frame, twice), study)];
  assertClose(relativeDifference(estimates(two), estimates(one), 1e-2), 1e-12, "coefficients");
  assertClose(covarianceDifference(two.vcov, one.vcov), 1e-12, "covariance");
  assertClose(relativeDifference([two.logLik], [2 * one.logLik]), 1e-13, "logLik");
  assert.equal(two.n, 2 * one.n);
});

test("doubling an exposure halves its coefficient and standard error exactly", () => {
  const lookup = frame.columns.link_workers;
  assert.ok(lookup.kind === "lookup");
  const doubled = withColumns(frame, { link_workers: { ...lookup, values: lookup.values.map((v) => 2 * v) } });
  const [one, two] = [fitLogit(frame, study), fitLogit(doubled, study)];
  assert.equal(two.terms[1].estimate, one.terms[1].estimate / 2);
  assert.equal(two.terms[1].se, one.terms[1].se / 2);
  assert.equal(two.margins[0].ame, one.margins[0].ame / 2);
});

test("the ledger accounts for every row of the frame", () => {
  for (const spec of [...studySpecs().slice(0, 2), fewTerms]) {
    const fit = fitLogit(frame, spec);
    assert.equal(
      fit.ledger.reduce((sum, step) => sum + step.rows, fit.n),
      frame.rows,
    );
  }
});

test("a fit is plain data that prints itself", () => {
  const fit = fitLogit(frame, fewTerms);
  assert.deepEqual(JSON.parse(JSON.stringify(fit)), plainData(fit));
  assert.match(inspect(fit), /^Logistic regression of support: [\d,]+ rows/);
  assert.match(inspect(fit), /link_workers:age=3 +\d\.\d{4}/);
});

/** A record without what makes it print. */
function plainData(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
