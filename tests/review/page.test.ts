import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer";
import { withBrowser } from "../../src/browser";
import { type Notebook, readNotebook } from "../../src/notebook";
import type { Review } from "../../src/review";
import { temporaryFolder } from "../notebook/temporaryFolder";
import { SOURCES, tinyReview } from "./tinyReview";

const folder = temporaryFolder();
const original = () => readFileSync(join(folder, "out", "notebooks", "01-tiny.ipynb"), "utf8");

/** What was seen of the page, step by step. */
interface Seen {
  before: string;
  found: string[];
  copied: string;
  first: CellSeen[];
  edited: CellSeen[];
  bar: string;
  dialog: string;
  plots: number;
  html: { bold: string; title: string; scripts: number; visible: boolean };
  error: CellSeen;
  cut: CellSeen;
  copy: Notebook;
  savedTwice: boolean;
  reset: CellSeen[];
  messages: string[];
}
interface CellSeen {
  readonly state: string;
  readonly outputs: string;
  readonly diff: string;
  readonly moved: string;
}
let review: Review;
let seen: Seen;
let file: string;

before(async () => {
  review = await tinyReview(folder);
  file = original();
  seen = await withBrowser(async (session) => {
    const page = await session.newPage({ origin: `http://127.0.0.1:${review.port}` });
    return use(page);
  });
});
after(async () => {
  await review.close();
});

async function use(page: Page): Promise<Seen> {
  const messages: string[] = [];
  page.on("console", (message) => message.type() !== "debug" && messages.push(message.text()));
  page.on("pageerror", (error) => messages.push(String(error)));
  await page.goto(review.pageUrl);
  await page.waitForSelector("html[data-review=ready]");
  const before = await page.$eval("section.notebook", (section) => (section as HTMLElement).innerText);
  const [found, copied] = [await search(page, "beside cells"), await copyTable(page)];
  await press(page, 2, "Run");
  await done(page, 2);
  const first = await cells(page);

  await press(page, 1, "Edit");
  await page.$eval(".review-cell textarea", (editor) => {
    editor.value = editor.value.replace("a = 1.5", "a = 2.25");
    editor.dispatchEvent(new Event("input"));
  });
  await page.keyboard.down("Shift");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Shift");
  await done(page, 1);
  await press(page, 2, "Run");
  await done(page, 2);
  const edited = await cells(page);
  const bar = await page.$eval(".review-bar", (element) => (element as HTMLElement).innerText);
  await page.click(".review-bar button");
  const dialog = await page.$eval("dialog[open]", (element) => (element as HTMLElement).innerText);
  await page.keyboard.press("Escape");

  await press(page, 4, "Run");
  await done(page, 4);
  const plots = await page.$$eval(".review-plot .point", (points) => points.length);
  const html = await page.$eval(".review-cell b", (bold) => ({
    bold: bold.outerHTML,
    title: document.title,
    scripts: document.querySelectorAll("main script").length,
    visible: document.body.offsetHeight > 0,
  }));
  await press(page, 5, "Run");
  await done(page, 5);
  const error = (await cells(page))[4];

  const save = () => pressNotebook(page, "Save a copy", /saved as/);
  await save();
  await pressNotebook(page, "Save a copy", /tiny-2/);
  const copy = readNotebook(join(folder, "review", "01-tiny-1.ipynb"));
  const savedTwice = existsSync(join(folder, "review", "01-tiny-2.ipynb"));

  await press(page, 5, "Edit");
  await page.$$eval(".review-cell textarea", (editors) => {
    editors[4].value = "while (true) {}";
    editors[4].dispatchEvent(new Event("input"));
  });
  await press(page, 5, "Run");
  await page.waitForFunction(() =>
    /running/.test(document.querySelectorAll(".review-cell .review-state")[4].textContent ?? ""),
  );
  await new Promise((resolve) => setTimeout(resolve, 500));
  await pressNotebook(page, "Interrupt", /idle/);
  await done(page, 5);
  const cut = (await cells(page))[4];

  for (const n of [1, 2, 3, 4, 5]) await press(page, n, "Reset");
  const reset = await cells(page);
  return {
    before,
    found,
    copied,
    first,
    edited,
    bar,
    dialog,
    plots,
    html,
    error,
    cut,
    copy,
    savedTwice,
    reset,
    messages,
  };
}

async function search(page: Page, words: string): Promise<string[]> {
  await page.keyboard.press("/");
  await page.keyboard.type(words);
  await page.waitForSelector(".search li a");
  const found = await page.$$eval(".search li a", (links) => links.map((link) => link.getAttribute("href") ?? ""));
  await page.keyboard.press("Escape");
  return found;
}

/** What the browser hands to other programs when the table's button is pressed. */
function copyTable(page: Page): Promise<string> {
  return page.$$eval("#table-tiny .exhibit-links button", (buttons) => {
    let copied = "";
    addEventListener("copy", (event) => {
      copied = event.clipboardData?.getData("text/plain") ?? "";
    });
    buttons.find((button) => button.textContent === "Copy CSV")?.click();
    return copied;
  });
}

async function press(page: Page, cell: number, name: string): Promise<void> {
  await page.evaluate(
    (at, text) => {
      const buttons = document.querySelectorAll(".review-cell")[at].querySelectorAll("button");
      [...buttons].find((button) => button.textContent === text)!.click();
    },
    cell - 1,
    name,
  );
}

async function pressNotebook(page: Page, name: string, until: RegExp): Promise<void> {
  await page.$$eval(
    ".review-notebook button",
    (buttons, text) => buttons.find((button) => button.textContent === text)!.click(),
    name,
  );
  await page.waitForFunction(
    (pattern) => new RegExp(pattern).test(document.querySelector(".review-notebook .review-state")?.textContent ?? ""),
    {},
    until.source,
  );
}

async function done(page: Page, cell: number): Promise<void> {
  await page.waitForFunction(
    (at) =>
      /ran in|failed|not run|restarted/.test(
        document.querySelectorAll(".review-cell .review-state")[at].textContent ?? "",
      ) && document.querySelector(".review-cell button:disabled") === null,
    { timeout: 60_000 },
    cell - 1,
  );
}

function cells(page: Page): Promise<CellSeen[]> {
  return page.$$eval(".review-cell", (all) =>
    all.map((cell) => {
      const text = (selector: string) => [...cell.querySelectorAll(selector)].map((e) => e.textContent ?? "").join("");
      return {
        state: text(".review-state"),
        outputs: text(".review-outputs"),
        diff: text(".review-removed, .review-added"),
        moved: text(".review-moved"),
      };
    }),
  );
}

test("the served page searches and copies as the report does, with scripts from this server alone", () => {
  assert.deepEqual(seen.found, ["#table-tiny"]);
  assert.match(seen.copied, /^Word\r?\nquoted/);
});

test("a cell runs in place after those above it, and an unchanged one moves no published number", () => {
  assert.match(seen.before, /a is 1\.5/);
  assert.match(seen.first[0].outputs, /a is 1\.5/);
  assert.match(seen.first[1].state, /ran in/);
  assert.deepEqual([seen.first[1].diff, seen.first[1].moved], ["", ""]);
});

test("an edited cell shows its new output, the changed lines, and the published number that moved", () => {
  assert.match(seen.edited[0].outputs, /a is 2\.25/);
  assert.match(seen.edited[0].diff, /removed: const a = 1\.5;\n.*added: const a = 2\.25;\n/);
  assert.match(seen.edited[1].moved, /1 published number moved.*demo\/double3\.04\.5/);
  assert.ok(!seen.edited[1].moved.includes("demo/fixed"));
  assert.match(seen.bar, /1 cell edited, 1 published number moved/);
  assert.match(seen.dialog, /01-tiny, cell 1[\s\S]*const a = 2\.25;[\s\S]*demo\/double\s+3\.0\s+4\.5/);
});

test("figures are drawn in the page", () => assert.equal(seen.plots, 2));

test("HTML of an output shows without its scripts, handlers and page-wide styles", () => {
  assert.deepEqual(seen.html, { bold: "<b>bold</b>", title: "Tiny", scripts: 0, visible: true });
});

test("an error tells its line and shows it", () => {
  assert.match(seen.error.outputs, /RangeError in line 2: on the second line2 \| throw new RangeError/);
});

test("an endless cell can be interrupted", () => assert.match(seen.cut.outputs, /Interrupted/));

test("a copy holds the edited code and live outputs, a second one gets its own name, the original keeps its bytes", () => {
  const [, first, second] = seen.copy.cells;
  assert.match(first.source, /const a = 2\.25;/);
  assert.equal(
    first.cell_type === "code" && first.outputs[0].output_type === "stream" && first.outputs[0].text,
    "a is 2.25\n",
  );
  assert.equal(second.source, SOURCES[1]);
  assert.ok(seen.savedTwice);
  assert.equal(original(), file);
});

test("reset brings the report's own outputs back", () => {
  for (const cell of seen.reset) assert.deepEqual(cell, { state: "", outputs: "", diff: "", moved: "" });
});

test("the page's policy stops the hostile output's picture and its two handlers, and nothing of the review itself", () => {
  const stopped = {
    picture: /load(?:ing)? the image 'x:'.*Content Security Policy|net::ERR\w* ?x:/is,
    handler: /execut(?:e|ing) inline event handler.*Content Security Policy/is,
  };
  const kinds = seen.messages.map(
    (message) => Object.entries(stopped).find(([, pattern]) => pattern.test(message))?.[0] ?? message,
  );
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  assert.deepEqual([...new Set(kinds)].sort(), ["handler", "picture"], seen.messages.join("\n"));
  // Browsers differ in whether each handler is reported, and whether the refused picture is a failed request too.
  assert.ok(count("handler") <= 2 && count("picture") <= 2, seen.messages.join("\n"));
});
