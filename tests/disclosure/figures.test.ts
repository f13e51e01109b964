import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clearFigure,
  type DisclosableFigure,
  disclosurePolicy,
  fitFacts,
  openGate,
  protectedBox,
} from "../../src/disclosure";
import { boxFigure, dotIntervalFigure, lineFigure } from "../../src/figure";
import { Random } from "../../src/util/random";
import { FIT_COUNTS, MANY, someFit } from "./fixtures";

const frame = { id: "figure-1", label: "Figure 1", title: "Means", note: "Unweighted.", synthetic: false };

function linesOf(points: readonly { n: number; events: number }[]): DisclosableFigure {
  const options = {
    ...frame,
    x: { label: "Year", values: points.map((_, i) => 2018 + i) },
    y: { label: "Yes", decimals: 1, unit: "%" as const },
    series: [{ name: "outcome", values: points.map(({ n, events }) => (100 * events) / n) }],
  };
  const behind = points.map(({ n, events }) => ({ role: "share" as const, n, events, scale: 100, ...MANY }));
  return { ...lineFigure(options), source: { kind: "line", options, points: [behind] } };
}

test("a line is drawn from rounded parts and cut where a point is under the threshold: picture, data and words", () => {
  const figure = clearFigure(
    linesOf([
      { n: 203, events: 101 },
      { n: 96, events: 4 },
      { n: 121, events: 60 },
    ]),
    openGate(),
  );
  assert.deepEqual(
    figure.data.rows.map((row) => row[2]),
    [48.8, null, 50],
  );
  const [trace] = figure.plot.data as { y: unknown }[];
  assert.deepEqual(trace.y, [48.8, null, 50]);
  const json = JSON.stringify(figure);
  for (const exact of ["49.75", "49.58", "4.16", "4.2", "source", "underlying"])
    assert.ok(!json.includes(exact), exact);
  assert.match(figure.alt, /48\.8/);
});

test("a figure that does not say what it is drawn from leaves its frame only", () => {
  const { source: _, ...bare } = linesOf([{ n: 203, events: 101 }]);
  const gate = openGate();
  const figure = clearFigure(bare, gate);
  assert.deepEqual(figure.plot.data, []);
  assert.doesNotMatch(JSON.stringify(figure), /49\.7/);
  assert.match(figure.alt, /withheld/);
  assert.equal(gate.decisions[0].rules[0].status, "fail");
});

test("a figure of which every point is withheld leaves its frame only", () => {
  assert.deepEqual(clearFigure(linesOf([{ n: 6, events: 3 }]), openGate()).plot.data, []);
});

test("a box shows no single unit: no outliers, whiskers of at least 10 values within the 5th and 95th percentile, hidden below 40", () => {
  const policy = disclosurePolicy();
  const random = new Random("box", 1);
  const values = Array.from({ length: 200 }, () => Math.exp(random.normal()));
  const box = protectedBox("a", [...values, 20000], 2, policy)!;
  const sorted = values.toSorted((a, b) => a - b);
  assert.ok(box.low > sorted[0] && box.high < sorted[199]);
  assert.ok(box.low <= box.q1 && box.q1 <= box.median && box.median <= box.q3 && box.q3 <= box.high);
  assert.equal(box.outliers, undefined);
  assert.equal(box.mean, undefined, "one unit dominates the mean");
  assert.equal(box.n, 200);
  assert.equal(protectedBox("b", values.slice(0, 39), 2, policy), null);
  assert.notEqual(protectedBox("b", values.slice(0, 40), 2, policy), null);
});

test("moving the largest unit anywhere further out moves a whisker by no more than a tenth of the way", () => {
  const policy = disclosurePolicy();
  const values = Array.from({ length: 60 }, (_, i) => i);
  const [near, far] = [60, 160].map((largest) => protectedBox("a", [...values, largest], 4, policy)!);
  assert.ok(far.high - near.high <= 10 + 1e-9);
  assert.equal(near.q3, far.q3);
});

test("a box figure is drawn anew from its values", () => {
  const values = Array.from({ length: 60 }, (_, i) => i + 0.123456);
  const options = { ...frame, x: { label: "Year" }, y: { label: "FTE", decimals: 2 } };
  const drawn = boxFigure({
    ...options,
    boxes: [
      { label: "2021", low: 0.123456, q1: 15, median: 30, q3: 45, high: 59.123456, n: 60, outliers: [99.123456] },
    ],
  });
  const boxes = [
    { label: "2021", values },
    { label: "2022", values: values.slice(0, 20) },
  ];
  const figure = clearFigure({ ...drawn, source: { kind: "box", options, boxes } }, openGate());
  assert.doesNotMatch(JSON.stringify(figure), /123456|99\.12|2022/);
  assert.match(figure.note, /95th percentile/);
});

test("intervals of a cleared model are drawn at printed decimals, those of a withheld one are not", () => {
  const options = {
    ...frame,
    x: { label: "Odds ratio", decimals: 3, reference: 1 },
    rows: [{ label: "a" }, { label: "b" }],
    series: [
      {
        name: "This run",
        points: [
          { estimate: 1.0123456, low: 1.0012345, high: 1.0234567 },
          { estimate: 1.5123456, low: 1.4012345, high: 1.6234567 },
        ],
      },
    ],
  };
  const facts = fitFacts(someFit(), FIT_COUNTS);
  const points = [
    [
      { role: "estimate" as const, fit: facts },
      { role: "estimate" as const, fit: { ...facts, clusters: 4 } },
    ],
  ];
  const figure = clearFigure(
    { ...dotIntervalFigure(options), source: { kind: "intervals", options, points } },
    openGate(),
  );
  assert.deepEqual(figure.data.rows[0].slice(3), [1.012, 1.001, 1.023]);
  assert.deepEqual(figure.data.rows[1].slice(3), [null, null, null]);
  assert.doesNotMatch(JSON.stringify(figure), /1\.0123456|1\.5123/);
});
