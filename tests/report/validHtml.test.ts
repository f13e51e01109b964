import assert from "node:assert/strict";
import { test } from "node:test";
import { reportHtml } from "../../src/report";
import { codePage } from "../../src/report/codePage";
import { notebooks, unlabelled } from "./fixtures";
import { htmlErrors } from "./htmlErrors";

const options = {
  notebooks: notebooks.slice(0, 0),
  outDir: "out",
  title: "A <title> & more",
  label: "SYNTHETIC",
  frontMatter: [
    { kind: "markdown", text: "# Summary\n\nText.[^1]\n\n- a list\n\n[^1]: A note." },
    { kind: "exhibit", exhibit: unlabelled },
  ],
  parts: [{ title: "References", blocks: [{ kind: "references" }] }],
  drawn: new Map(),
} as const;

test("the page of code is valid HTML", async () => {
  assert.deepEqual(await htmlErrors(codePage("T", ["src/exhibit/cells.ts", "src/paper/table3.ts"])), []);
});

test("the report's page is valid HTML, for screen and for paper", async () => {
  const { html, paper } = reportHtml(options);
  assert.deepEqual(await htmlErrors(html), []);
  assert.deepEqual(await htmlErrors(paper), []);
});

test("the validator does find a repeated id, a link in a button and a picture without alternative", async () => {
  const errors = await htmlErrors(
    '<!doctype html><html lang="en"><head><title>x</title></head><body><p id="a">x</p><p id="a">y</p><img src="x.png"><button type="button"><a href="#a">x</a></button></body></html>',
  );
  for (const rule of ["no-dup-id", "wcag/h37", "element-permitted-content"])
    assert.ok(
      errors.some((one) => one.startsWith(rule)),
      rule,
    );
});
