import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { openDuck } from "../../src/data/duck";
import type { InputDeclaration } from "../../src/data/inputs/declarations";
import { loadTable } from "../../src/data/inputs/loadTable";
import { openInput } from "../../src/data/inputs/openInput";
import { type RegularColumns, readRegularCsv } from "../../src/data/inputs/readRegularCsv";
import { TextDictionary } from "../../src/data/inputs/textDictionary";
import { Random } from "../../src/util/random";
import { testFolder } from "./tinyStudy";

const CODES = ["1", "2", "10", "-1", "0"];
const DECLARATION: InputDeclaration = {
  what: "a test",
  columns: [
    { name: "place", headers: ["place"], type: "VARCHAR" },
    { name: "q1", headers: ["q1"], type: CODES },
    { name: "q2", headers: ["q2"], type: CODES },
  ],
};

const folder = testFolder();
const duck = openDuck(folder, 0);
let files = 0;

async function opened(content: string | Buffer) {
  const path = join(folder, `file-${files++}.csv`);
  writeFileSync(path, content);
  return openInput("file.csv", path, folder);
}

const read = async (content: string | Buffer): Promise<RegularColumns | undefined> =>
  readRegularCsv(await duck, await opened(content), DECLARATION);

/** Rows as their texts; a blank cell is null. */
function rowsOf({ rows, codes, texts }: RegularColumns): readonly (readonly (string | null)[])[] {
  const text = (i: number) => texts.place.distinct.texts[texts.place.at[i]] || null;
  const code = (name: string, i: number) => (codes[name][i] === 255 ? null : CODES[codes[name][i]]);
  return Array.from({ length: rows }, (_, i) => [text(i), code("q1", i), code("q2", i)]);
}

const ROWS = [
  ["A1", "1", null],
  [null, "-1", "10"],
  ["b 2", null, "0"],
  ["A1", "2", "2"],
];
const cell = (value: string | null) => value ?? "";
const BETWEEN = ROWS.map(([place, q1, q2], i) => `${i},${cell(q1)},x${i} y,,${cell(place)},${cell(q2)}`);

test("a regular file is read whatever the order of columns, line end, last line end and compression", async () => {
  const lines = ["id,Q1,other,more,Place,Q2", ...BETWEEN];
  const rest = [
    "Q2,Place,Q1,more,last",
    ...ROWS.map(([place, q1, q2]) => [q2, place, q1, "7", ""].map(cell).join(",")),
  ];
  for (const content of [
    `${lines.join("\n")}\n`,
    lines.join("\n"),
    `${lines.join("\r\n")}\r\n`,
    lines.join("\r\n"),
    rest.join("\n"),
    `${rest.join("\r\n")}\r\n`,
    gzipSync(lines.join("\n")),
  ]) {
    const columns = await read(content);
    assert.ok(columns, content.toString());
    assert.deepEqual(rowsOf(columns), ROWS);
    assert.deepEqual(columns.texts.place.distinct.counts, [2, 1, 1]);
  }
});

test("a file that is not regular is left to DuckDB", async () => {
  const line = (cells: string) => `place,q1,q2,more\nA1,1,2,x\n${cells}\nA2,1,2,x\n`;
  const cases: Readonly<Record<string, string | Buffer>> = {
    "a quoted cell": line('"A1",1,2,x'),
    "a quote in a column that is not read": line('A1,1,2,"x"'),
    "a quoted header": '"place",q1,q2\nA1,1,2\n',
    "a short row": line("A1,1,2"),
    "a long row": line("A1,1,2,x,y"),
    "a blank line": line(""),
    "a code with a space": line("A1, 1,2,x"),
    "a code with a zero before": line("A1,01,2,x"),
    "a code with a decimal": line("A1,1.0,2,x"),
    "a code that is not allowed": line("A1,7,2,x"),
    "the start of a longer code": line("A1,-,2,x"),
    "a code and more": line("A1,100,2,x"),
    "a tab": line("A1,1,2,\t"),
    "a return within a line": line("A1,1,2,\rx"),
    "characters beyond ASCII": line("A1,1,2,é"),
    "a header alone": "place,q1,q2\n",
    "a quote that is not closed": line('A1,1,2,"x'),
  };
  for (const [name, content] of Object.entries(cases)) assert.equal(await read(content), undefined, name);
  assert.equal((await read(line("A2,1,2,x")))?.rows, 3);
});

test("declarations of other types are left to DuckDB", async () => {
  const input = await opened("place,q1,q2\nA1,1,2\n");
  for (const changed of [
    { type: "INTEGER" },
    { type: ["1", "100"] },
    { filled: true },
    { optional: true, name: "q3", headers: ["q3"] },
  ]) {
    const [place, q1, q2] = DECLARATION.columns;
    const declaration = { ...DECLARATION, columns: [place, q1, { ...q2, ...changed }] };
    assert.equal(await readRegularCsv(await duck, input, declaration), undefined);
  }
  assert.equal(await readRegularCsv(await duck, { ...input, onColumns: () => {} }, DECLARATION), undefined);
});

test("both readers read the same of random files, across the bounds of buffers", async () => {
  const random = new Random("regular csv");
  const any = (values: readonly string[]) => values[Math.floor(random.uniform() * values.length)];
  const lines = Array.from({ length: 40_000 }, () => {
    const place = `${any(["A", "B", "c"])}${Math.floor(random.uniform() * 900)}`;
    return [
      any([place, ` ${place} `, ""]),
      any(["", "some text ", "x"]),
      any([...CODES, ""]),
      any([...CODES, ""]),
    ].join(",");
  });
  const input = await opened(`place,more,q1,q2\n${lines.join("\n")}\n`);
  const columns = await readRegularCsv(await duck, input, DECLARATION);
  assert.ok(columns);
  await loadTable(await duck, input, DECLARATION, { table: "random" });
  const rows = await (await duck).rows<Record<string, string | null>>(
    "SELECT place, q1::VARCHAR AS q1, q2::VARCHAR AS q2 FROM random",
  );
  assert.deepEqual(
    rowsOf(columns),
    rows.map(({ place, q1, q2 }) => [place, q1, q2]),
  );
});

test("a dictionary keeps texts apart and counts them, however many there are", () => {
  const words = Array.from({ length: 5000 }, (_, i) => `E0${(i * 7919) % 5000}`);
  const dictionary = new TextDictionary();
  const bytes = Buffer.from(words.join(""));
  for (let round = 0; round < 2; round++) {
    let start = 0;
    for (const [i, word] of words.entries()) {
      assert.equal(dictionary.position(bytes, start, start + word.length), i);
      start += word.length;
    }
  }
  assert.deepEqual(dictionary.texts, words);
  assert.ok(dictionary.counts.every((count) => count === 2));
});
