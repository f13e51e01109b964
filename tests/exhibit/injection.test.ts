import assert from "node:assert/strict";
import { test } from "node:test";
import MarkdownIt from "markdown-it";
import type { TableExhibit } from "../../src/exhibit";
import { tableCsv } from "../../src/exhibit/tableCsv";
import { tableHtml } from "../../src/exhibit/tableHtml";
import { tableLatex } from "../../src/exhibit/tableLatex";
import { tableMarkdown } from "../../src/exhibit/tableMarkdown";

/** What somebody might write into a cell of an input file to be run by whoever opens an output. */
const HOSTILE = [
  "=cmd|'/C calc'!A0",
  "+1+cmd",
  "-2+3+cmd|'/C x'!A1",
  "@SUM(1+1)",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  "\uff1d1+1",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "</td></table><iframe src=//x>",
  '" onmouseover="alert(1)',
  "![x](http://x.invalid/pixel.png)",
  "[x](javascript:alert(1))",
  "`code` | pipe \\| end",
  "\\input{/etc/passwd}",
  "\\immediate\\write18{id}",
  "$\\catcode`\\%=0$ % & # _ ^ ~ {}",
  "^^5cinput x",
];

const table = (text: string): TableExhibit => ({
  kind: "table",
  id: "table-hostile",
  label: "",
  title: `Title ${text}`,
  columns: [
    { id: "a", label: text, align: "left", group: text },
    { id: "b", label: "b", align: "right" },
  ],
  rows: [
    {
      group: text,
      cells: [
        { kind: "text", text },
        { kind: "number", value: -1, decimals: 1 },
      ],
    },
  ],
  note: `Note ${text}`,
  synthetic: false,
});

test("no cell of a CSV file starts as a formula, whatever its text", () => {
  for (const text of HOSTILE) {
    const fields = tableCsv(table(text)).match(/(?:^|,|\r\n)("(?:[^"]|"")*"|[^,\r\n]*)/g) ?? [];
    for (const field of fields) {
      const value = field.replace(/^(?:,|\r\n)/, "").replace(/^"|"$/g, "");
      assert.ok(
        !/^[=+@\t\r\n\uff1d]/.test(value) && !/^-(?!\d)/.test(value) && !/^-\d[^,]*[a-z]/i.test(value),
        JSON.stringify(value),
      );
    }
  }
});

test("HTML and rendered Markdown hold the text and no tag, handler, picture or link of it", () => {
  const markdown = new MarkdownIt({ html: true, linkify: false });
  for (const text of HOSTILE) {
    const pages = [tableHtml(table(text)), markdown.render(tableMarkdown(table(text)))];
    for (const page of pages) {
      const tags = page.match(/<[^>]*>/g) ?? [];
      for (const tag of tags) {
        assert.doesNotMatch(tag, /^<\/?(?:script|img|iframe|a\b|code)|\son\w+=|javascript:/i, `${text}: ${tag}`);
      }
    }
  }
});

test("LaTeX holds no command, comment, mathematics or second line of the text", () => {
  for (const text of HOSTILE) {
    const latex = tableLatex(table(text));
    for (const command of ["\\input", "\\immediate", "\\write", "\\catcode", "^^"]) {
      assert.ok(!latex.includes(command), `${text}: ${command}`);
    }
    // Every per cent sign is escaped: no comment swallows the end of a row.
    assert.doesNotMatch(latex.replace(/\\%/g, ""), /^[^%\n]+%/m, text);
  }
});
