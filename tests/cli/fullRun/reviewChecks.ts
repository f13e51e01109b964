import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { ElementHandle, Page } from "puppeteer";
import { withBrowser } from "../../../src/browser";
import { readNotebook } from "../../../src/notebook";
import { studyEnvironment } from "../../../src/paper/studyFromEnvironment";
import { startReview } from "../../../src/review";
import { packageRoot } from "../../../src/util/packageRoot";

const NOTEBOOK = "04-table-3";

/** A reviewer's session with the finished report: Model 1 for a good experience loses its urban-rural term, and the odds ratio moves. */
export function reviewChecks(out: string): void {
  test("in the served report a reviewer drops a covariate of Table 3, runs the cell, and sees which published numbers moved", async () => {
    const saveDir = mkdtempSync(join(tmpdir(), "link-workers-review-"));
    const root = packageRoot();
    const review = await startReview({
      reportDir: out,
      figuresDir: join(out, "figures"),
      saveDir,
      cwd: join(root, "notebooks"),
      env: studyEnvironment(join(root, "study.yaml"), {}),
    });
    try {
      const seen = await withBrowser(async (session) => {
        const page = await session.newPage({ origin: `http://127.0.0.1:${review.port}` });
        await page.goto(review.pageUrl);
        await page.waitForSelector("html[data-review=ready]");
        return dropRurality(page);
      });
      assert.match(seen.diff, /removed: const specs = cellSpecs\(study\.study\);\n.*added: .*rurality/);
      assert.match(seen.fit, /Logistic regression of good_gp: 4,176,144 rows/);
      assert.doesNotMatch(seen.fit, /rurality/);
      const moved = new Map(seen.moved.map(([key, before, after]) => [key, [before, after]]));
      const [before, after] = moved.get("table3/M1.good_gp/logOr") ?? [];
      assert.equal(before, seen.published);
      assert.notEqual(after, before);
      assert.ok(!moved.has("table3/M1.good_gp/n"), "the sample is the same");
      const original = readNotebook(join(out, "notebooks", `${NOTEBOOK}.ipynb`));
      assert.doesNotMatch(JSON.stringify(original), /=== ."rurality."/);
      assert.match(readFileSync(join(saveDir, `${NOTEBOOK}-1.ipynb`), "utf8"), /rurality/);
    } finally {
      await review.close();
      rmSync(saveDir, { recursive: true, force: true });
    }
  });
}

/** Edits the cell that makes the specifications, runs to the cell that publishes, saves a copy. */
async function dropRurality(page: Page) {
  const place = await page.$$eval(
    ".review-notebook",
    (tools, name) => tools.findIndex((one) => one.textContent?.startsWith(name)),
    NOTEBOOK,
  );
  const section = (await page.$$("section.notebook:has(.review-notebook)"))[place];
  const cells = await section.$$(".review-cell");
  const holding = async (text: string) => {
    for (const cell of cells) if ((await cell.$eval("textarea", (one) => one.value)).includes(text)) return cell;
    throw new Error(`no cell with ${text}`);
  };
  const [specs, publishes] = [await holding("const specs ="), await holding("publish(records)")];
  await specs.$eval("textarea", (editor) => {
    editor.value = editor.value.replace(
      "const specs = cellSpecs(study.study);",
      'const specs = cellSpecs(study.study).map((cell) => ({ ...cell, spec: { ...cell.spec, terms: cell.spec.terms.filter((term) => !("name" in term && term.name === "rurality")) } }));',
    );
    editor.dispatchEvent(new Event("input"));
  });
  await publishes.$eval("button", (run) => (run as HTMLButtonElement).click());
  await textOf(publishes, ".review-state", /ran in|failed|not run/);
  await section.$$eval(".review-notebook button", (buttons) =>
    buttons.find((button) => button.textContent === "Save a copy")!.click(),
  );
  await textOf(section, ".review-notebook .review-state", /saved as/);
  const published = (await page.evaluate(async () => (await fetch("../../review/published")).json())) as Record<
    string,
    { text: string }
  >;
  return {
    diff: await specs.$$eval(".review-removed, .review-added", (lines) => lines.map((one) => one.textContent).join("")),
    fit: await specs.$eval(".review-outputs", (one) => one.textContent ?? ""),
    moved: await publishes.$$eval(".review-moved tbody tr", (rows) =>
      rows.map((row) => [...row.children].map((one) => one.textContent)),
    ),
    published: published["table3/M1.good_gp/logOr"].text,
  };
}

/** Waits until the text of an element below another is as wanted. */
async function textOf(above: ElementHandle, selector: string, wanted: RegExp): Promise<void> {
  const end = Date.now() + 240_000;
  for (;;) {
    const text = await above.$eval(selector, (one) => one.textContent ?? "");
    if (wanted.test(text)) return;
    assert.ok(Date.now() < end, `${selector}: ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
