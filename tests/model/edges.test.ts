import assert from "node:assert/strict";
import { test } from "node:test";
import type { Frame } from "../../src/data/frame";
import { averageEffects, fitLogit, waldTest } from "../../src/model";
import type { LogitSpec } from "../../src/model/types";
import { StudyError } from "../../src/util/errors";
import { factor, flags, numbers, rearranged, withColumns } from "./support/frames";
import { fitRowwise } from "./support/rowwise";

// Twenty-four rows in six clusters; y varies with everything.
const y = [0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0];
const x = y.map((_, i) => (i * 7) % 5);
const g = y.map((_, i) => "abc"[(i * 5 + (i >> 2)) % 3]);
const cl = y.map((_, i) => `c${Math.floor(i / 4)}`);
const base: Frame = {
  rows: y.length,
  columns: { y: flags(y), x: numbers(x), g: factor(g), cl: factor(cl), all: flags(y.map(() => 1)) },
};
const spec: LogitSpec = {
  outcome: "y",
  terms: [
    { kind: "numeric", name: "x" },
    { kind: "factor", name: "g" },
  ],
  cluster: "cl",
  margins: ["x"],
};

const failures: readonly {
  readonly what: string;
  readonly rule: string;
  readonly frame?: Frame;
  readonly spec?: Partial<LogitSpec>;
  readonly says: RegExp;
}[] = [
  {
    what: "a constant outcome",
    rule: "outcome-varies",
    frame: withColumns(base, { y: flags(y.map(() => 1)) }),
    says: /y is 1 in all 24 rows/,
  },
  {
    what: "no row left",
    rule: "sample-has-rows",
    frame: withColumns(base, { y: flags(y.map(() => 255)) }),
    says: /No row is left/,
  },
  {
    what: "a constant exposure",
    rule: "exposure-varies",
    frame: withColumns(base, { x: numbers(x.map(() => 3)) }),
    says: /x has no variation/,
  },
  {
    what: "one cluster",
    rule: "clusters-are-several",
    frame: withColumns(base, { cl: factor(cl.map(() => "only")) }),
    says: /one cluster of cl/,
  },
  {
    what: "more columns than rows",
    rule: "more-rows-than-columns",
    frame: withColumns(base, {
      y: flags(y.map((v, i) => (i < 4 ? v : 255))),
      u: numbers(y.map((_, i) => i * i)),
      v: numbers(y.map((_, i) => i)),
    }),
    spec: { terms: ["x", "u", "v"].map((name) => ({ kind: "numeric", name })) },
    says: /4 coefficients for 4 rows/,
  },
  {
    what: "a declared base level with one outcome only",
    rule: "outcome-varies-within-base",
    frame: withColumns(base, { y: flags(y.map((v, i) => (g[i] === "a" ? 0 : v))) }),
    spec: { terms: [spec.terms[0], { kind: "factor", name: "g", base: "a" }] },
    says: /g: all \d+ rows of its base level "a" have outcome 0/,
  },
  {
    what: "separation by a number",
    rule: "outcome-is-not-separated",
    frame: withColumns(base, { x: numbers(y.map((v, i) => v + i / 100)) }),
    says: /"x"/,
  },
  {
    what: "an unknown column",
    rule: "column-exists",
    spec: { outcome: "yy" },
    says: /no column "yy".*Did you mean "y"/,
  },
  {
    what: "a factor as number",
    rule: "column-has-the-kind",
    spec: { terms: [{ kind: "numeric", name: "g" }] },
    says: /g is a factor column/,
  },
  {
    what: "an unknown base",
    rule: "base-is-a-level",
    spec: { terms: [{ kind: "factor", name: "g", base: "z" }], margins: [] },
    says: /a, b, c/,
  },
  {
    what: "a term given twice",
    rule: "terms-are-distinct",
    spec: { terms: [spec.terms[0], spec.terms[0]] },
    says: /"x" is in the model twice/,
  },
  { what: "a margin that is no term", rule: "margin-is-a-term", spec: { margins: ["g"] }, says: /Numeric terms: x/ },
  {
    what: "a clustered covariance without clusters",
    rule: "clustered-vce-has-clusters",
    spec: { cluster: undefined, vce: "cr1" },
    says: /needs a cluster/,
  },
  {
    what: "an infinite number",
    rule: "numbers-are-finite",
    frame: withColumns(base, { x: numbers(x.map((v, i) => (i ? v : 1 / 0))) }),
    says: /x holds Infinity/,
  },
];

for (const { what, rule, frame, spec: change, says } of failures) {
  test(`${what} is an error with a remedy, never a number`, () => {
    assert.throws(
      () => fitLogit(frame ?? base, { ...spec, ...change }),
      (error) => error instanceof StudyError && error.rule === rule && says.test(error.message),
    );
  });
}

test("missing values leave by the first rule that holds, in the order of sample, outcome, terms and cluster", () => {
  const frame = withColumns(base, {
    all: flags(y.map((_, i) => (i === 0 ? 0 : i === 1 ? 255 : 1))),
    y: flags(y.map((v, i) => (i <= 2 ? 255 : v))),
    x: numbers(x.map((v, i) => (i <= 3 || i === 9 ? Number.NaN : v))),
    g: factor(
      g.map((v, i) => (i === 9 || i === 10 ? "" : v)),
      ["a", "b", "c"],
    ),
    cl: factor(
      cl.map((v, i) => (i === 11 ? "" : v)),
      [...new Set(cl)],
    ),
  });
  const fit = fitLogit(frame, { ...spec, sample: ["all"] });
  assert.deepEqual(fit.ledger, [
    { rule: "outside sample: all", rows: 2 },
    { rule: "missing outcome", rows: 1 },
    { rule: "missing x", rows: 2 },
    { rule: "missing g", rows: 1 },
    { rule: "missing cl", rows: 1 },
  ]);
  assert.equal(fit.n, 17);
});

test("a cluster that is a factor of the model too has one line in the ledger", () => {
  const frame = withColumns(base, {
    g: factor(
      g.map((v, i) => (i < 2 ? "" : v)),
      ["a", "b", "c", "p"],
    ),
  });
  const { ledger, n } = fitLogit(frame, { ...spec, cluster: "g" });
  assert.deepEqual(
    ledger.filter(({ rule }) => rule === "missing g"),
    [{ rule: "missing g", rows: 2 }],
  );
  assert.equal(
    ledger.reduce((sum, { rows }) => sum + rows, n),
    frame.rows,
  );
});

test("a level that predicts perfectly leaves with its rows and clusters, and then empties another level", () => {
  // Level "p" has only y = 0; level "q" of h occurs only within it.
  const levels = g.map((v, i) => (i >= 20 ? "p" : v));
  const frame = withColumns(base, {
    y: flags(y.map((v, i) => (i >= 20 ? 0 : v))),
    g: factor(levels),
    h: factor(y.map((_, i) => (i === 22 ? "q" : i % 2 ? "r" : "o"))),
  });
  const fit = fitLogit(frame, { ...spec, terms: [...spec.terms, { kind: "factor", name: "h" }] });
  assert.deepEqual(fit.dropped, [
    { term: "g=p", reason: "predicts-perfectly", rows: 4 },
    { term: "h=q", reason: "empty-level", rows: 0 },
  ]);
  assert.deepEqual([fit.n, fit.clusters], [20, 5]);
  assert.deepEqual(fit.ledger.at(-1), { rule: "predicts perfectly: g=p", rows: 4 });
  assert.match(fit.notices[0].message, /"g=p" predicts outcome 0 perfectly; 4 rows left/);
});

test("a base level that nobody declared and that predicts perfectly leaves with its rows, and the next is the base", () => {
  const frame = withColumns(base, { y: flags(y.map((v, i) => (g[i] === "a" ? 0 : v))) });
  const onlyFactor: LogitSpec = { ...spec, terms: [{ kind: "factor", name: "g" }], margins: [] };
  const fit = fitLogit(frame, onlyFactor);
  const rows = g.filter((level) => level === "a").length;
  assert.deepEqual(fit.dropped, [{ term: "g=a", reason: "predicts-perfectly", rows }]);
  assert.equal(fit.notices[0].id, "outcome-varies-within-level");
  const kept = y.map((_, i) => i).filter((i) => g[i] !== "a");
  const { terms, n } = fitLogit(rearranged(frame, kept), onlyFactor);
  assert.equal(fit.n, n);
  assert.deepEqual(fit.terms, terms);
});

test("a number that is 0 or 1 and predicts perfectly leaves with its rows", () => {
  const indicator = y.map((v, i) => (v === 1 && i % 3 === 0 ? 1 : 0));
  const frame = withColumns(base, { late: numbers(indicator) });
  const fit = fitLogit(frame, { ...spec, terms: [...spec.terms, { kind: "numeric", name: "late" }] });
  const gone = indicator.filter((v) => v === 1).length;
  assert.deepEqual(fit.dropped, [{ term: "late", reason: "predicts-perfectly", rows: gone }]);
  assert.equal(fit.n, 24 - gone);
  assert.ok(Math.abs(fit.terms[1].estimate - fitRowwise(frame, fit).b[1]) < 1e-10);
});

test("a declared base that no row has gives way to the first level, with a notice", () => {
  const frame = withColumns(base, { g: factor(g, ["0", "a", "b", "c"]) });
  const fit = fitLogit(frame, { ...spec, terms: [spec.terms[0], { kind: "factor", name: "g", base: "0" }] });
  assert.deepEqual(
    fit.terms.map((t) => t.name),
    ["(Intercept)", "x", "g=b", "g=c"],
  );
  assert.equal(fit.notices[0].id, "base-level-is-present");
});

test("the default base is the lowest number, or the first level in code-point order", () => {
  const numeric = withColumns(base, { g: factor(g.map((v) => ({ a: "10", b: "9", c: "-1" })[v] as string)) });
  const names = (frame: Frame) => fitLogit(frame, spec).terms.map((t) => t.name);
  assert.deepEqual(names(numeric).slice(2).sort(), ["g=10", "g=9"]);
  const letters = withColumns(base, { g: factor(g.map((v) => ({ a: "é", b: "Z", c: "a" })[v] as string)) });
  assert.deepEqual(names(letters).slice(2).sort(), ["g=a", "g=é"]);
});

test("a term that does not vary within absorbed effects leaves as collinear; levels with one outcome leave with their rows", () => {
  const frame = withColumns(base, {
    y: flags(y.map((v, i) => (i < 4 ? 0 : v))),
    ofCluster: numbers(y.map((_, i) => (Math.floor(i / 4) * 13) % 7)),
  });
  const terms = [
    { kind: "numeric", name: "x" },
    { kind: "numeric", name: "ofCluster" },
  ] as const;
  const fit = fitLogit(frame, { outcome: "y", terms, absorb: "cl", cluster: "cl" });
  assert.deepEqual(
    fit.terms.map((t) => t.name),
    ["x"],
  );
  assert.deepEqual(
    fit.dropped.map(({ reason, rows }) => [reason, rows]),
    [
      ["predicts-perfectly", 4],
      ["collinear", 0],
    ],
  );
  assert.deepEqual([fit.n, fit.clusters], [20, 5]);
  assert.equal(
    fit.ledger.reduce((sum, step) => sum + step.rows, fit.n),
    frame.rows,
  );
  assert.throws(
    () => averageEffects(frame, fit, { of: "x" }),
    (error) => error instanceof StudyError && error.rule === "effects-are-not-absorbed",
  );
});

test("waldTest counts a redundant restriction once and names it", () => {
  const fit = fitLogit(base, spec);
  const one = waldTest(fit, "g=b");
  assert.equal(one.df, 1);
  assert.ok(Math.abs(one.chi2 - fit.terms[2].z ** 2) < 1e-9 * one.chi2);
  assert.throws(
    () => waldTest(fit, "h"),
    (error) => error instanceof StudyError && error.rule === "term-is-in-model",
  );
  const k = fit.terms.length;
  const singular = { ...fit, vcov: fit.vcov.map((v, i) => (i % k === 3 ? fit.vcov[i - 1] : v)) };
  const copied = { ...singular, vcov: singular.vcov.map((v, i) => (i >= 3 * k ? singular.vcov[i - k] : v)) };
  assert.deepEqual(waldTest(copied, ["g=b", "g=c"]).redundant, ["g=c"]);
});
