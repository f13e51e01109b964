import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { tableHtml } from "../../src/exhibit";
import { RECORD, STROBE } from "../../src/paper/checklistItems";
import { strobeTable } from "../../src/paper/checklists";
import { environmentTable } from "../../src/paper/environmentTable";
import { packageRoot } from "../../src/util/packageRoot";

const numbers = (sections: typeof STROBE) => sections.flatMap(({ items }) => items.map(({ number }) => number));

test("STROBE has its 22 items, in order, each number once; RECORD its 13", () => {
  const whole = [...new Set(numbers(STROBE).map((number) => Number.parseInt(number, 10)))];
  assert.deepEqual(
    whole,
    Array.from({ length: 22 }, (_, i) => i + 1),
  );
  assert.equal(new Set(numbers(STROBE)).size, numbers(STROBE).length);
  assert.equal(numbers(RECORD).length, 13);
});

test("an answer is a link only where the report holds the exhibit", () => {
  const html = tableHtml(strobeTable(new Set(["table-ledger"])));
  assert.match(html, /<a href="#table-ledger">Sample ledger/);
  assert.doesNotMatch(html, /href="#table-s10"/);
  assert.match(html, /Interaction with deprivation decile/);
});

test("the environment names Node's major version, every direct dependency as locked, and a digest of the code, nothing of the machine", () => {
  const rows = environmentTable().rows.map(({ cells }) => cells.map((cell) => (cell.kind === "text" ? cell.text : "")));
  const versions = new Map(rows.map(([name, version]) => [name, version]));
  assert.match(versions.get("Node.js")!, /^\d+$/);
  assert.match(versions.get("code, SHA-256 (start)")!, /^[0-9a-f]{16}$/);
  const { dependencies } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
  for (const name of Object.keys(dependencies)) assert.ok(versions.get(name), name);
  assert.equal(JSON.stringify(rows).includes(packageRoot()), false);
});

test("CITATION.cff and .zenodo.json name the version of package.json and the paper", () => {
  const read = (name: string) => readFileSync(join(packageRoot(), name), "utf8");
  const { version } = JSON.parse(read("package.json"));
  const citation = parse(read("CITATION.cff"));
  const zenodo = JSON.parse(read(".zenodo.json"));
  assert.equal(citation.version, version);
  assert.equal(zenodo.version, version);
  assert.equal(citation.references[0].doi, "10.3399/BJGP.2024.0542");
  assert.equal(zenodo.related_identifiers[0].identifier, "10.3399/BJGP.2024.0542");
});
