import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type DrawnFigure, drawFigures } from "../../src/figure/drawFigures";
import { box, forest, line } from "./fixtures";

const folder = mkdtempSync(join(tmpdir(), "figures-"));
let first: Map<string, DrawnFigure>;
let second: Map<string, DrawnFigure>;

before(async () => {
  first = await drawFigures([line, forest, box, line], join(folder, "a"));
  second = await drawFigures([box, forest, line], join(folder, "b"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("drawFigures gives the same bytes in another run and another order", () => {
  for (const [id, drawn] of first) {
    for (const kind of ["svg", "png", "csv"] as const) {
      const [a, b] = [drawn.files[kind], second.get(id)!.files[kind]].map((path) => readFileSync(path));
      assert.ok(a.equals(b), `${id}.${kind} differs`);
    }
  }
  assert.equal(first.size, 3);
});

test("drawFigures writes pictures of three pixels per CSS pixel", () => {
  const png = readFileSync(first.get("figure-1")!.files.png);
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [line.width * 3, line.height * 3]);
});

test("drawn SVG files hold their fonts, text alternative and the mark of simulated data", () => {
  const svg = readFileSync(first.get("figure-1")!.files.svg, "utf8");
  assert.match(svg, /@font-face\{font-family:"Source Sans 3"/);
  assert.match(svg, /<desc id="figure-1-svg-desc">Line chart with 2 lines/);
  assert.match(svg, /SYNTHETIC DATA/);
  assert.doesNotMatch(svg, /(?:href|src|url)[=(]["']?https?:/);
});

test("drawn figures share no ids, so that they can stand in one page", () => {
  const ids = [...first.values()].map(
    ({ svg }) => new Set([...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])),
  );
  assert.ok(ids.every((set) => set.size > 0));
  const all = ids.flatMap((set) => [...set]);
  assert.equal(new Set(all).size, all.length);
});

test("the CSV beside a figure starts with its column names", () => {
  const csv = readFileSync(first.get("figure-1")!.files.csv, "utf8");
  assert.ok(csv.startsWith("Survey year,series,Positive (%)\r\n2018,Confidence,84.5\r\n"));
});
