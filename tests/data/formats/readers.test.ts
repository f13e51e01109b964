import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { isTabular, openTabular, readDtaHeader, readSavHeader, type TabularVariable } from "../../../src/data/formats";
import { testFolder } from "../tinyStudy";
import { type Cells, fixture, printed, readAll } from "./fixture";

/** Files by what R haven prints of them; the compressions and releases of one source are printed once. */
const PRINTED: readonly (readonly [string, string])[] = [
  ["haven_byte.sav", "haven_byte.sav"],
  ["haven_none.sav", "haven_byte.sav"],
  ["haven_zsav.zsav", "haven_byte.sav"],
  ["pspp_bytes.sav", "pspp_bytes.sav"],
  ["pspp_plain.sav", "pspp_plain.sav"],
  ["pspp_zlib.zsav", "pspp_zlib.zsav"],
  ["pspp_1252.sav", "pspp_1252.sav"],
  ["haven_117.dta", "haven_117.dta"],
  ["haven_118.dta", "haven_118.dta"],
  ["haven_119.dta", "haven_118.dta"],
];

const text = (cell: number | string): string =>
  typeof cell === "string" ? cell : Number.isNaN(cell) ? "" : String(cell);

for (const [file, source] of PRINTED) {
  test(`${file}: every cell is what R reads`, async () => {
    const expected = printed(`${source}.values.csv`);
    const { rows, header, cells } = await readAll(fixture(file));
    assert.equal(rows, expected.length);
    assert.deepEqual(Object.keys(cells), Object.keys(expected[0]));
    for (const { name, type } of header.variables) {
      const wanted = expected.map((row) =>
        type.kind === "number" && row[name] !== "" ? String(Number(row[name])) : row[name],
      );
      assert.deepEqual(cells[name].map(text), wanted, name);
    }
  });

  test(`${file}: labels, value labels and user-missing values are what R reads`, async () => {
    const { header } = await openTabular(fixture(file));
    assert.deepEqual(header.variables.map(described), printed(`${source}.variables.csv`).map(sorted));
  });
}

const described = ({ name, label, valueLabels, missing }: TabularVariable) =>
  sorted({
    name,
    label,
    labels: valueLabels.map((one) => `${one.value}=${one.label}`).join(";"),
    missing: missing.values.join(";"),
    range: missing.range?.map((end) => (Math.abs(end) === Infinity ? (end < 0 ? "-Inf" : "Inf") : end)).join(";") ?? "",
  });

/** The same with the lists in one order. */
const sorted = ({ name, label, labels, missing, range }: Readonly<Record<string, string>>) => ({
  name,
  label,
  labels: labels.split(";").sort().join(";"),
  missing: missing.split(";").sort().join(";"),
  range,
});

for (const [name, source] of [
  ["117", "117"],
  ["117_big", "117"],
  ["118_big", "118_big"],
  ["119", "118_big"],
  ["119_big", "118_big"],
]) {
  test(`pandas_${name}.dta: numbers of every width and texts are what pandas reads`, async () => {
    const { cells, header } = await readAll(fixture(`pandas_${name}.dta`));
    const expected = printed(`pandas_${source}.dta.values.csv`);
    assert.equal(header.release, name.slice(0, 3));
    for (const { name: column, type } of header.variables) {
      const wanted = expected.map((row) =>
        type.kind === "string" ? row[column] : row[column] === "" ? Number.NaN : Number(row[column]),
      );
      assert.deepEqual(cells[column], wanted, column);
    }
    const answer = header.variables.find((one) => one.name === "answer");
    assert.equal(answer?.label, "Any support?");
    const labels = answer.valueLabels.map(({ label }) => label.replace("\u2019", "'"));
    assert.deepEqual(labels, ["don't know", "no", "yes"]);
  });
}

test("a Stata file of more rows than a batch gives every row once", async () => {
  const { cells } = await readAll(fixture("pandas_9001_rows.dta"));
  assert.deepEqual(cells, {
    code: Array.from({ length: 9001 }, (_, k) => (k % 19) - 5),
    row: Array.from({ length: 9001 }, (_, k) => k),
  });
});

test("a file of PSPP has the values that PSPP prints, dates included", async () => {
  const { cells, header } = await readAll(fixture("pspp_bytes.sav"));
  const rows = printed("pspp_plain.printed.csv");
  const date = (seconds: number) =>
    new Date((seconds - 12219379200) * 1000).toISOString().replace(/^(\d+)-(\d+)-(\d+).*/, "$2/$3/$1");
  for (const { name, format } of header.variables) {
    const values = cells[name].map((cell) =>
      format === "ADATE10" && !Number.isNaN(cell) ? date(cell as number) : text(cell),
    );
    assert.deepEqual(
      values,
      rows.map((row) => row[name].trimEnd()),
      name,
    );
  }
});

test("files without rows are read as such", async () => {
  for (const name of [
    "haven_norows.sav",
    "haven_norows.zsav",
    "pspp_norows.sav",
    "pspp_norows.zsav",
    "haven_norows.dta",
  ]) {
    const { rows, header, cells } = await readAll(fixture(name));
    assert.equal(rows, 0, name);
    assert.equal(header.rows, 0, name);
    assert.ok(Object.keys(cells).length >= 8, name);
  }
});

test("many columns are each read from their own place", async () => {
  for (const [name, count] of [
    ["haven_wide.sav", 200],
    ["haven_wide.dta", 40],
  ] as const) {
    const { cells } = await readAll(fixture(name));
    const expected: Cells = Object.fromEntries(
      Array.from({ length: count }, (_, j) => [
        `Q${j + 1}_value`,
        Array.from({ length: 5 }, (_, i) => (j === 6 && i === 1 ? 2.5 : ((5 * j + i + 1) % 13) - 5)),
      ]),
    );
    assert.deepEqual(cells, expected, name);
  }
});

test("columns come in the order asked for, and only those", async () => {
  const names = ["wt_new", "Practice_Code", "Q28"];
  for (const name of ["haven_byte.sav", "haven_none.sav", "haven_zsav.zsav", "haven_118.dta"]) {
    const all = await readAll(fixture(name));
    const file = await openTabular(fixture(name));
    await file.stream(names, ({ columns, rows, first }) => {
      assert.equal(first, 0);
      assert.equal(rows, 24);
      assert.deepEqual(
        columns.map((cells) => [...cells]),
        names.map((one) => all.cells[one]),
        name,
      );
    });
  }
});

test("headers state format, compression, encoding, rows and display formats", async () => {
  const cases = [
    ["haven_byte.sav", "sav", "bytes", "utf-8", 24],
    ["haven_none.sav", "sav", "none", "utf-8", 24],
    ["haven_zsav.zsav", "zsav", "zlib", "utf-8", 24],
    ["pspp_1252.sav", "sav", "bytes", "windows-1252", 3],
    ["haven_117.dta", "dta", "none", "windows-1252", 24],
    ["haven_119.dta", "dta", "none", "utf-8", 24],
  ] as const;
  for (const [name, ...expected] of cases) {
    const header = await (name.endsWith("dta") ? readDtaHeader : readSavHeader)(fixture(name));
    assert.deepEqual([header.format, header.compression, header.encoding.toLowerCase(), header.rows], expected, name);
  }
  const formats = async (name: string) =>
    (await openTabular(fixture(name))).header.variables.map(({ format }) => format);
  assert.deepEqual((await formats("pspp_bytes.sav")).slice(0, 7), ["F8", "A8", "F2", "F13.6", "F2", "A24", "ADATE10"]);
  assert.deepEqual(
    (await formats("haven_118.dta")).filter((format) => /%t/.test(format)),
    ["%td", "%tc"],
  );
});

test("a file is known by its content, whatever its name", async () => {
  const path = join(testFolder(), "survey.csv");
  for (const name of ["haven_zsav.zsav", "haven_118.dta"]) {
    copyFileSync(fixture(name), path);
    assert.equal(await isTabular(path), true);
    assert.equal((await readAll(path)).rows, 24);
  }
  writeFileSync(path, "a,b\n1,2\n");
  assert.equal(await isTabular(path), false);
});

test("texts of an older Stata file are read as Windows-1252, or as the encoding stated by the user", async () => {
  const bytes = Buffer.from(readFileSync(fixture("haven_117.dta")));
  for (let at = bytes.indexOf("Smith"); at >= 0; at = bytes.indexOf("Smith", at + 1)) bytes.set([0x93, 0xe9], at);
  const path = join(testFolder(), "old.dta");
  writeFileSync(path, bytes);
  assert.ok((await readAll(path)).cells.surname.includes("“éith"));
  assert.ok((await readAll(path, { encoding: "windows-1251" })).cells.surname.includes("“йith"));
  await assert.rejects(readAll(path, { encoding: "utf-8" }), { rule: "encoding-known" });
});
