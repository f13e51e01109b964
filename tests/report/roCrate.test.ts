import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parse } from "yaml";
import { citationFile } from "../../src/paper/citationFile";
import { crateFacts } from "../../src/paper/crateFacts";
import { CRATE_FILE, roCrate } from "../../src/report";
import { packageRoot } from "../../src/util/packageRoot";
import { checkCrate } from "./checkCrate";

const folder = mkdtempSync(join(tmpdir(), "crate-"));
mkdirSync(join(folder, "tables"));
writeFileSync(join(folder, "index.html"), "<!doctype html>");
writeFileSync(join(folder, "tables", "a b.csv"), "x\r\n1\r\n");
writeFileSync(join(folder, ".hidden"), "no");
after(() => rmSync(folder, { recursive: true, force: true }));
const read = (name: string) => readFileSync(join(packageRoot(), name), "utf8");

test("the metadata of a folder is a crate that holds each file once, with size and digest", () => {
  const text = roCrate(folder, crateFacts("SYNTHETIC"));
  writeFileSync(join(folder, CRATE_FILE), text);
  assert.deepEqual(checkCrate(folder), []);
  const files = JSON.parse(text)["@graph"].filter((entity: { "@type": string }) => entity["@type"] === "File");
  assert.deepEqual(
    files.map((file: Record<string, string>) => [file["@id"], file.encodingFormat, file.contentSize]),
    [
      ["index.html", "text/html", "15"],
      ["tables/a%20b.csv", "text/csv", "6"],
    ],
  );
  assert.equal(files[1].sha256, createHash("sha256").update("x\r\n1\r\n").digest("hex"));
  assert.match(text, /SYNTHETIC/);
});

test("writing the metadata again beside itself changes nothing, and a changed file is found", () => {
  const text = roCrate(folder, crateFacts("SYNTHETIC"));
  assert.equal(roCrate(folder, crateFacts("SYNTHETIC")), text);
  writeFileSync(join(folder, "index.html"), "<!doctype html>!");
  assert.match(checkCrate(folder).join(), /index\.html/);
});

test("the citation file, the archive's metadata and the package agree on name, version, licence and paper", () => {
  const cff = parse(read("CITATION.cff"));
  const zenodo = JSON.parse(read(".zenodo.json"));
  const own = JSON.parse(read("package.json"));
  assert.equal(cff["cff-version"], "1.2.0");
  for (const [name, value] of [
    ["title", own.name],
    ["version", own.version],
    ["license", own.license],
  ] as const) {
    assert.equal(cff[name], value, name);
    assert.equal(zenodo[name], value, name);
  }
  assert.match(cff["date-released"], /^\d{4}-\d\d-\d\d$/);
  assert.deepEqual(
    zenodo.creators,
    citationFile().authors.map((name) => ({ name })),
  );
  const [paper] = cff.references;
  assert.equal(zenodo.related_identifiers[0].identifier, paper.doi);
  assert.ok(read("report/references.bib").includes(paper.doi));
  assert.equal(paper.authors.length, 9);
});
