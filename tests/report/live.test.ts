import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Page } from "puppeteer";
import { withBrowser } from "../../src/browser";
import { tableCsv } from "../../src/exhibit/tableCsv";
import { drawFigures } from "../../src/figure/drawFigures";
import { notebookFigures, reportHtml } from "../../src/report";
import { longTable, notebooks } from "./fixtures";

const folder = mkdtempSync(join(tmpdir(), "live-"));
const alone = join(folder, "alone", "report.html");
const saved = join(folder, "saved");
let html: string;

before(async () => {
  const drawn = await drawFigures(notebookFigures(notebooks), join(folder, "figures"));
  html = reportHtml({ notebooks, outDir: folder, title: "Live", label: "SYNTHETIC", frontMatter: [], drawn }).html;
  await import("node:fs/promises").then(({ mkdir }) => mkdir(join(folder, "alone")));
  writeFileSync(alone, html);
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** Opens the page, alone in its folder, and fails on any message of the browser. */
async function onPage(use: (page: Page) => Promise<void>): Promise<void> {
  await withBrowser(async (session) => {
    const file = pathToFileURL(alone).href;
    const page = await session.newPage({ file });
    const messages: string[] = [];
    page.on("console", (message) => messages.push(message.text()));
    page.on("pageerror", (error) => messages.push(String(error)));
    const client = await page.createCDPSession();
    await client.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: saved });
    await page.goto(file);
    await page.waitForSelector("#table-s7 .exhibit-links button");
    await use(page);
    assert.deepEqual(messages, []);
    await page.close();
  });
}

/** What the browser hands to other programs when the button is pressed by keyboard. */
async function copied(page: Page, anchor: string, name: string): Promise<Record<string, string>> {
  await page.evaluate(() => {
    const seen: Record<string, string> = {};
    Object.assign(globalThis, { copiedTexts: seen });
    addEventListener("copy", (event) => {
      for (const type of event.clipboardData?.types ?? []) seen[type] = event.clipboardData?.getData(type) ?? "";
    });
  });
  await page.evaluate(
    (id, text) => {
      const buttons = [...document.querySelectorAll<HTMLElement>(`#${id} .exhibit-links button`)];
      buttons.find((one) => one.textContent === text)?.focus();
    },
    anchor,
    name,
  );
  await page.keyboard.press("Enter");
  assert.equal(await page.$eval(`#${anchor} .tool-status`, (status) => status.textContent), "Copied");
  return page.evaluate(() => (globalThis as unknown as { copiedTexts: Record<string, string> }).copiedTexts);
}

test("searching by keyboard finds sections and exhibits, arrow keys choose, Enter goes there, Escape clears", async () => {
  await onPage(async (page) => {
    await page.keyboard.press("/");
    await page.keyboard.type("repeated fact");
    await page.waitForSelector(".search li");
    assert.match(await page.$eval(".search li", (one) => one.textContent ?? ""), /^Table S\.7\. All effectsTable\. /);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => location.hash), "#table-s7");
    await page.focus("#search-words");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelectorAll(".search li").length === 0);
    await page.keyboard.type("surveys");
    await page.waitForSelector(".search li");
    assert.equal(await page.$eval(".search li a", (one) => one.textContent), "The survey");
    assert.match(await page.$eval(".search [role=status]", (one) => one.textContent ?? ""), /^\d+ places? found$/);
  });
});

test("a table is copied as a table for Word, as CSV and as LaTeX, by keyboard, from a file that lies alone", async () => {
  await onPage(async (page) => {
    const word = await copied(page, "table-s7", "Copy for Word");
    assert.match(
      word["text/html"],
      /^<p style="[^"]*">Table S\.7\. All effects ?SYNTHETIC DATA<\/p><table [^>]*border-collapse/,
    );
    assert.match(word["text/html"], /<td style="text-align: ?right[^"]*">1\.00<\/td>/);
    assert.ok(!word["text/html"].includes("<a "));
    assert.match(word["text/plain"], /^Table S\.7\..*\nLevel\tRepeated head\nFactor 1\nLevel 1\t1\.00\n/);
    assert.equal((await copied(page, "table-s7", "Copy CSV"))["text/plain"], tableCsv(longTable));
    assert.match((await copied(page, "table-s7", "Copy LaTeX"))["text/plain"], /\\begin\{longtable\}/);
  });
});

test("files are saved out of the page itself: CSV, LaTeX, SVG with its fonts, PNG at three pixels to one", async () => {
  await onPage(async (page) => {
    const save = async (anchor: string, format: string, name: string) => {
      await page.evaluate(
        (id, text) => {
          const links = [...document.querySelectorAll<HTMLElement>(`#${id} a[download]`)];
          links.find((one) => one.textContent === text)?.click();
        },
        anchor,
        format,
      );
      const path = join(saved, name);
      for (let tries = 0; tries < 100 && !existsSync(path); tries++) await new Promise((go) => setTimeout(go, 50));
      assert.ok(
        existsSync(path),
        `${name} is not among ${existsSync(saved) ? readdirSync(saved).join(", ") : "nothing"}`,
      );
      return readFileSync(path);
    };
    assert.equal(String(await save("table-s7", "CSV", "table-s7.csv")), tableCsv(longTable));
    assert.match(String(await save("table-s7", "LaTeX", "table-s7.tex")), /\\endhead/);
    const svg = String(await save("figure-2", "SVG", "figure-2.svg"));
    assert.match(svg, /^<\?xml[^>]*>\n<svg [^>]*width="\d+"/);
    assert.ok(svg.includes("@font-face") && !svg.includes("var(--"));
    const png = await save("figure-2", "PNG", "figure-2.png");
    const width = Number(/<svg [^>]*\bwidth="(\d+)"/.exec(svg)?.[1]);
    assert.deepEqual([png.toString("latin1", 1, 4), png.readUInt32BE(16)], ["PNG", 3 * width]);
  });
});

test("a figure is still until asked, then drawn with the library out of the page, and still again", async () => {
  await onPage(async (page) => {
    const press = () =>
      page.evaluate(() => {
        const buttons = [...document.querySelectorAll<HTMLElement>("#figure-1 .exhibit-links button")];
        buttons[0].click();
      });
    assert.equal(await page.evaluate(() => "Plotly" in globalThis), false);
    await press();
    await page.waitForSelector("#figure-1 .live-plot .plotly", { timeout: 20_000 });
    await page.waitForFunction(
      () => document.querySelector("#figure-1 .exhibit-links button")?.textContent === "Still picture",
    );
    assert.equal(await page.$eval("#figure-1 svg[role=img]", (one) => getComputedStyle(one).display), "none");
    await press();
    await page.waitForFunction(() => document.querySelector("#figure-1 .live-plot") === null);
  });
});

test("the policy allows the page's own script and no other, and no event handlers in the markup", async () => {
  const bad = html.replace(
    "</main>",
    '<p id="x" onclick="document.title=1">x</p><script>document.title = "run"</script></main>',
  );
  const path = join(folder, "alone", "bad.html");
  writeFileSync(path, bad);
  await withBrowser(async (session) => {
    const page = await session.newPage({ file: pathToFileURL(path).href });
    await page.goto(pathToFileURL(path).href);
    await page.click("#x");
    assert.equal(await page.title(), "Live");
    await page.close();
  });
  assert.ok(!/<[^>]+\son\w+=/.test(html.slice(html.indexOf("<body"), html.indexOf('<script type="application/gzip"'))));
});
