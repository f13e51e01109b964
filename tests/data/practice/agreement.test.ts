import assert from "node:assert/strict";
import { test } from "node:test";
import { prepareStudy } from "../../../src/data";
import { preparePractices } from "../../../src/data/practice";
import { fitLogit } from "../../../src/model";
import type { LogitFit } from "../../../src/model/types";
import { fitPractices } from "../../../src/paper/practiceModels";
import { parseStudy } from "../../../src/study";
import { assertClose, covarianceDifference, relativeDifference } from "../../model/support/closeness";
import { testFolder } from "../tinyStudy";

const cacheDir = testFolder();
const study = parseStudy("survey: { years: [2018, 2022] }", "study.yaml", { scale: 0.005 });

/** Same estimates, covariance, clustered errors and average marginal effects to 1e-10. */
function assertSame(grouped: LogitFit, respondents: LogitFit, id: string): void {
  for (const key of ["n", "events", "clusters"] as const) assert.equal(grouped[key], respondents[key], `${id} ${key}`);
  const of = (fit: LogitFit) => [
    ...fit.terms.flatMap(({ estimate, se }) => [estimate, se]),
    ...fit.margins.flatMap(({ ame, se, low, high }) => [ame, se, low, high]),
    fit.logLik,
  ];
  assert.deepEqual(
    grouped.terms.map(({ name }) => name),
    respondents.terms.map(({ name }) => name),
  );
  assertClose(relativeDifference(of(grouped), of(respondents)), 1e-10, `${id} estimates`);
  assertClose(covarianceDifference(grouped.vcov, respondents.vcov), 1e-10, `${id} covariance`);
}

test("practice counts and their respondents give the same five unadjusted models to 1e-10", async () => {
  const { frame } = await prepareStudy(study, { cacheDir });
  const models = fitPractices(await preparePractices(study, { cacheDir, suppressBelow: 0 }));
  assert.deepEqual(
    models.map(({ id }) => id),
    ["M1.not_isolated", "M1.good_gp", "M2.confidence", "M2.support", "M3.mh_understood"],
  );
  for (const { id, fit } of models) {
    const { frequency, ...spec } = fit.spec;
    assert.equal(frequency, "respondents");
    assertSame(fit, fitLogit(frame, spec), id);
    if (id === "M3.mh_understood") assertSame(fit, fitLogit(frame, { ...spec, sample: ["mh_needs"] }), id);
  }
});

test("the published file counts people with long COVID only for confidence and support; the respondents' Model 2 does not", async () => {
  const { frame } = await prepareStudy(study, { cacheDir });
  const models = fitPractices(await preparePractices(study, { cacheDir, suppressBelow: 0 }));
  const grouped = models.find(({ outcome }) => outcome === "confidence")?.fit as LogitFit;
  const { frequency: _, ...spec } = grouped.spec;
  const sample = fitLogit(frame, { ...spec, sample: ["ltc"] });
  assert.ok(sample.n < grouped.n && sample.n > 0.97 * grouped.n, `${sample.n} of ${grouped.n}`);
});

test("suppression takes small counts out of the models and nothing else", async () => {
  const shown = await preparePractices(study, { cacheDir, suppressBelow: 0 });
  const published = await preparePractices(study, { cacheDir });
  assert.equal(published.label, "SYNTHETIC");
  for (const [i, row] of published.ledger.entries()) {
    const all = shown.ledger[i];
    assert.equal(row.practices, all.practices);
    assert.ok(row.respondents < all.respondents);
    assert.ok(row.absentCells.every(({ code }) => code === "-97"));
    assert.ok(row.withoutCount.some(({ rule, rows }) => rule === "count suppressed or absent" && rows > 0));
  }
  assert.ok(shown.ledger.every(({ absentCells }) => absentCells.length === 0));
});

test("the same study gives the same practice files to the byte", async () => {
  const digests = async (folder: string) =>
    (await preparePractices(study, { cacheDir: folder })).inputs.map(({ sha256 }) => sha256);
  assert.deepEqual(await digests(testFolder()), await digests(cacheDir));
});
