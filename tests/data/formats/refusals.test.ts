import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openTabular, readDtaHeader, readSavHeader } from "../../../src/data/formats";
import { testFolder } from "../tinyStudy";
import { fixture, readAll } from "./fixture";
import { savBytes } from "./writeSav";

const folder = testFolder();
const path = join(folder, "file");

const text = (content: string) => Buffer.from(content, "latin1");

test("files that are not read say what they are and how to save them", async () => {
  const cases: readonly (readonly [string, Buffer, RegExp])[] = [
    [
      "encrypted",
      Buffer.concat([Buffer.of(0x1c, 0, 0, 0, 0, 0, 0, 0), text("ENCRYPTEDSAV"), Buffer.alloc(64)]),
      /encrypted.*without/,
    ],
    ["portable", text(`${" ".repeat(120)}ASCII SPSS PORT FILE${" ".repeat(400)}`), /portable.*\.sav/],
    ["mainframe", Buffer.concat([Buffer.of(0x5b, 0xc6, 0xd3, 0xf2), Buffer.alloc(172)]), /EBCDIC/],
    ["Stata 12", Buffer.concat([Buffer.of(115, 2, 1, 0), Buffer.alloc(105)]), /version 12.*Stata 13/],
    ["Stata 120", text("<stata_dta><header><release>120</release>"), /release 120.*117 to 119/],
    ["text", text("Practice_Code,Q28\nA81001,1\n"), /neither an SPSS nor a Stata file/],
    ["web page", text("<!doctype html><html></html>"), /neither an SPSS nor a Stata file/],
    ["empty", Buffer.alloc(0), /neither an SPSS nor a Stata file/],
  ];
  for (const [what, bytes, message] of cases) {
    writeFileSync(path, bytes);
    await assert.rejects(openTabular(path), { name: "StudyError", rule: "format-supported", message }, what);
  }
});

test("a missing file and a folder are refused by name", async () => {
  await assert.rejects(openTabular(join(folder, "none.sav"), { name: "none.sav" }), {
    rule: "file-exists",
    message: /^none\.sav: /,
  });
  await assert.rejects(openTabular(folder), { rule: "file-readable" });
});

test("an unknown column is refused with the nearest name; one asked for twice is refused", async () => {
  for (const name of ["haven_byte.sav", "haven_118.dta"]) {
    const file = await openTabular(fixture(name));
    await assert.rejects(
      file.stream(["Practice_Cod"], () => {}),
      { rule: "column-present", message: /Did you mean "Practice_Code"/ },
    );
    await assert.rejects(
      file.stream(["Q28", "Q28"], () => {}),
      { rule: "column-unique" },
    );
  }
});

test("a column whose texts lie outside the rows is refused when asked for, and only then", async () => {
  const file = await openTabular(fixture("haven_strl.dta"));
  assert.equal(await file.stream(["Q28"], () => {}), 3);
  await assert.rejects(
    file.stream(["story"], () => {}),
    { rule: "format-supported", message: /story.*strL.*recast/ },
  );
});

test("an unknown or absent encoding is refused until the user states one", async () => {
  const bytes = savBytes({ A: [1, 2] });
  for (const name of ["XTF-8", "     "]) {
    const changed = Buffer.from(bytes);
    changed.write(name, changed.indexOf("UTF-8"), "latin1");
    writeFileSync(path, changed);
    await assert.rejects(readAll(path), { rule: "encoding-known" });
    assert.equal((await readAll(path, { encoding: "utf-8" })).rows, 2);
  }
});

test("bytes outside the stated encoding are refused by column, without the cell", async () => {
  const bytes = savBytes({ A: [1, 2], B: { width: 8, texts: ["secret", "b"] } });
  bytes[bytes.indexOf("secret") + 5] = 0xe9;
  writeFileSync(path, bytes);
  await assert.rejects(readAll(path, { name: "f.sav" }), (error: Error) => {
    assert.match(error.message, /^f\.sav: column B in rows 1 to 2 holds bytes that are not UTF-8/);
    assert.doesNotMatch(error.message, /secre/);
    return true;
  });
});

test("stated sizes far beyond the file are refused before memory is taken for them", async () => {
  const HUGE = 0x7fffffff;
  const sav = readFileSync(fixture("pspp_bytes.sav"));
  const zsav = readFileSync(fixture("haven_zsav.zsav"));
  const dta = readFileSync(fixture("haven_118.dta"));
  const int32 = (bytes: Buffer, at: number, value: number) => bytes.writeInt32LE(value, at);
  const trailer = findTrailer(zsav);
  const cases: readonly (readonly [string, Buffer, (bytes: Buffer) => void])[] = [
    ["rows of a .sav", sav, (bytes) => int32(bytes, 80, HUGE)],
    ["label length", sav, (bytes) => int32(bytes, bytes.indexOf("Overall") - 4, HUGE)],
    ["number of value labels", sav, (bytes) => int32(bytes, bytes.indexOf("Multi") - 13, HUGE)],
    ["extension record", sav, (bytes) => int32(bytes, bytes.indexOf("UTF-8") - 4, HUGE)],
    [
      "extension record, as a product",
      sav,
      (bytes) => {
        int32(bytes, bytes.indexOf("UTF-8") - 8, 65536);
        int32(bytes, bytes.indexOf("UTF-8") - 4, 65536);
      },
    ],
    ["rows of a .zsav", zsav, (bytes) => int32(bytes, 80, HUGE)],
    ["size of a ZLIB block", zsav, (bytes) => int32(bytes, trailer + 24 + 16, HUGE)],
    ["number of ZLIB blocks", zsav, (bytes) => int32(bytes, trailer + 20, HUGE)],
    ["variables of a .dta", dta, (bytes) => bytes.writeUInt16LE(65535, bytes.indexOf("<K>") + 3)],
    ["rows of a .dta", dta, (bytes) => bytes.writeBigUInt64LE(1n << 60n, bytes.indexOf("<N>") + 3)],
    ["label table of a .dta", dta, (bytes) => int32(bytes, bytes.indexOf("<lbl>") + 5, HUGE)],
    ["entries of a label table", dta, (bytes) => int32(bytes, bytes.indexOf("<lbl>") + 5 + 4 + 132, HUGE)],
    ["section of a .dta", dta, (bytes) => bytes.writeBigUInt64LE(1n << 62n, bytes.indexOf("<map>") + 5 + 8 * 9)],
  ];
  for (const [what, original, damage] of cases) {
    const bytes = Buffer.from(original);
    damage(bytes);
    assert.ok(!bytes.equals(original), what);
    writeFileSync(path, bytes);
    const before = process.memoryUsage().arrayBuffers;
    const open = original === dta ? readDtaHeader : readSavHeader;
    await assert.rejects(open(path), { name: "StudyError", kind: "input" }, what);
    assert.ok(process.memoryUsage().arrayBuffers - before < 16 << 20, what);
  }
});

/** First byte of the block table: its bias of -100 and a zero begin it. */
function findTrailer(bytes: Buffer): number {
  const start = Buffer.alloc(16);
  start.writeBigInt64LE(-100n);
  return bytes.lastIndexOf(start);
}

test("a ZLIB block that unpacks to more than it states is refused without unpacking the rest", async () => {
  const bytes = Buffer.from(readFileSync(fixture("haven_zsav.zsav")));
  const at = findTrailer(bytes) + 24 + 16;
  bytes.writeInt32LE(bytes.readInt32LE(at) - 8, at);
  // Fewer rows, so that the smaller block still could hold them.
  bytes.writeInt32LE(1, 80);
  const record = bytes.indexOf(Buffer.of(7, 0, 0, 0, 16, 0, 0, 0));
  bytes.writeInt32LE(1, record + 24);
  writeFileSync(path, bytes);
  await assert.rejects(readAll(path), { name: "StudyError", message: /cannot be decompressed in block 1/ });
});
