import assert from "node:assert/strict";
import { test } from "node:test";
import { type PreparedStudy, prepareStudy } from "../../src/data";
import { parseStudy, type Study } from "../../src/study";
import { testFolder } from "./tinyStudy";

const cacheDir = testFolder();
const study = parseStudy("", "study.yaml", { scale: 0.005 });
const prepare = (changed: Study = study) => prepareStudy(changed, { cacheDir });

const surveyDigests = ({ inputs }: PreparedStudy) =>
  inputs.filter(({ input }) => input.startsWith("survey")).map(({ sha256 }) => sha256);

test("the synthetic study comes out labelled, balanced and without paths of the machine", async () => {
  const prepared = await prepare();
  assert.equal(prepared.label, "SYNTHETIC");
  assert.equal(prepared.ledger.frameRows, prepared.frame.rows);
  assert.deepEqual(
    prepared.ledger.files.map(({ file }) => file),
    [2018, 2019, 2020, 2021, 2022, 2023].map((year) => `survey/gpps_${year}.csv`),
  );
  assert.ok(prepared.inputs.every(({ path }) => !path.includes(cacheDir)));
  assert.deepEqual(
    prepared.exposure.map(({ period }) => period),
    [null, null, null, "2020-12", "2021-12", "2022-12"],
  );
});

test("another treatment of absent PCNs analyses the same simulated respondents", async () => {
  const plain = await prepare();
  const dropped = await prepare({ ...study, exposure: { ...study.exposure, absentPcn: "drop" } });
  const cluster = await prepare({ ...study, linkage: { ...study.linkage, noPcn: "own-cluster" } });
  assert.deepEqual(surveyDigests(dropped), surveyDigests(plain));
  assert.deepEqual(surveyDigests(cluster), surveyDigests(plain));
  assert.notEqual(dropped.frameDir, plain.frameDir);
});

test("another seed simulates other respondents, the same seed the same ones", async () => {
  const first = surveyDigests(await prepare());
  assert.deepEqual(surveyDigests(await prepareStudy(study, { cacheDir: testFolder() })), first);
  assert.notDeepEqual(surveyDigests(await prepare(parseStudy("", "study.yaml", { scale: 0.005, seed: 1 }))), first);
});
