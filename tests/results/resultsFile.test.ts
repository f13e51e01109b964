import assert from "node:assert/strict";
import { test } from "node:test";
import { RESULTS_MIME } from "../../src/exhibit/types";
import type { Notebook } from "../../src/notebook/nbformat";
import { collectResults } from "../../src/results/collectResults";
import { resultsFile } from "../../src/results/resultsFile";
import { parseStudy } from "../../src/study";

/** An executed notebook whose cells published records. */
const notebook = (...cells: readonly (readonly [string, object[]])[]): Notebook =>
  ({
    cells: cells.map(([id, records]) => ({
      cell_type: "code",
      id,
      source: "",
      metadata: {},
      execution_count: 1,
      outputs: [{ output_type: "display_data", data: { [RESULTS_MIME]: records }, metadata: {} }],
    })),
  }) as unknown as Notebook;

const record = (value: number) => ({
  key: "a/or",
  value,
  unit: "",
  decimals: 3,
  n: 10,
  events: 4,
  clusters: 2,
  model: "a",
});

test("every record of the file names its cell, the data key and the code version", () => {
  const results = collectResults([{ name: "04", notebook: notebook(["table", [record(1.5)]]) }]);
  const study = parseStudy("source: { kind: synthetic }", "x.yaml", {});
  const identity = { label: "SYNTHETIC", key: "data-1", study, inputs: [], ledger: {} };
  const file = JSON.parse(resultsFile(identity, results, [], "0.1.0+abc"));
  assert.deepEqual(file.results, [
    { ...record(1.5), notebook: "04", cell: "table", data: "data-1", code: "0.1.0+abc" },
  ]);
});

test("the store only grows: the same value again is one record, another value under its key names both cells", () => {
  const twice = notebook(["one", [record(1.5)]], ["two", [record(1.5)]]);
  assert.deepEqual(
    collectResults([{ name: "n", notebook: twice }]).map(({ cell }) => cell),
    ["one"],
  );
  const changed = notebook(["one", [record(1.5)]], ["two", [record(1.6)]]);
  assert.throws(
    () => collectResults([{ name: "n", notebook: changed }]),
    /1\.5 by n, cell one, and as 1\.6 by n, cell two/,
  );
});
