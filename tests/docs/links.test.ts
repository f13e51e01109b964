import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { betweenMarkers } from "../../src/docs/betweenMarkers";
import { packageRoot } from "../../src/util/packageRoot";
import { linksOf, pages } from "./pages";

const root = packageRoot();

test("every relative link and picture of every page leads to a file, and to a heading of it", () => {
  let checked = 0;
  for (const page of pages()) {
    for (const target of linksOf(page)) {
      const [path, fragment] = target.split("#");
      const file = join(root, dirname(page.path), path);
      assert.ok(existsSync(file), `${page.path}: ${target}`);
      if (fragment) assert.ok(anchors(readFileSync(file, "utf8")).includes(fragment), `${page.path}: ${target}`);
      checked++;
    }
  }
  assert.ok(checked > 60, `${checked} links`);
});

test("every page below docs is linked from the README, itself or by its folder", () => {
  const readme = pages().find(({ path }) => path === "README.md") as { path: string; text: string };
  const linked = linksOf(readme);
  for (const { path } of pages()) {
    if (path.startsWith("docs"))
      assert.ok(
        linked.some((one) => [path, dirname(path)].includes(join(one))),
        `the README does not link ${path}`,
      );
  }
});

test("the README lists every notebook, and its list of exhibits names notebooks that exist", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const notebooks = readdirSync(join(root, "notebooks")).filter((name) => name.endsWith(".ipynb"));
  for (const name of notebooks) assert.ok(readme.includes(`notebooks/${name}`), `the README does not list ${name}`);
  const listed = new Set(
    [...betweenMarkers(readme, "exhibits").matchAll(/\(notebooks\/([^)]+)\)/g)].map(([, name]) => name),
  );
  assert.deepEqual([...listed].sort(), notebooks.sort(), "run `npm run report` and `npx link-workers docs`");
});

test("the picture of the report is under 200 kB", () => {
  assert.ok(statSync(join(root, "docs", "images", "report.png")).size < 200_000);
});

/** Anchors as code-hosting sites make them from headings. */
const anchors = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, "")
      .trim()
      .replace(/\s/g, "-"),
  );
