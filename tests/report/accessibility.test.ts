import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { withBrowser } from "../../src/browser";
import { drawFigures } from "../../src/figure/drawFigures";
import { bibliography } from "../../src/paper/reportOutline";
import { notebookFigures, reportHtml } from "../../src/report";
import { axe, READINGS } from "./axe";
import { notebooks, unlabelled } from "./fixtures";

const folder = mkdtempSync(join(tmpdir(), "accessible-"));
const path = join(folder, "index.html");
const file = pathToFileURL(path).href;

before(async () => {
  const { html } = reportHtml({
    notebooks,
    outDir: folder,
    title: "Link workers",
    facts: [{ name: "Seed", value: "1" }],
    label: "SYNTHETIC",
    frontMatter: [
      { kind: "markdown", text: "# Summary\n\nSee [Table S.7](#table-s7) and what others found [@wilding2025]." },
      { kind: "exhibit", exhibit: unlabelled },
    ],
    parts: [
      ...notebooks.map((notebook) => ({ blocks: [{ kind: "notebook" as const, notebook }] })),
      { title: "References", blocks: [{ kind: "references" }] },
    ],
    bibliography: bibliography(),
    drawn: await drawFigures(notebookFigures(notebooks), join(folder, "figures")),
  });
  writeFileSync(path, html);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("axe finds nothing against WCAG 2.1 AA or its best practices, in light and dark, on desktop and phone", async () => {
  await withBrowser(async (session) => {
    for (const reading of READINGS) {
      const { violations, passes } = await axe(session, file, reading);
      assert.deepEqual(violations, [], reading.name);
      assert.ok(passes > 30, `${passes} rules held`);
    }
  });
});

test("axe does find a missing text alternative and too pale a text", async () => {
  const bad = join(folder, "bad.html");
  writeFileSync(
    bad,
    '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1><img src="data:,"><p style="color:#ccc">pale</p></main></html>',
  );
  await withBrowser(async (session) => {
    const { violations } = await axe(session, pathToFileURL(bad).href, READINGS[0]);
    assert.deepEqual(
      violations.map((line) => line.split(":")[0]),
      ["color-contrast", "image-alt"],
    );
  });
});

test("the keyboard reaches the skip link first, then every link, folded part and scrolling table, each with an outline", async () => {
  await withBrowser(async (session) => {
    const page = await session.newPage({ file });
    await page.goto(file);
    const seen: { tag: string; text: string; outline: number }[] = [];
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      seen.push(
        await page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          const style = getComputedStyle(element);
          const outline = style.outlineStyle === "none" ? 0 : Number.parseFloat(style.outlineWidth);
          return { tag: element.tagName, text: element.innerText.slice(0, 20), outline };
        }),
      );
    }
    const reached = seen.filter(({ tag }) => tag !== "BODY");
    assert.equal(reached[0].text, "Skip to the text");
    assert.deepEqual(
      reached.filter(({ outline }) => outline < 2),
      [],
    );
    for (const tag of ["A", "SUMMARY", "DIV"])
      assert.ok(
        reached.some((one) => one.tag === tag),
        tag,
      );
  });
});
