import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNotebook } from "../../src/notebook/formatNotebook";
import type { Notebook } from "../../src/notebook/nbformat";
import { parseNotebook } from "../../src/notebook/parseNotebook";
import { StudyError } from "../../src/util/errors";

const exhibit = { kind: "table", z: [1, null, { b: 2, a: 1 }], caption: "x" };
const notebook: Notebook = {
  metadata: {
    kernelspec: {
      name: "link-workers",
      display_name: "TypeScript (link-workers)",
      language: "typescript",
      env: { HOME: "/home/x" },
    },
    language_info: { name: "typescript", version: "5.0.4" },
    title: "One",
  },
  cells: [
    { cell_type: "markdown", id: "intro", metadata: {}, source: "# One\n\ntext" },
    {
      cell_type: "code",
      id: "first",
      metadata: { label: "tbl-one", execution: { "iopub.status.busy": "2020-01-01" } },
      source: "a;\n",
      execution_count: 1,
      outputs: [
        { output_type: "stream", name: "stdout", text: "1\n2\n" },
        {
          output_type: "display_data",
          data: {
            "application/vnd.link-workers.exhibit+json": exhibit,
            "image/svg+xml": "<svg>\n</svg>",
            "image/png": "AA==\n",
          },
          metadata: {},
        },
        { output_type: "error", ename: "E", evalue: "v", traceback: ["t"] },
      ],
    },
  ],
};

test("a notebook written and read again is the same but for editors' and machines' metadata", () => {
  const back = parseNotebook(formatNotebook(notebook), "one.ipynb");
  assert.deepEqual(back.cells[0], notebook.cells[0]);
  assert.deepEqual(back.cells[1], { ...notebook.cells[1], metadata: { label: "tbl-one" } });
  assert.deepEqual(back.metadata, {
    kernelspec: { name: "link-workers", display_name: "TypeScript (link-workers)", language: "typescript" },
    language_info: { name: "typescript" },
    title: "One",
  });
});

test("formatting is stable: one-space indent, a final newline, the same text the second time", () => {
  const text = formatNotebook(notebook);
  assert.equal(formatNotebook(parseNotebook(text, "one.ipynb")), text);
  assert.match(text, /^\{\n "cells": \[\n {2}\{\n {3}"cell_type"/);
  assert.ok(text.endsWith("}\n"));
  assert.ok(!text.includes("2020-01-01") && !text.includes("/home/x"));
});

test("cells of older files without an id get one by their place", () => {
  const old = {
    nbformat: 4,
    nbformat_minor: 4,
    metadata: {},
    cells: [{ cell_type: "code", metadata: {}, source: ["a\n", "b"], outputs: [] }],
  };
  const [cell] = parseNotebook(JSON.stringify(old), "old.ipynb").cells;
  assert.deepEqual([cell.id, cell.source], ["cell-1", "a\nb"]);
});

test("what is no notebook is refused by name", () => {
  for (const text of [
    "{",
    "[]",
    '{"nbformat":3,"cells":[]}',
    '{"nbformat":4,"cells":[{"cell_type":"heading","source":""}]}',
  ])
    assert.throws(
      () => parseNotebook(text, "bad.ipynb"),
      (error) =>
        error instanceof StudyError && error.rule === "notebook-is-readable" && error.message.startsWith("bad.ipynb: "),
    );
});
