import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { withBrowser } from "../../src/browser";
import { drawFigures } from "../../src/figure/drawFigures";
import {
  buildReport,
  notebookExhibits,
  notebookFigures,
  type ReportFiles,
  type ReportOptions,
  reportHtml,
  withStillFigures,
} from "../../src/report";
import { codeCell, notebooks, unlabelled } from "./fixtures";
import { deadLinks } from "./links";

const folder = mkdtempSync(join(tmpdir(), "report-"));
let options: ReportOptions;
let files: ReportFiles;
let pdf: string;

/** What the browser sees of the page, on a desktop screen and on a phone. */
interface Seen {
  messages: string[];
  headings: number[];
  drawings: { role: string | null; words: number; width: number }[];
  labels: string[];
  banner: { text: string; top: number };
  duplicateIds: string[];
  deadLinks: string[];
  fonts: string[];
  widePhone: number;
}
let seen: Seen;

before(async () => {
  const drawn = await drawFigures(notebookFigures(notebooks), join(folder, "figures"));
  options = {
    notebooks,
    outDir: join(folder, "out"),
    title: 'A reproduction "of" <tables>',
    subtitle: "In short",
    facts: [{ name: "Seed", value: "20251103" }],
    label: "SYNTHETIC",
    frontMatter: [
      { kind: "markdown", text: "# Summary\n\nAll in [Figure 1](#figure-1)." },
      { kind: "exhibit", exhibit: unlabelled },
    ],
    drawn,
  };
  files = await buildReport(options);
  pdf = readFileSync(files.pdf, "latin1");
  seen = await withBrowser((session) => look(session, files.html));
});
after(() => rmSync(folder, { recursive: true, force: true }));

async function look(session: Parameters<Parameters<typeof withBrowser>[0]>[0], path: string): Promise<Seen> {
  const file = pathToFileURL(path).href;
  const page = await session.newPage({ file });
  const messages: string[] = [];
  page.on("console", (message) => messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  await page.goto(file);
  const desktop = await page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll(selector)];
    const ids = all("[id]").map((element) => element.id);
    window.scrollTo(0, 2000);
    const banner = document.querySelector(".banner") as HTMLElement;
    return {
      headings: all("h1,h2,h3,h4,h5,h6").map((element) => Number(element.tagName.slice(1))),
      drawings: all("figure.exhibit-figure svg[role]").map((svg) => ({
        role: svg.getAttribute("role"),
        words: (document.getElementById(svg.getAttribute("aria-describedby") ?? "")?.textContent ?? "").length,
        width: svg.getBoundingClientRect().width,
      })),
      labels: all(".exhibit figcaption .exhibit-label, .exhibit caption .exhibit-label").map(
        (e) => e.textContent ?? "",
      ),
      banner: { text: banner.innerText, top: banner.getBoundingClientRect().top },
      duplicateIds: ids.filter((id, i) => ids.indexOf(id) !== i),
      deadLinks: all('a[href^="#"]')
        .map((link) => link.getAttribute("href")!.slice(1))
        .filter((id) => document.getElementById(decodeURIComponent(id)) === null),
      fonts: [...document.fonts].filter((font) => font.status === "loaded").map((font) => font.family),
    };
  });
  await page.setViewport({ width: 360, height: 740 });
  const widePhone = await page.evaluate(() => document.documentElement.scrollWidth);
  return { ...desktop, messages, widePhone };
}

test("the report opens in a browser from its file without a request or a message", () => {
  assert.deepEqual(seen.messages, []);
  assert.ok(statSync(files.html).size < 5e6);
});

test("headings start at one and never skip a level", () => {
  assert.equal(seen.headings[0], 1);
  assert.equal(seen.headings.filter((level) => level === 1).length, 1);
  seen.headings.reduce((last, level) => {
    assert.ok(level <= last + 1, `h${level} after h${last}`);
    return level;
  });
});

test("every figure is an image with a text alternative", () => {
  assert.equal(seen.drawings.length, 4);
  for (const drawing of seen.drawings) {
    assert.equal(drawing.role, "img");
    assert.ok(drawing.words > 60);
    assert.ok(drawing.width > 500);
  }
});

test("every exhibit has a number, also one that came without", () => {
  assert.deepEqual(seen.labels, ["Table A.", "Figure 1.", "Table S.7.", "Figure 2.", "Figure S.1.", "Figure 1."]);
});

test("ids are unique and every inner link has its target", () => {
  assert.deepEqual(seen.duplicateIds, []);
  assert.deepEqual(seen.deadLinks, []);
});

test("an exhibit's anchor is its id, even where a heading has the same words", () => {
  const html = readFileSync(files.html, "utf8");
  assert.ok(/<figure class="[^"]*" id="table-s7">/.test(html));
  assert.ok(/<h2 id="table-s7-2">Table S7<\/h2>/.test(html));
});

test("the mark of simulated data stays in sight while scrolling", () => {
  assert.match(seen.banner.text, /SYNTHETIC DATA/);
  assert.equal(seen.banner.top, 0);
});

test("the page fits a phone without scrolling sideways", () => assert.equal(seen.widePhone, 360));

test("the page is set in its own fonts", () => {
  for (const family of ["Source Sans 3", "Source Serif 4"]) assert.ok(seen.fonts.some((font) => font.includes(family)));
});

test("markdown cannot bring in HTML, and printed text is escaped and free of terminal codes", () => {
  const html = readFileSync(files.html, "utf8");
  assert.ok(/&lt;script&gt;alert\(1\)/.test(html));
  assert.ok(/<pre class="output" tabindex="0">4 &lt; 5<\/pre>/.test(html));
});

test("code is folded, highlighted and linked to its notebook", () => {
  const html = readFileSync(files.html, "utf8");
  assert.ok(
    /<details class="code" id="cell-01_survey-2"><summary>Code <span class="where">01_survey, cell 2/.test(html),
  );
  assert.ok(/<span class="hljs-comment">\/\/ prints<\/span>/.test(html));
  assert.ok(/href="notebooks\/01_survey\.ipynb"/.test(html));
});

test("a figure's files are linked where they were drawn", () => {
  const html = readFileSync(files.html, "utf8");
  assert.ok(html.includes('<a href="../figures/figure-1.png" download aria-label="PNG: Figure 1">PNG</a>'));
});

test("a notebook with an error output makes no report", () => {
  const error = { output_type: "error", ename: "TypeError", evalue: "x is undefined", traceback: [] } as const;
  const failed = { name: "09_failed", notebook: { metadata: {}, cells: [codeCell("x()", error)] } };
  assert.throws(() => reportHtml({ ...options, notebooks: [failed] }), /09_failed holds an error output \(TypeError/);
});

test("a report of real data carries no banner", () => {
  assert.ok(!reportHtml({ ...options, label: "" }).html.includes('class="banner"'));
});

test("buildReport writes each table once as CSV, Markdown and LaTeX, and a Word file", () => {
  assert.deepEqual(
    files.tables.map((path) => path.replace(/.*[\\/]/, "")),
    ["settings", "table-s7"].flatMap((id) => [`${id}.csv`, `${id}.md`, `${id}.tex`]),
  );
  assert.match(readFileSync(files.tables[3], "utf8"), /^group,Level,Repeated head\r\nFactor 1,Level 1,1\.00\r\n/);
  assert.equal(readFileSync(files.docx).subarray(0, 2).toString(), "PK");
});

test("every link of the report leads to an anchor in it or to a file that was written", () => {
  const { checked, dead } = deadLinks(files.html);
  assert.ok(checked > 30);
  assert.deepEqual(
    dead,
    ["notebooks/01_survey.ipynb", "notebooks/04_table_3.ipynb"],
    "notebooks are written elsewhere",
  );
});

test("the PDF is tagged, has bookmarks, a language and several A4 pages", () => {
  assert.ok(pdf.startsWith("%PDF-"));
  assert.ok(/\/Outlines \d+ 0 R/.test(pdf));
  for (const title of ["Summary", "The survey", "Table S7", "Again"])
    assert.ok(pdf.includes(`/Title (${title})`), title);
  assert.ok(/\/MarkInfo <<\s*\/Type \/MarkInfo\s+\/Marked true/.test(pdf));
  assert.ok(/\/StructTreeRoot/.test(pdf));
  assert.ok(/\/Lang \(en-GB\)/.test(pdf));
  const pages = Number(/\/Type \/Pages[\s\S]*?\/Count (\d+)/.exec(pdf)?.[1]);
  assert.ok(pages >= 5, `${pages} pages`);
  assert.ok(/\/MediaBox \[0 0 594\.\d+ 841\.\d+\]/.test(pdf));
});

test("the PDF holds its fonts and no surprising one", () => {
  const names = new Set([...pdf.matchAll(/\/FontName \/[A-Z]{6}\+([A-Za-z0-9]+)/g)].map((match) => match[1]));
  assert.ok([...names].some((name) => name.startsWith("SourceSerif4")));
  const strange = [...names].filter(
    (name) => !/^Source(Sans3|Serif4|CodePro)|^OpenSans|^DejaVu|^Noto|^Liberation/.test(name),
  );
  assert.deepEqual(strange, []);
});

test("two builds give the same bytes", async () => {
  const again = await buildReport({ ...options, outDir: join(folder, "again") });
  assert.ok(readFileSync(again.html).equals(readFileSync(files.html)));
  assert.ok(readFileSync(again.pdf).equals(readFileSync(files.pdf)));
});

test("withStillFigures puts a picture beside each figure and leaves other outputs alone", () => {
  const still = withStillFigures(notebooks[1].notebook, (figure) => Buffer.from(figure.id));
  const outputs = still.cells.flatMap((cell) => (cell.cell_type === "code" ? cell.outputs : []));
  assert.deepEqual(
    outputs.map((output) => ("data" in output ? output.data["image/png"] : undefined)),
    [undefined, ...["figure-2", "figure-s1", "figure-1"].map((id) => Buffer.from(id).toString("base64"))],
  );
  assert.equal(notebookExhibits([{ name: "x", notebook: still }]).length, 4);
});
