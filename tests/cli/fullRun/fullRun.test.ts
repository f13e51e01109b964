import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { withBrowser } from "../../../src/browser";
import { betweenMarkers } from "../../../src/docs/betweenMarkers";
import { readNotebook } from "../../../src/notebook";
import { published } from "../../../src/published/published";
import type { StoredResult } from "../../../src/results/collectResults";
import { plantedTruth } from "../../../src/twin";
import { packageRoot } from "../../../src/util/packageRoot";
import { axe, READINGS } from "../../report/axe";
import { checkCrate } from "../../report/checkCrate";
import { htmlErrors } from "../../report/htmlErrors";
import { deadLinks } from "../../report/links";
import { cacheChecks } from "./cacheChecks";
import { command } from "./command";
import { reviewChecks } from "./reviewChecks";
import { verifyChecks } from "./verifyChecks";

/**
 * One run of the whole path at full size, raw files to report; the tests below, and those of the modules named last, look at what it
 * wrote. `verify` executes the notebooks; `report` then finds their outputs stored.
 */
const out = mkdtempSync(join(tmpdir(), "link-workers-report-"));
const verified = command("verify");
let run: ReturnType<typeof command>;
let results: readonly StoredResult[];
const value = (key: string) => results.find((one) => one.key === key)!.value;

before(() => {
  run = command("report", "--out", out, "--why");
  assert.equal(run.status, 0, run.stderr);
  results = JSON.parse(readFileSync(join(out, "results.json"), "utf8")).results;
});
after(() => rmSync(out, { recursive: true, force: true }));

test("link-workers report writes report, notebooks, figures and results, and prints what and how long", () => {
  const figures = ["figure-1", "figure-odds-ratios", "figure-s1"].flatMap((id) => [
    `${id}.csv`,
    `${id}.png`,
    `${id}.svg`,
  ]);
  for (const file of ["index.html", "report.pdf", "results.json", ...figures.map((name) => join("figures", name))]) {
    assert.ok(existsSync(join(out, file)), file);
  }
  assert.deepEqual(
    readdirSync(join(out, "notebooks")),
    readdirSync(join(packageRoot(), "notebooks")).filter((name) => name.endsWith(".ipynb")),
  );
  assert.match(verified.stderr, /01-survey\.ipynb: \d+\.\d s/);
  assert.match(run.stdout, /in all +\d+\.\d s +largest process \d+ MB/);
  assert.match(run.stdout, /Open .*index\.html in a browser/);
  assert.equal(run.stdout.includes("\u001b"), false, "plain where it is not a terminal");
});

test("the run wrote every exhibit that the README lists", () => {
  const list = betweenMarkers(readFileSync(join(packageRoot(), "README.md"), "utf8"), "exhibits");
  const files = [...list.matchAll(/`(?:report\/out\/)?((?:tables|figures)\/[^`]+)`/g)].map(([, file]) => file);
  assert.ok(files.length > 25, `${files.length} files`);
  for (const file of files) assert.ok(existsSync(join(out, file)), `${file}: run npx link-workers docs`);
});

test("every cell of every executed notebook has an execution count, no error, and no folder of the machine", () => {
  for (const name of readdirSync(join(out, "notebooks"))) {
    const cells = readNotebook(join(out, "notebooks", name)).cells;
    for (const cell of cells) {
      if (cell.cell_type !== "code") continue;
      assert.notEqual(cell.execution_count, null, `${name} ${cell.id}`);
      for (const output of cell.outputs) {
        assert.notEqual(output.output_type, "error");
        assert.equal(
          JSON.stringify(output).includes(packageRoot()),
          false,
          `${name} ${cell.id} names a folder of the machine`,
        );
      }
    }
  }
});

test("the twelve samples have exactly the published sizes", () => {
  for (const { id, n } of published.cells) assert.equal(value(`table3/${id}/n`), n.value, id);
});

test("sample means round to the published ones", () => {
  for (const { id, meanPct } of published.cells) {
    assert.ok(
      Math.abs(value(`table3/${id}/meanPct`) - meanPct.value) <= 0.05,
      `${id} ${value(`table3/${id}/meanPct`)}`,
    );
  }
});

test("planted effects are recovered: every 99.9% interval covers its effect, and together they are no further off than chance", () => {
  const z = published.cells.map(({ id, outcome }) => {
    return (value(`table3/${id}/logOr`) - plantedTruth.linkWorkers[outcome]) / value(`table3/${id}/se`);
  });
  assert.ok(Math.max(...z.map(Math.abs)) < 3.29, `z ${z.map((one) => one.toFixed(2)).join(" ")}`);
  const headline = Object.values(published.headline).map(
    (id) => z[published.cells.findIndex((cell) => cell.id === id)],
  );
  assert.ok(headline.reduce((sum, one) => sum + one * one, 0) < 20.5, "chi-squared with 5 df, p > 0.001");
});

test("Table 4 in the store is the paper's arithmetic on the stored effect", () => {
  for (const { id } of published.cells) {
    const average = value(`table4/${id}/averagePcn`);
    assert.ok(Math.abs(average - value(`table3/${id}/amePp`) * 500) <= 0.5, id);
    assert.equal(value(`table4/${id}/allPcns`), average * 1268);
  }
});

test("the report opens in a browser from its file alone, says SYNTHETIC, and shows Tables 1 to 4, the supplement and all figures", async () => {
  const file = pathToFileURL(join(out, "index.html")).href;
  await withBrowser(async (session) => {
    const page = await session.newPage({ file });
    const problems: string[] = [];
    page.on("console", (message) => problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(file);
    const wanted = [
      "1",
      "2",
      "3",
      "4",
      "a1",
      "a2",
      "s3",
      "s4",
      "s5",
      "s6",
      "s7-m1-good-gp",
      "s8",
      "s9",
      "s10",
      "s11",
      "box-1",
    ];
    const ids = [...wanted.map((name) => `table-${name}`), "figure-1", "figure-s1", "figure-s2", "figure-dose-support"];
    const seen = await page.evaluate(
      (named) => ({
        text: document.body.innerText,
        missing: named.filter((id) => document.getElementById(id) === null),
        unnamed: [...document.querySelectorAll("svg[role=img]")].filter(
          (svg) => !svg.getAttribute("aria-labelledby") && !svg.getAttribute("aria-label"),
        ).length,
        figures: document.querySelectorAll("figure svg").length,
      }),
      ids,
    );
    assert.deepEqual(problems, []);
    assert.match(seen.text, /SYNTHETIC DATA/);
    assert.deepEqual(seen.missing, []);
    assert.equal(seen.unnamed, 0);
    assert.ok(seen.figures >= 3);
  });
});

test("axe finds nothing against WCAG 2.1 AA in the whole report, on a light desktop and a dark phone", async () => {
  const file = pathToFileURL(join(out, "index.html")).href;
  await withBrowser(async (session) => {
    for (const reading of [READINGS[0], READINGS[3]]) {
      assert.deepEqual((await axe(session, file, reading)).violations, [], reading.name);
    }
  });
});

test("every link of the report leads to an anchor or a file of the run", () => {
  const { checked, dead } = deadLinks(join(out, "index.html"));
  assert.ok(checked > 100, `${checked} links`);
  assert.deepEqual(dead, []);
});

test("the report and the page of code are valid HTML", async () => {
  for (const name of ["index.html", "code.html"])
    assert.deepEqual(await htmlErrors(readFileSync(join(out, name), "utf8")), [], name);
});

test("the folder describes itself: every file of the run with its digest, as RO-Crate", () => {
  assert.deepEqual(checkCrate(out), []);
  const { "@graph": graph } = JSON.parse(readFileSync(join(out, "ro-crate-metadata.json"), "utf8"));
  const listed = graph.flatMap((entity: Record<string, string>) => (entity["@type"] === "File" ? [entity.name] : []));
  for (const name of ["index.html", "report.pdf", "results.json", "notebooks/01-survey.ipynb", "figures/figure-1.svg"])
    assert.ok(listed.includes(name), name);
});

test("every table is there as CSV, Markdown and LaTeX, and the Word appendix beside the report", () => {
  const names = readdirSync(join(out, "tables"));
  const ids = new Set(names.map((name) => name.replace(/\.\w+$/, "")));
  assert.ok(ids.size > 15);
  assert.deepEqual([...ids].flatMap((id) => [`${id}.csv`, `${id}.md`, `${id}.tex`]).sort(), [...names].sort());
  assert.match(run.stdout, /appendix\.docx/);
  assert.ok(statSync(join(out, "appendix.docx")).size > 50_000);
  assert.ok(statSync(join(out, "index.html")).size < 5e6);
});

test("results.json names no folder of the machine", () => {
  const text = readFileSync(join(out, "results.json"), "utf8");
  assert.equal(text.includes(packageRoot()) || text.includes(tmpdir()), false);
});

test("verify-published judges the run: every printed value is reproduced; exit 8 names the one that is not", () => {
  const { status, stdout } = command("verify-published", out);
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^ +\d+ {2}within sampling error$/m);
  const run = JSON.parse(readFileSync(join(out, "results.json"), "utf8"));
  const changed = run.results.map((one: StoredResult) =>
    one.key === "table3/M1.good_gp/n" ? { ...one, value: one.value + 1 } : one,
  );
  const file = join(out, "changed.json");
  writeFileSync(file, JSON.stringify({ ...run, results: changed }));
  const judged = command("verify-published", file);
  assert.equal(judged.status, 8);
  assert.match(judged.stdout, /4,176,144/, "the published size is shown as different");
  assert.equal(/\bmeanPct\b/.test(judged.stdout), false, "no mean differs");
});

test("diff of a run with itself finds nothing; a folder without a run is named", () => {
  assert.match(command("diff", out, out).stdout, /^0 results changed, 0 added, 0 removed; 0 sentences changed/);
  const missing = command("diff", out, join(out, "nothing"));
  assert.equal(missing.status, 4);
  assert.match(missing.stderr, /no such results file/);
});

verifyChecks(() => verified);
cacheChecks(out, () => run);
reviewChecks(out);
