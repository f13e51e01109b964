import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import JSZip from "jszip";
import { withBrowser } from "../../src/browser";
import { drawFigures } from "../../src/figure/drawFigures";
import { notebookFigures, type ReportOptions, reportHtml } from "../../src/report";
import { wordAppendix } from "../../src/report/word/wordAppendix";
import { longTable, notebooks, unlabelled } from "./fixtures";

const folder = mkdtempSync(join(tmpdir(), "word-"));
let options: ReportOptions;
let file: Buffer;
let parts: Map<string, string>;
const body = () => parts.get("word/document.xml")!;

const wide = {
  ...longTable,
  id: "table-wide",
  label: "Table W",
  columns: Array.from({ length: 12 }, (_, i) => ({ id: `c${i}`, label: `Column head ${i}`, align: "right" as const })),
  rows: [{ cells: Array.from({ length: 12 }, () => ({ kind: "count" as const, value: 123456789 })) }],
};

before(async () => {
  options = {
    notebooks,
    outDir: folder,
    title: 'A reproduction "of" <tables>',
    facts: [{ name: "Seed", value: "1" }],
    label: "SYNTHETIC",
    frontMatter: [
      { kind: "markdown", text: "# Summary\n\n- **All** in [Table S.7](#table-s7)" },
      { kind: "exhibit", exhibit: unlabelled },
      { kind: "exhibit", exhibit: wide },
    ],
    drawn: await drawFigures(notebookFigures(notebooks), join(folder, "figures")),
  };
  file = await wordAppendix(options, reportHtml(options).exhibits);
  const zip = await JSZip.loadAsync(file);
  const entries = Object.values(zip.files).filter(({ name }) => /\.(xml|rels)$/.test(name));
  parts = new Map(await Promise.all(entries.map(async (one) => [one.name, await one.async("string")] as const)));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("every part of the Word file is well-formed XML", async () => {
  const broken = await withBrowser(async (session) => {
    const page = await session.newPage();
    return page.evaluate(
      (texts) => {
        const parser = new DOMParser();
        return texts.filter((text) => parser.parseFromString(text, "text/xml").querySelector("parsererror")).length;
      },
      [...parts.values()],
    );
  });
  assert.ok(parts.size > 10);
  assert.equal(broken, 0);
});

test("each exhibit stands once, in the report's order, with its label and title as caption", () => {
  const captions = [...body().matchAll(/<w:pStyle w:val="Caption"\/>.*?<\/w:p>/g)].map(([text]) =>
    text.replace(/<[^>]*>/g, "").replace(/ {2}SYNTHETIC DATA$/, ""),
  );
  assert.deepEqual(
    captions.map((caption) => caption.split(". ")[0]),
    ["Table A", "Table W", "Figure 1", "Table S.7", "Figure 2", "Figure S.1"],
  );
});

test("tables are tables, with head rows that repeat and rows that stay whole", () => {
  const tables = body().split("<w:tbl>").slice(1);
  assert.equal(tables.length, 3);
  for (const table of tables) assert.match(table, /<w:tr><w:trPr><w:cantSplit\/><w:tblHeader\/>/);
  assert.equal(tables[2].match(/<w:tr>/g)?.length, 1 + 90 + 3);
  assert.match(tables[2], /w:gridSpan w:val="2"\/>.*?Factor 1/);
});

test("figures are pictures with the text alternative of the figure and numbers of their own", () => {
  const drawings = [...body().matchAll(/<wp:docPr id="(\d+)" name="([^"]+)" descr="([^"]+)"/g)];
  assert.deepEqual(
    drawings.map(([, id, name]) => [id, name]),
    [
      ["1", "figure-1"],
      ["2", "figure-2"],
      ["3", "figure-s1"],
    ],
  );
  for (const [, , , alt] of drawings) assert.ok(alt.length > 60);
});

test("a wide table lies on a landscape page between upright ones", () => {
  const pages = [...body().matchAll(/<w:pgSz [^>]*w:orient="(\w+)"/g)].map((match) => match[1]);
  assert.deepEqual(pages, ["portrait", "landscape", "portrait"]);
  assert.match(body(), /<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/);
});

test("every page carries the mark of simulated data above and its number of how many below", () => {
  const heads = [...parts].filter(([name]) => /word\/header\d+\.xml$/.test(name));
  const feet = [...parts].filter(([name]) => /word\/footer\d+\.xml$/.test(name));
  assert.equal(heads.length, 3);
  assert.equal(feet.length, 3);
  for (const [, text] of heads) assert.match(text, /SYNTHETIC DATA/);
  for (const [, text] of feet) assert.match(text, /PAGE.*> of <.*NUMPAGES/);
});

test("contents and links lead to bookmarks that exist once", () => {
  const anchors = [...body().matchAll(/<w:hyperlink [^>]*w:anchor="([^"]+)"/g)].map((match) => match[1]);
  const marks = [...body().matchAll(/<w:bookmarkStart [^>]*w:name="([^"]+)"/g)].map((match) => match[1]);
  const ids = [...body().matchAll(/<w:bookmarkStart [^>]*w:id="(\d+)"/g)].map((match) => match[1]);
  assert.ok(anchors.length >= 10);
  for (const anchor of anchors) assert.ok(marks.includes(anchor), anchor);
  assert.equal(new Set(marks).size, marks.length);
  assert.equal(new Set(ids).size, ids.length);
  assert.match(body(), /TOC \\o "1-2" \\h|TOC \\o &quot;1-2&quot; \\h/);
});

test("paragraphs use styles that the document defines", () => {
  const defined = new Set([...parts.get("word/styles.xml")!.matchAll(/w:styleId="([^"]+)"/g)].map((match) => match[1]));
  const used = new Set([...body().matchAll(/<w:pStyle w:val="([^"]+)"/g)].map((match) => match[1]));
  assert.deepEqual(
    [...used].filter((style) => !defined.has(style)),
    [],
  );
  assert.ok(used.has("Heading1") && used.has("TableHead") && used.has("Caption"));
});

test("footnotes of the text are footnotes of the document", () => {
  assert.equal(body().match(/<w:footnoteReference /g)?.length, 2);
  assert.match(parts.get("word/footnotes.xml")!, /A note: β ≥ 0\./);
});

test("two runs give the same bytes, without the time of writing", async () => {
  const again = await wordAppendix(options, reportHtml(options).exhibits);
  assert.ok(again.equals(file));
  assert.match(parts.get("docProps/core.xml")!, /2000-01-01T00:00:00/);
  const zip = await JSZip.loadAsync(file);
  for (const entry of Object.values(zip.files)) assert.equal(entry.date.getUTCFullYear(), 2000, entry.name);
});
