import assert from "node:assert/strict";
import { test } from "node:test";
import { fitLogit, pairsBootstrap, romanoWolf, scoreBootstrap } from "../../src/model";
import type { LogitSpec } from "../../src/model/types";
import { Random } from "../../src/util/random";
import { probabilityOf, rowsOf, termIn } from "./support/brute";
import { assertClose, relativeDifference } from "./support/closeness";
import { rearranged } from "./support/frames";
import { referenceFrame, termOf } from "./support/referenceCases";

const frame = referenceFrame();
const spec: LogitSpec = { outcome: "y", terms: ["x", "f", "x2"].map(termOf), cluster: "cl", margins: ["x"] };
const fit = fitLogit(frame, spec);

test("the score bootstrap's statistic is the studentised score of the fit with the null imposed", () => {
  const bootstrap = scoreBootstrap(frame, fit, "x", { replicates: 199, seed: 1 });
  const restricted = fitLogit(frame, { ...spec, terms: spec.terms.slice(1), margins: [] });
  const rows = rowsOf(frame);
  const names = fit.terms.map((term) => term.name);
  const p = rows.map((row) =>
    probabilityOf(
      restricted,
      restricted.terms.map((t) => t.estimate),
      row,
    ),
  );
  const information = names.map((a) =>
    names.map((b) => rows.reduce((s, row, i) => s + p[i] * (1 - p[i]) * termIn(a, row) * termIn(b, row), 0)),
  );
  const direction = solveFor(information, names.indexOf("x"));
  const byCluster = new Map<string | number, number>();
  rows.forEach((row, i) => {
    const share = names.reduce((s, name, j) => s + direction[j] * termIn(name, row), 0) * (Number(row.y) - p[i]);
    byCluster.set(row.cl, (byCluster.get(row.cl) ?? 0) + share);
  });
  const values = [...byCluster.values()];
  const squares = values.reduce((s, v) => s + v * v, 0);
  const t = values.reduce((s, v) => s + v, 0) / Math.sqrt((squares * values.length) / (values.length - 1));
  assertClose(relativeDifference([bootstrap.t], [t]), 1e-9, "t");
  assert.ok(Math.abs(bootstrap.p * 200 - Math.round(bootstrap.p * 200)) < 1e-9 && bootstrap.p > 0);
  assert.deepEqual(scoreBootstrap(frame, fit, "x", { replicates: 199, seed: 1 }), bootstrap);
});

test("under the null the score bootstrap rejects about as often as it should", () => {
  // An exposure by cluster that the outcome knows nothing of, drawn anew 200 times.
  let rejected = 0;
  const { cl } = frame.columns;
  assert.ok(cl.kind === "factor");
  for (let draw = 0; draw < 200; draw++) {
    const random = new Random(draw, "null");
    const values = Float64Array.from(cl.levels, () => random.normal());
    const noise = { kind: "lookup", codes: Uint16Array.from(cl.codes), values } as const;
    const drawn = { rows: frame.rows, columns: { ...frame.columns, noise } };
    const model = fitLogit(drawn, { ...spec, terms: [{ kind: "numeric", name: "noise" }], margins: [] });
    if (scoreBootstrap(drawn, model, "noise", { replicates: 199, seed: draw }).p <= 0.05) rejected++;
  }
  // 10 expected; beyond 20 or below 2 has a chance under one in 500.
  assert.ok(rejected >= 2 && rejected <= 20, `${rejected} of 200 rejected`);
});

test("a coefficient that interactions shift is tested at its named value", () => {
  const shifted = fitLogit(frame, { ...spec, terms: ["z", "f", "z:f"].map(termOf), margins: [] });
  const { p } = scoreBootstrap(frame, shifted, "z:f=b", { replicates: 99, seed: 4 });
  assert.ok(p > 0 && p <= 1);
});

test("a replicate of the pairs bootstrap is the fit of the drawn clusters", () => {
  const one = pairsBootstrap(frame, fit, { replicates: 1, seed: 5 });
  // The same draw by hand, as in clusterDraws: as many draws as clusters.
  const { cl } = frame.columns;
  assert.ok(cl.kind === "factor");
  const random = new Random(5, "pairs", 0);
  const order: number[] = [];
  for (let i = 0; i < fit.clusters; i++) {
    const drawn = random.integer(fit.clusters);
    cl.codes.forEach((code, row) => {
      if (code === drawn) order.push(row);
    });
  }
  const refit = fitLogit(rearranged(frame, order), { ...spec, cluster: undefined });
  assertClose(
    relativeDifference(
      one.terms.map((t) => t.low),
      refit.terms.map((t) => t.estimate),
      1e-2,
    ),
    1e-10,
    "estimates",
  );
});

test("the pairs bootstrap gives errors near the clustered ones and repeats by seed", () => {
  const bootstrap = pairsBootstrap(frame, fit, { replicates: 200, seed: 6 });
  const x = bootstrap.terms[1];
  assert.ok(Math.abs(x.se / fit.terms[1].se - 1) < 0.25, `${x.se} beside ${fit.terms[1].se}`);
  assert.ok(x.low < fit.terms[1].estimate && fit.terms[1].estimate < x.high);
  assert.deepEqual(pairsBootstrap(frame, fit, { replicates: 200, seed: 6 }), bootstrap);
});

test("a resample without a level still fits, and counts the term's own replicates", () => {
  const rare = fitLogit(frame, { ...spec, terms: ["x", "area"].map(termOf) });
  const { terms, failed } = pairsBootstrap(frame, rare, { replicates: 40, seed: 7 });
  assert.ok(terms.every((term) => term.replicates + failed <= 40));
  assert.ok(terms[1].replicates > 30);
});

test("Romano-Wolf is never below the single p-value, keeps the order of the statistics, and one hypothesis is unadjusted", () => {
  const fits = ["x", "x2", "z"].map((term) => ({
    fit: fitLogit(frame, { ...spec, terms: [termOf(term)], margins: [] }),
    term,
  }));
  const tests = romanoWolf(frame, fits, { replicates: 499, seed: 8 });
  for (const { p, adjusted } of tests) assert.ok(adjusted >= p);
  const sorted = [...tests].sort((a, b) => Math.abs(b.z) - Math.abs(a.z));
  for (let i = 1; i < sorted.length; i++) assert.ok(sorted[i].adjusted >= sorted[i - 1].adjusted);
  const [single] = romanoWolf(frame, fits.slice(0, 1), { replicates: 499, seed: 8 });
  assert.equal(single.adjusted, single.p);
  // Twice the same hypothesis costs nothing: the dependence is kept.
  const twice = romanoWolf(frame, [fits[0], fits[0]], { replicates: 499, seed: 8 });
  assert.equal(twice[0].adjusted, single.p);
});

/** Row j of the inverse of a symmetric matrix, by Gauss-Jordan elimination. */
function solveFor(matrix: number[][], j: number): number[] {
  const a = matrix.map((row, i) => [...row, i === j ? 1 : 0]);
  const k = a.length;
  for (let c = 0; c < k; c++) {
    const pivot = a[c][c];
    a[c] = a[c].map((value) => value / pivot);
    for (let i = 0; i < k; i++) {
      if (i !== c) a[i] = a[i].map((value, col) => value - a[i][c] * a[c][col]);
    }
  }
  return a.map((row) => row[k]);
}
