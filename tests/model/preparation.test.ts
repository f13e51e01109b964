import assert from "node:assert/strict";
import { test } from "node:test";
import { studyFrame, studySpecs } from "../../bench/studyFrame";
import type { Frame } from "../../src/data/frame";
import { fitLogit } from "../../src/model";
import { clusterScores } from "../../src/model/clusterScores";
import { clusteringOf } from "../../src/model/covariance";
import { designOf, withModel } from "../../src/model/estimationModel";
import { fitCoefficients, problemOf } from "../../src/model/fitCoefficients";
import type { LogitSpec } from "../../src/model/types";
import { relativeDifference } from "./support/closeness";
import { factor, flags, numbers, withColumns } from "./support/frames";

const [study] = studySpecs();

test("rows in groups longer than 16 bits can count give the fit of the same rows as frequencies", () => {
  const combinations = [0, 1].flatMap((y) => [0, 1].flatMap((x) => ["a", "b", "c"].map((g) => ({ y, x, g }))));
  const times = combinations.map(({ y, x }, i) => 70_000 + 11_000 * i + 9_000 * x * y);
  const rows = times.flatMap((n, i) => new Array<number>(n).fill(i));
  const frameOf = (order: readonly number[], n: readonly number[]): Frame => ({
    rows: order.length,
    columns: {
      y: flags(order.map((i) => combinations[i].y)),
      x: flags(order.map((i) => combinations[i].x)),
      g: factor(order.map((i) => combinations[i].g)),
      n: numbers(n),
    },
  });
  const spec: LogitSpec = { outcome: "y", terms: [{ kind: "numeric", name: "x" }], cluster: "g" };
  const long = fitLogit(
    frameOf(
      rows,
      rows.map(() => 1),
    ),
    spec,
  );
  const counted = fitLogit(frameOf([...combinations.keys()], times), { ...spec, frequency: "n" });
  assert.equal(long.n, rows.length);
  assert.equal(long.n, counted.n);
  const estimates = (fit: typeof long) => [...fit.terms.flatMap((t) => [t.estimate, t.se]), fit.logLik];
  assert.ok(relativeDifference(estimates(long), estimates(counted)) < 1e-12);
});

test("codes of 8, 16 and 32 bits, with missing ones among them, give the same fit bit for bit", () => {
  const frame = studyFrame(0.002, 5);
  const widened = (Kind: Uint8ArrayConstructor | Uint16ArrayConstructor | Uint32ArrayConstructor) => {
    const missing = 2 ** (8 * Kind.BYTES_PER_ELEMENT) - 1;
    const columns = Object.entries(frame.columns).map(([name, column]) => {
      if (column.kind !== "factor" || column.levels.length > 200) return [name, column] as const;
      const gap = name.length;
      return [
        name,
        { ...column, codes: new Kind(Array.from(column.codes, (code, i) => (i % (97 * gap) === 0 ? missing : code))) },
      ];
    });
    return { rows: frame.rows, columns: Object.fromEntries(columns) } as Frame;
  };
  const [narrow, ...others] = [Uint8Array, Uint16Array, Uint32Array].map((Kind) => fitLogit(widened(Kind), study));
  assert.ok(narrow.n < fitLogit(frame, study).n);
  for (const other of others) assert.equal(JSON.stringify(other), JSON.stringify(narrow));
});

test("any number of flags beside those of the model changes no bit of its fit", () => {
  const frame = studyFrame(0.001, 5);
  const more = Object.fromEntries(
    Array.from({ length: 12 }, (_, k) => [
      `more${k}`,
      flags(Array.from({ length: frame.rows }, (_, i) => (i * (k + 3)) % 2)),
    ]),
  );
  assert.deepEqual(JSON.stringify(fitLogit(withColumns(frame, more), study)), JSON.stringify(fitLogit(frame, study)));
});

test("scores summed in one pass and table by table are the same bits", () => {
  withModel(studyFrame(0.001, 5), study, (model) => {
    const { predictor } = fitCoefficients(problemOf(model));
    const { design, sample, basis } = model;
    const clusters = clusteringOf(design.labels[0]);
    const ones = new Float64Array(design.pointOfCell.length).fill(1);
    const weighted = { ...design, multiplicity: { frequency: ones, weight: ones } };
    assert.deepEqual(
      clusterScores(weighted, sample.groups, basis, predictor, clusters),
      clusterScores(design, sample.groups, basis, predictor, clusters),
    );
  });
});

test("the rows of a design lie in one memory that threads share, those of a subgroup too", () => {
  const frame = studyFrame(0.0005, 5);
  const { memory } = designOf(frame, study).halves;
  for (const spec of [study, { ...study, sample: ["ltc"] }]) {
    const design = designOf(frame, spec);
    assert.equal(designOf(frame, spec), design, "made once");
    assert.equal(design.halves.memory, memory);
    for (const array of [design.words, design.runs.label, design.groups.label, design.halves.a.ofPattern]) {
      assert.ok(array.buffer instanceof SharedArrayBuffer);
    }
  }
});
