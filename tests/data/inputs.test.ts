import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readFileFacts } from "../../src/data/inputs/fileFacts";
import { plainName, splitFields } from "../../src/data/inputs/readHeader";
import { tidyCode } from "../../src/data/inputs/tidyCode";
import { decodeWindows1252 } from "../../src/data/inputs/windows1252";
import { testFolder } from "./tinyStudy";

test("Windows-1252 bytes become the characters they stand for", () => {
  const cases: readonly (readonly [number, string])[] = [
    [0x41, "A"],
    [0x80, "€"],
    [0x92, "’"],
    [0x96, "–"],
    [0x9f, "Ÿ"],
    [0xe9, "é"],
    [0xa0, "\u00a0"],
  ];
  for (const [byte, text] of cases) assert.equal(decodeWindows1252(Buffer.of(byte)), text);
});

test("codes are tidied only when their writing differs", () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    [" 2", "2"],
    ["2 ", "2"],
    ["\u00a02", "2"],
    ["2.0", "2"],
    ["2.", "2"],
    ["02", "2"],
    ["+2", "2"],
    ["-3.000", "-3"],
    ["'2", "2"],
    ["1.5", undefined],
    ["2e0", undefined],
    ["7", undefined],
    ["", undefined],
    ["two", undefined],
    ["--3", undefined],
    ["2 2", undefined],
  ];
  for (const [text, expected] of cases) assert.equal(tidyCode(text, ["2", "-3"]), expected, JSON.stringify(text));
});

test("header fields may be quoted, hold commas and doubled quotes, and be empty at the end", () => {
  assert.deepEqual(splitFields('a,"b, c","d ""e""",'), ["a", "b, c", 'd "e"', ""]);
  assert.deepEqual(splitFields("a"), ["a"]);
});

test("header names are compared without case, punctuation or byte-order-mark debris", () => {
  for (const name of ["Q48_Merged", "q48_merged", "\uFEFFQ48_Merged", "ïQ48_Merged", " Q48 Merged "]) {
    assert.equal(plainName(name), "q48_merged");
  }
});

test("file facts count records, line ends and quotes, and name the encoding", async () => {
  const file = join(testFolder(), "file.csv");
  const cases: readonly (readonly [string | Buffer, Partial<Awaited<ReturnType<typeof readFileFacts>>>])[] = [
    ["a,b\n1,2\n", { records: 2, lineEnds: 2, crlf: 0, encoding: "ascii", openQuote: false }],
    ["a,b\r\n1,2", { records: 2, lineEnds: 1, crlf: 1 }],
    ["a\n\n\r\n1\n\n", { records: 2, lineEnds: 5, crlf: 1 }],
    ['a\n"1\n2"\n', { records: 2, lineEnds: 2, openQuote: false }],
    ['a\n"1\n2\n', { records: 2, openQuote: true }],
    ["é\n", { encoding: "utf-8", records: 1 }],
    [Buffer.of(0x96, 0x0a), { encoding: "windows-1252" }],
    ["\uFEFFa\n", { encoding: "utf-8", byteOrderMark: true }],
    [Buffer.from("\uFEFFa\n", "utf16le"), { encoding: "utf-16le", byteOrderMark: true }],
  ];
  for (const [content, expected] of cases) {
    writeFileSync(file, content);
    const facts = await readFileFacts(file);
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(facts[name as keyof typeof facts], value, `${name} of ${JSON.stringify(content.toString())}`);
    }
  }
});

test("a multi-byte character across a read boundary stays UTF-8", async () => {
  const file = join(testFolder(), "file.csv");
  writeFileSync(file, `${"a".repeat(1 << 19)}\n${"a".repeat((1 << 19) - 2)}é\n`);
  assert.equal((await readFileFacts(file)).encoding, "utf-8");
});
