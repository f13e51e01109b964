import { readFileSync } from "node:fs";
import type { Page } from "puppeteer";
import type { BrowserSession } from "../../src/browser";

/** A way of reading the page. */
export interface Reading {
  readonly name: string;
  readonly width: number;
  readonly scheme: "light" | "dark";
}

export const READINGS: readonly Reading[] = [
  { name: "desktop, light", width: 1280, scheme: "light" },
  { name: "desktop, dark", width: 1280, scheme: "dark" },
  { name: "phone, light", width: 360, scheme: "light" },
  { name: "phone, dark", width: 360, scheme: "dark" },
];

interface AxeResult {
  violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
  passes: unknown[];
}

/** What axe-core finds against WCAG 2.1 A and AA and its best practices, one line a rule with the first places; and how many rules held. */
export async function axe(
  session: BrowserSession,
  file: string,
  { width, scheme }: Reading,
): Promise<{ violations: string[]; passes: number }> {
  const page = await session.newPage({ file });
  await page.setViewport({ width, height: 800 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(file);
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  const result = await runAxe(page);
  await page.close();
  return {
    passes: result.passes.length,
    violations: result.violations.map(({ id, help, nodes }) => {
      const places = nodes.slice(0, 3).map((node) => `${String(node.target)} (${node.failureSummary})`);
      return `${id}: ${help}; ${nodes.length} at ${places.join(" | ")}`;
    }),
  };
}

/** Evaluated rather than added as a script: the report's policy allows none. */
async function runAxe(page: Page): Promise<AxeResult> {
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  return page.evaluate(() => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(scope: Document, options: object): Promise<AxeResult> };
    };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
    return checker.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  });
}
