import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bibliography, reportOutline } from "../../src/paper/reportOutline";
import { type ReportOptions, reportHtml } from "../../src/report";
import { citationsOf } from "../../src/report/citations/bibliography";
import { codeHref } from "../../src/report/codePage";
import { parseStudy } from "../../src/study";
import { packageRoot } from "../../src/util/packageRoot";
import { codeCell, longTable, shown, textCell } from "./fixtures";

const BIBTEX = `@article{second, author={Zeger, Scott L and Liang, Kung-Yee}, title={Longitudinal {GEE} analysis}, journal={Biometrika},
  year={1986}, volume={73}, number={1}, pages={13--22}, doi={10.1093/biomet/73.1.13}}
@misc{first, author={{NHS England}}, title={A <survey> & its answers}, year={2023}, url={https://example.org/a?b=1&c=2}}`;

const notebook = (name: string, ...cells: ReturnType<typeof textCell | typeof codeCell>[]) => ({
  name,
  notebook: { metadata: {}, cells },
});
const one = notebook(
  "one",
  textCell("# One\\n\\nAs said [@first; @second] and in Table S.7, not in Table S.70.".replaceAll("\\n", "\n")),
);
const two = notebook(
  "two",
  textCell("# Two\n\nAgain [@second]. See Table S.7."),
  codeCell("show(table3(cells));", shown(longTable)),
);
const options: ReportOptions = {
  notebooks: [one, two],
  outDir: "out",
  title: "T",
  label: "",
  frontMatter: [{ kind: "markdown", text: "# Summary\n\nWords." }],
  parts: [
    { title: "Part A", blocks: [{ kind: "notebook", notebook: two }] },
    {
      title: "Part B",
      blocks: [
        { kind: "markdown", text: "## Inside\n\nText." },
        { kind: "notebook", notebook: one },
      ],
    },
    { title: "References", blocks: [{ kind: "references" }] },
  ],
  bibliography: BIBTEX,
  drawn: new Map(),
};
const { html, paper } = reportHtml(options);
const body = html.slice(html.indexOf('<main id="text">'), html.indexOf("</main>"));

test("parts stand in the order given, each as a heading over its notebooks and texts", () => {
  const headings = [...body.matchAll(/<h(\d)[^>]*>([^<]*)/g)].map(([, level, text]) => `${level} ${text}`);
  assert.deepEqual(headings, ["2 Part A", "3 Two", "2 Part B", "3 Inside", "3 One", "2 References"]);
});

test("an exhibit outside the notebooks leads to the source file that makes it", () => {
  const study = parseStudy("source: { kind: synthetic }", "x.yaml", {});
  const parts = reportOutline(study, []);
  const sources = parts.flatMap((part) =>
    part.blocks.flatMap((block) => (block.kind === "exhibit" ? [block.source] : [])),
  );
  assert.ok(sources.length >= 6);
  for (const source of sources) assert.ok(source && existsSync(join(packageRoot(), source)), source);
  const { html } = reportHtml({ ...options, notebooks: [], parts, bibliography: bibliography() });
  for (const source of sources) assert.ok(html.includes(`href="${codeHref(source as string)}"`), source);
});

test("sources are numbered by their first citation and listed in Vancouver style with a link", () => {
  assert.match(body, /Again <span class="citation">\[<a href="#ref-second" role="doc-biblioref">1<\/a>\]/);
  assert.match(
    body,
    /\[<a href="#ref-first" role="doc-biblioref">2<\/a>, <a href="#ref-second" role="doc-biblioref">1<\/a>\]/,
  );
  const items = [...body.matchAll(/<li id="(ref-\w+)">(.*)<\/li>/g)].map(([, id, text]) => [id, text]);
  assert.deepEqual(items, [
    [
      "ref-second",
      'Zeger SL, Liang KY. Longitudinal GEE analysis. Biometrika. 1986;73(1):13–22. <a href="https://doi.org/10.1093/biomet/73.1.13">doi:10.1093/biomet/73.1.13</a>',
    ],
    [
      "ref-first",
      'NHS England. A &lt;survey&gt; &amp; its answers [Internet]. 2023. <a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a>',
    ],
  ]);
});

test("citing a source that the file lacks is an error that names the nearest key", () => {
  const citations = citationsOf(BIBTEX);
  assert.throws(() => citations.number("frist"), /citation-is-known|cites "frist".*Did you mean "first"\?/);
});

test("every source of the report's own file can be printed", () => {
  const citations = citationsOf(bibliography());
  const keys = [...bibliography().matchAll(/^@\w+\{([^,]+),/gm)].map((match) => match[1]);
  for (const key of keys) citations.number(key);
  assert.ok(keys.length > 10);
  for (const { key, text } of citations.references()) assert.match(text, /^[^.]+\. .+(19|20)\d\d/, key);
});

test("a label in the text links to its exhibit, also before the exhibit, and no longer number is taken for it", () => {
  assert.equal(body.match(/<a href="#table-s7">Table S\.7<\/a>/g)?.length, 2);
  assert.ok(body.includes("Table S.70"));
});

test("an exhibit links to the cell that made it and to the code of the functions it calls", () => {
  assert.match(
    body,
    /<a href="#cell-two-1">Cell 1 of two<\/a> <a href="code\.html#src-paper-table3-ts">table3\.ts<\/a>/,
  );
});

test("the page for paper holds no script and no packed data", () => {
  assert.ok(!paper.includes("<script"));
  assert.ok(html.includes("<script>"));
});
