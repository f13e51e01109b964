import assert from "node:assert/strict";
import { test } from "node:test";
import { PNG } from "pngjs";
import { EXHIBIT_MIME, RESULTS_MIME } from "../../src/exhibit/types";
import type { Notebook, Output } from "../../src/notebook";
import { compareNotebooks, picturesDiffer, trackedOutputs } from "../../src/verify";

const notebook = (...outputs: readonly Output[]): Notebook => ({
  metadata: {},
  cells: [
    { cell_type: "markdown", id: "t", metadata: {}, source: "# Title" },
    { cell_type: "code", id: "c", metadata: { label: "table-3" }, source: "show();", execution_count: 1, outputs },
  ],
});
const display = (data: Record<string, unknown>): Output => ({ output_type: "display_data", data, metadata: {} });
const printed = (text: string): Output => ({ output_type: "stream", name: "stdout", text });

/** A white picture with a black square; `blur` makes its edges grey, as another browser might. */
function picture(x: number, { size = 12, blur = false, width = 60 } = {}): string {
  const png = new PNG({ width, height: 40 });
  png.data.fill(255);
  for (let i = x; i < x + size; i++)
    for (let j = 10; j < 10 + size; j++) {
      const edge = blur && (i === x || i === x + size - 1) ? 90 : 0;
      png.data.set([edge, edge, edge, 255], 4 * (j * width + i));
    }
  return PNG.sync.write(png).toString("base64");
}

test("equal outputs have no difference", async () => {
  const same = notebook(printed("a\n"), display({ "text/plain": "b", "image/png": picture(10) }));
  assert.deepEqual(await compareNotebooks(same, same), []);
});

const CASES: readonly (readonly [string, Output, Output, string, readonly string[]])[] = [
  [
    "printed text, by line",
    printed("one\ntwo\nthree"),
    printed("one\n2\nthree"),
    "output 1, text/plain",
    ["- two", "+ 2"],
  ],
  [
    "a table, in words and not in tags",
    display({ "text/html": "<td>1.012</td>", "text/plain": "OR 1.012" }),
    display({ "text/html": "<td>1.013</td>", "text/plain": "OR 1.013" }),
    "output 1, text/plain",
    ["- OR 1.012", "+ OR 1.013"],
  ],
  [
    "a sentence, once for all its forms",
    display({ "text/markdown": "Of **5**.", "text/plain": "Of **5**." }),
    display({ "text/markdown": "Of **6**.", "text/plain": "Of **6**." }),
    "output 1, text/markdown",
    ["- Of **5**.", "+ Of **6**."],
  ],
  [
    "tags alone",
    display({ "text/html": "<tr><td>1</td></tr>", "text/plain": "1" }),
    display({ "text/html": "<tr><th>1</th></tr>", "text/plain": "1" }),
    "output 1, text/html",
    ["- <td>1</td>", "+ <th>1</th>"],
  ],
  [
    "a number behind a figure",
    display({ "application/vnd.plotly.v1+json": { data: [{ y: [1, 2] }] } }),
    display({ "application/vnd.plotly.v1+json": { data: [{ y: [1, 3] }] } }),
    "output 1, application/vnd.plotly.v1+json",
    ["data[0].y[1]: 2, now 3"],
  ],
  [
    "a mark in a picture",
    display({ "image/png": picture(10) }),
    display({ "image/png": picture(13) }),
    "output 1, image/png",
    ["4 of 40 blocks have another colour, the first at 8, 8 of 60 by 40 pixels"],
  ],
  [
    "the size of a picture",
    display({ "image/png": picture(10) }),
    display({ "image/png": picture(10, { width: 64 }) }),
    "output 1, image/png",
    ["60 by 40 pixels, now 64 by 40"],
  ],
  ["a form that is gone", display({ "text/latex": "x" }), display({}), "output 1, text/latex", ["- is gone"]],
  [
    "another kind of output",
    printed("1"),
    display({ "text/plain": "1" }),
    "output 1, kind",
    ["- stdout", "+ display_data"],
  ],
];
for (const [what, held, now, where, lines] of CASES)
  test(`a difference is found, with its cell, output and change: ${what}`, async () => {
    const differences = await compareNotebooks(notebook(held), notebook(now));
    assert.deepEqual(differences, [{ cell: "cell 1 (table-3)", what: where, lines }]);
  });

test("one output more or less is told with the kinds of both", async () => {
  const [one] = await compareNotebooks(notebook(printed("1")), notebook(printed("1"), display({})));
  assert.deepEqual(one, { cell: "cell 1 (table-3)", what: "outputs", lines: ["- stdout", "+ stdout, display_data"] });
});

test("many changed lines are cut after the first eight", async () => {
  const text = (word: string) => Array.from({ length: 20 }, (_, i) => `${word} ${i}`).join("\n");
  const [{ lines }] = await compareNotebooks(notebook(printed(text("a"))), notebook(printed(text("b"))));
  assert.deepEqual([lines.length, lines.at(-1)], [9, "and 32 more"]);
});

test("a picture with its edges smoothed in another way is the same picture", () => {
  assert.equal(picturesDiffer(picture(10), picture(10, { blur: true })), undefined);
});

test("what the repository keeps has no form that only the report's programs read", () => {
  const kept = trackedOutputs(notebook(display({ [EXHIBIT_MIME]: {}, [RESULTS_MIME]: [], "text/plain": "1" })));
  assert.deepEqual(kept, notebook(display({ "text/plain": "1" })));
});
