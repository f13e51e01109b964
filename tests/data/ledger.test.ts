import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleLedger } from "../../src/data";
import { frameLedger } from "../../src/data/ledger";
import type { LogitFit } from "../../src/model/types";

const files = [
  { surveyYear: 2018, file: "a.csv", rowsInFile: 10 },
  { surveyYear: 2019, file: "b.csv", rowsInFile: 5 },
];
const links = [
  { surveyYear: 2018, rows: 10, withoutPcn: [{ rule: "practice not in the map", rows: 3 }] },
  { surveyYear: 2019, rows: 5, withoutPcn: [] },
];
const fit = (n: number) =>
  ({ spec: { outcome: "good_gp", terms: [] }, n, ledger: [{ rule: "missing pcn", rows: 3 }] }) as unknown as LogitFit;

test("the ledger runs from each file to each model and balances", () => {
  const ledger = sampleLedger({ ledger: frameLedger(files, links, 15) }, [{ id: "M1.good_gp", fit: fit(12) }]);
  assert.deepEqual(
    ledger.files.map(({ withPcn }) => withPcn),
    [7, 5],
  );
  assert.deepEqual(ledger.cells, [
    { id: "M1.good_gp", outcome: "good_gp", sample: [], steps: [{ rule: "missing pcn", rows: 3 }], n: 12 },
  ]);
});

const BROKEN: readonly (readonly [string, () => unknown])[] = [
  ["rows lost in reading", () => frameLedger([{ ...files[0], rowsInFile: 11 }, files[1]], links, 15)],
  ["rows lost before the frame", () => frameLedger(files, links, 14)],
  [
    "rows lost in a model",
    () => sampleLedger({ ledger: frameLedger(files, links, 15) }, [{ id: "M1.good_gp", fit: fit(11) }]),
  ],
];

test("a ledger that does not balance is an error, not a table", () => {
  for (const [name, make] of BROKEN) assert.throws(make, { rule: "sample-ledger-balances" }, name);
});
