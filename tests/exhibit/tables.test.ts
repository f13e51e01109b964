import assert from "node:assert/strict";
import { test } from "node:test";
import {
  EXHIBIT_MIME,
  exhibitBundle,
  type TableExhibit,
  tableCsv,
  tableHtml,
  tableMarkdown,
  tableText,
} from "../../src/exhibit";
import { csvField } from "../../src/util/csvField";

const table: TableExhibit = {
  kind: "table",
  id: "table-3",
  label: "Table 3",
  title: 'Odds ratios & "effects"',
  columns: [
    { id: "outcome", label: "Outcome", align: "left" },
    { id: "or", label: "OR", align: "right", group: "Published" },
    { id: "ci", label: "95% CI", align: "right", group: "Published" },
    { id: "n", label: "N", align: "right" },
  ],
  rows: [
    {
      group: "Model <1>",
      cells: [
        { kind: "text", text: "Good | experience" },
        { kind: "number", value: 1.015, decimals: 3 },
        { kind: "interval", low: -0.5, high: 1.027, decimals: 3 },
        { kind: "count", value: 4176144 },
      ],
    },
    { cells: [{ kind: "text", text: "=cmd()" }, { kind: "empty" }, { kind: "empty" }, { kind: "count", value: -1 }] },
  ],
  note: "Clusters: 1,268 < 2,000.",
  synthetic: true,
};

test("tableHtml gives a caption, scoped heads, a row group and the mark of simulated data", () => {
  const html = tableHtml(table);
  assert.match(
    html,
    /<caption id="table-3-caption">.*Table 3\..*Odds ratios &amp; &quot;effects&quot;.*SYNTHETIC DATA/,
  );
  assert.match(html, /<th scope="colgroup" class="spanner lead" colspan="2">Published<\/th>/);
  assert.equal(html.match(/scope="col"/g)?.length, 4);
  assert.match(html, /<tr class="group"><th scope="rowgroup" colspan="4">Model &lt;1&gt;<\/th><\/tr>/);
  assert.equal(html.match(/scope="row"/g)?.length, 2);
  assert.match(html, /aria-labelledby="table-3-caption"/);
  assert.match(html, /1,268 &lt; 2,000/);
});

test("tableHtml of real data carries no mark", () => {
  assert.doesNotMatch(tableHtml({ ...table, synthetic: false }), /SYNTHETIC/);
});

test("tableCsv is machine-readable: ASCII numbers, groups as a column, formulas made harmless, CRLF", () => {
  const lines = tableCsv(table).split("\r\n");
  assert.equal(lines[0], "group,Outcome,Published: OR,Published: 95% CI,N");
  assert.equal(lines[1], "Model <1>,Good | experience,1.015,-0.500 to 1.027,4176144");
  assert.equal(lines[2], "Model <1>,'=cmd(),,,-1");
  assert.equal(lines[3], "");
});

const FIELDS: readonly (readonly [string | number | null, string])[] = [
  ["=1+1", "'=1+1"],
  ["+1", "+1"],
  ["-0.5 to 1.2", "-0.5 to 1.2"],
  ["-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ['say "hi", twice', '"say ""hi"", twice"'],
  ["two\nlines", '"two\nlines"'],
  [-12.5, "-12.5"],
  [null, ""],
];

for (const [value, written] of FIELDS) {
  test(`csvField writes ${JSON.stringify(value)} as ${JSON.stringify(written)}`, () => {
    assert.equal(csvField(value), written);
  });
}

test("tableMarkdown escapes pipes and keeps one line per row", () => {
  const lines = tableMarkdown(table).split("\n");
  assert.ok(lines.includes("| **Model <1>** |  |  |  |"));
  assert.ok(lines.includes("| Good \\| experience | 1.015 | −0.500 to 1.027 | 4,176,144 |"));
  assert.equal(lines.filter((line) => line.startsWith("|")).length, 5);
});

test("tableText aligns every column", () => {
  const lines = tableText(table).split("\n");
  assert.equal(lines[0], 'Table 3. Odds ratios & "effects" [SYNTHETIC DATA]');
  assert.equal(lines[2].length, lines.find((line) => line.startsWith("Good"))?.length);
});

test("exhibitBundle of a table holds HTML, text and the exhibit itself", () => {
  const bundle = exhibitBundle(table);
  assert.deepEqual(Object.keys(bundle), ["text/html", "text/plain", EXHIBIT_MIME]);
  assert.deepEqual(bundle[EXHIBIT_MIME], table);
});
