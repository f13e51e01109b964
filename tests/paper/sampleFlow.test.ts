import assert from "node:assert/strict";
import { test } from "node:test";
import type { SampleLedger } from "../../src/data";
import { clearFigure, openGate } from "../../src/disclosure";
import { withoutUnderlying } from "../../src/exhibit/withoutUnderlying";
import { sampleFlowFigure } from "../../src/paper/sampleFlowFigure";
import { findPublished } from "../../src/published/published";

/** A ledger of two cells over 10,000 rows, with the facts that a gated run adds. */
function ledger(incomplete = 396): SampleLedger {
  const people = (population: string, n: number, places = 40) => ({ population, n, practices: places, pcns: places });
  const everybody = people("respondents read", 10_000);
  const cell = (id: string, sample: readonly string[], steps: readonly (readonly [string, number])[]) => ({
    id,
    outcome: id.slice(3),
    sample,
    steps: steps.map(([rule, rows]) => ({ rule, rows })),
    n: 10_000 - steps.reduce((sum, [, rows]) => sum + rows, 0),
    facts: {
      everybody,
      people: people(`${id}, analysed`, 10_000 - steps.reduce((sum, [, rows]) => sum + rows, 0)),
      steps: steps.map(([rule, rows]) => people(`${id}, ${rule}`, rows, rule === "missing link_workers" ? 0 : 40)),
    },
  });
  return {
    files: [
      { surveyYear: 2018, file: "f", rowsInFile: 10_000, refused: 0, rowsRead: 10_000, withPcn: 0, withoutPcn: [] },
    ],
    frameRows: 10_000,
    cells: [
      cell(
        "M1.good_gp",
        [],
        [
          ["missing outcome", 203],
          ["missing link_workers", 57],
          ["missing age", incomplete],
          ["missing gender", 101],
        ],
      ),
      cell(
        "M2.good_gp",
        ["ltc"],
        [
          ["outside sample: ltc", 4211],
          ["missing outcome", 98],
          ["missing link_workers", 31],
          ["missing age", 104],
        ],
      ),
    ],
  };
}

test("the flow figure draws every row of the ledger, beside the published numbers, in picture, data and words", () => {
  const figure = sampleFlowFigure(ledger(), false);
  const numbers = figure.data.rows.map(([, , step, n, published]) => [step, n, published]);
  assert.deepEqual(numbers.slice(0, 6), [
    ["Rows in the file", 10_000, null],
    ["in the sample", 10_000, null],
    ["no answer", 203, null],
    ["no network", 57, null],
    ["incomplete", 497, null],
    ["analysed", 9243, findPublished("M1.good_gp")?.n.value],
  ]);
  assert.match(figure.alt, /no answer 203, no network 57, incomplete 497; analysed 9,243, published 4,176,144\./);
  assert.match(figure.alt, /With a long-term condition: 5,789 \(others: 4,211\)\./);
  const drawn = JSON.stringify(figure.plot.layout);
  for (const text of ["10,000", "9,243", "4,176,144", "5,789"]) assert.ok(drawn.includes(text), text);
});

test("a flow that does not add up is an error, not a figure", () => {
  const wrong = ledger();
  const cells = wrong.cells.map((cell) => ({ ...cell, n: cell.n + 1 }));
  assert.throws(() => sampleFlowFigure({ ...wrong, cells }, false), { rule: "sample-ledger-balances" });
  const unknown = wrong.cells.map((cell) => ({
    ...cell,
    steps: [...cell.steps, { rule: "strange", rows: 1 }],
    n: cell.n - 1,
  }));
  assert.throws(() => sampleFlowFigure({ ...wrong, cells: unknown }, false), { rule: "sample-ledger-balances" });
});

test("of restricted answers the flow is drawn from cleared counts: rounded, those without networks withheld, nothing exact left", () => {
  const gate = openGate();
  const cleared = clearFigure(sampleFlowFigure(ledger(), false), gate);
  const text = JSON.stringify(withoutUnderlying(cleared));
  for (const exact of [
    "203",
    "57",
    "497",
    "9243",
    "9,243",
    "5789",
    "5,789",
    "4211",
    "4,211",
    "98",
    "underlying",
    "behind",
  ]) {
    assert.doesNotMatch(text, new RegExp(`(?<![\\d,])${exact}(?![\\d,])`), exact);
  }
  const of = (step: string) => cleared.data.rows.filter((row) => row[2] === step).map((row) => row[3]);
  assert.deepEqual(of("no network"), [null, null]);
  assert.ok(of("analysed").every((n) => n === null || Number(n) % 5 === 0));
  assert.match(cleared.alt, /no network \[c\]/);
  assert.equal(gate.decisions.at(-1)?.output, "figure-flow");
});
