import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openDuck } from "../../../src/data/duck";
import { openTabular, openTabularInput, surveyRowsFrom } from "../../../src/data/formats";
import { surveyDeclaration } from "../../../src/data/inputs/declarations";
import { loadTable } from "../../../src/data/inputs/loadTable";
import { type OpenedInput, openInput } from "../../../src/data/inputs/openInput";
import { splitFields } from "../../../src/data/inputs/readHeader";
import { surveyCsv, surveyHeader, surveyRows, testFolder } from "../tinyStudy";
import { fixture, readAll } from "./fixture";
import { type SavColumn, savBytes } from "./writeSav";

const folder = testFolder();

test("the CSV of an SPSS or Stata file holds its cells unchanged, missing ones empty", async () => {
  for (const name of ["haven_byte.sav", "haven_none.sav", "pspp_zlib.zsav", "haven_118.dta"]) {
    const target = join(folder, "rows.csv");
    const { cells, header } = await readAll(fixture(name));
    const names = header.variables.map((variable) => variable.name).reverse();
    const { rows, empty } = await surveyRowsFrom(await openTabular(fixture(name)), names, target);
    const [first, ...lines] = readFileSync(target, "utf8").trimEnd().split("\n").map(splitFields);
    assert.deepEqual(first, names);
    assert.equal(lines.length, rows);
    for (const [j, column] of names.entries()) {
      const texts = cells[column].map((cell) => (typeof cell === "number" && Number.isNaN(cell) ? "" : String(cell)));
      assert.deepEqual(
        lines.map((line) => line[j]),
        texts,
        `${name}: ${column}`,
      );
      assert.equal(empty.find((one) => one.column === column)?.rows ?? 0, texts.filter((text) => text === "").length);
    }
  }
});

test("texts with commas, quotes and line breaks, and rows of one empty cell, stay one record each", async () => {
  const path = join(folder, "quotes.sav");
  const target = join(folder, "quotes.csv");
  writeFileSync(path, savBytes({ A: { width: 20, texts: ["a,b", 'say "x"', "two\nlines", "=1+1", ""] } }));
  await surveyRowsFrom(await openTabular(path), ["A"], target);
  assert.equal(readFileSync(target, "utf8"), 'A\n"a,b"\n"say ""x"""\n"two\nlines"\n=1+1\n""\n');
});

test("a damaged file leaves no CSV behind, whole or in part", async () => {
  const path = join(folder, "cut.sav");
  const whole = savBytes({ A: Array.from({ length: 40_000 }, (_, i) => i) });
  writeFileSync(path, whole);
  const file = await openTabular(path);
  writeFileSync(path, whole.subarray(0, whole.length - 30_000));
  const out = join(testFolder(), "out");
  await assert.rejects(surveyRowsFrom(file, ["A"], join(out, "a.csv")), { name: "StudyError" });
  assert.deepEqual(existsSync(out) ? readdirSync(out) : [], []);
});

/** The survey of the tiny study as an SPSS file, with columns of no interest between. */
function tinySav(year: number): Buffer {
  const header = surveyHeader(year);
  const columns: Record<string, SavColumn> = {};
  for (const [j, name] of header.entries()) {
    const cells = surveyRows[year].map((row) => row[j]);
    columns[name] = /Code|LSOA/.test(name) ? { width: 12, texts: cells } : cells.map(Number);
    columns[`X${j}`] = cells.map((_, i) => i / 3);
  }
  return savBytes(columns);
}

test("a survey year from an SPSS file gives the table that its CSV gives", async () => {
  const declaration = surveyDeclaration(2022);
  const cacheDir = join(folder, "cache");
  const [sav, csv] = [join(folder, "survey.sav"), join(folder, "survey.csv")];
  writeFileSync(sav, tinySav(2022));
  writeFileSync(csv, surveyCsv(2022, surveyRows[2022]));
  const duck = await openDuck(cacheDir, 0);
  const load = async (input: OpenedInput, table: string) => {
    const { rows } = await loadTable(duck, input, declaration, { table });
    return { rows, table: await duck.rows<Record<string, unknown>>(`SELECT * FROM ${table}`) };
  };
  try {
    const input = await openTabularInput({ name: "survey.sav", path: sav, restricted: true }, declaration, cacheDir);
    assert.equal(input.facts.bytes, readFileSync(sav).length);
    assert.equal(input.restricted, true);
    assert.deepEqual(
      await load(input, "from_sav"),
      await load(await openInput("survey.csv", csv, cacheDir), "from_csv"),
    );
    const again = await openTabularInput({ name: "survey.sav", path: sav }, declaration, cacheDir);
    assert.equal(again.textPath, input.textPath);
  } finally {
    duck.close();
  }
});

test("a declared column that the file lacks is refused with the nearest name of the file", async () => {
  const path = join(folder, "misspelled.sav");
  writeFileSync(path, savBytes({ Practice_Cod: [1], Q28: [2] }));
  await assert.rejects(openTabularInput({ name: "m.sav", path }, surveyDeclaration(2022), join(folder, "cache")), {
    rule: "column-present",
    message: /^m\.sav: no column practice_code .*Did you mean "Practice_Cod"\? Columns found: Practice_Cod, Q28\.$/,
  });
});
