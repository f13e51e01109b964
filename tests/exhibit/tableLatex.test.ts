import assert from "node:assert/strict";
import { test } from "node:test";
import { type TableExhibit, tableLatex } from "../../src/exhibit";
import { escapeLatex } from "../../src/exhibit/escapeLatex";

const TEXTS: readonly (readonly [string, string])[] = [
  ["50% of A & B, #1 {x}", "50\\% of A \\& B, \\#1 \\{x\\}"],
  ["a_b\\c~d^e$", "a\\_\\allowbreak{}b\\textbackslash{}c\\textasciitilde{}d\\textasciicircum{}e\\$"],
  ["<0.001 > |x|", "\\textless{}0.001 \\textgreater{} \\textbar{}x\\textbar{}"],
  ["−0.04\u00a0pp – β ≥ 1", "$-$0.04~pp -- $\\beta$ $\\geq$ 1"],
  ["“two\nlines”", "``two lines''"],
  ["--flag", "-{}-flag"],
];
for (const [text, written] of TEXTS) {
  test(`escapeLatex writes ${JSON.stringify(text)} as ${written}`, () => assert.equal(escapeLatex(text), written));
}

const table: TableExhibit = {
  kind: "table",
  id: "table-3",
  label: "Table 3",
  title: "Odds ratios & effects",
  columns: [
    { id: "outcome", label: "Outcome", align: "left" },
    { id: "or", label: "OR", align: "right", group: "Published" },
    { id: "ci", label: "95% CI", align: "right", group: "Published" },
    { id: "n", label: "N", align: "right" },
  ],
  rows: [
    {
      group: "Model 1",
      cells: [
        { kind: "text", text: "Isolated" },
        { kind: "number", value: 1.015, decimals: 3 },
        { kind: "interval", low: 1.004, high: 1.027, decimals: 3 },
        { kind: "count", value: 4176144 },
      ],
    },
    { cells: [{ kind: "text", text: "Support" }, { kind: "empty" }, { kind: "empty" }, { kind: "p", value: 0.0001 }] },
  ],
  note: "N & M.",
  synthetic: true,
};

test("tableLatex sets rules, spanning heads, blocks, numbers as printed, the note and the mark of simulated data", () => {
  const lines = tableLatex(table).split("\n");
  for (const line of [
    "\\caption*{\\textbf{Table 3.} Odds ratios \\& effects \\textbf{SYNTHETIC DATA}}",
    "\\begin{tabular}{@{}lrrr@{}}",
    " & \\multicolumn{2}{c}{Published} &  \\\\",
    "\\cmidrule(lr){2-3}",
    "{Outcome} & \\multicolumn{1}{r}{OR} & \\multicolumn{1}{r}{95\\% CI} & \\multicolumn{1}{r}{N} \\\\",
    "\\multicolumn{4}{@{}l}{\\textit{Model 1}} \\\\*",
    "\\hspace{0.8em}Isolated & 1.015 & 1.004 to 1.027 & 4,176,144 \\\\",
    "\\hspace{0.8em}Support &  &  & \\textless{}0.001 \\\\",
    "{\\footnotesize N \\& M.\\par}",
  ]) {
    assert.ok(lines.includes(line), line);
  }
});

test("tableLatex repeats the heads of a long table and turns a wide one on its side", () => {
  const long = tableLatex({ ...table, rows: Array.from({ length: 40 }, () => table.rows[1]) });
  assert.match(long, /\\begin\{longtable\}[\s\S]*\\endfirsthead[\s\S]*Table 3, continued[\s\S]*\\endhead/);
  assert.equal(long.match(/\{Outcome\}/g)?.length, 2);
  const columns = Array.from({ length: 14 }, (_, i) => ({
    id: `c${i}`,
    label: "Column head",
    align: "right" as const,
  }));
  const wide = tableLatex({ ...table, columns, rows: [{ cells: columns.map(() => ({ kind: "count", value: 1 })) }] });
  assert.match(wide, /\\begin\{landscape\}[\s\S]*\\end\{landscape\}/);
  assert.doesNotMatch(tableLatex(table), /landscape\}\n/);
});

test("every line of a table's body has as many cells as there are columns", () => {
  const rows = tableLatex(table)
    .split("\n")
    .filter((line) => line.endsWith(" \\\\") && !line.includes("\\multicolumn{2}"));
  for (const row of rows) assert.equal(row.split(" & ").length, 4, row);
  assert.equal(rows.length, 3);
});
