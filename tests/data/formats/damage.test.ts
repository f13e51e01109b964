import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { StudyError } from "../../../src/util/errors";
import { Random } from "../../../src/util/random";
import { testFolder } from "../tinyStudy";
import { FIXTURES, fixture, readAll } from "./fixture";

const folder = testFolder();
const path = join(folder, "damaged");

/** Texts of the fixtures that no message may hold. */
const CELLS = /A80\d{3}|E0100|Smith|M.ller|abcdefghij/;

/** Reads bytes as a file; the rows, or the named error. Anything else fails the test. */
async function outcome(bytes: Buffer, what: string): Promise<number | StudyError> {
  writeFileSync(path, bytes);
  try {
    return (await readAll(path, { name: "survey.sav" })).rows;
  } catch (error) {
    assert.ok(error instanceof StudyError, `${what}: ${(error as Error).stack}`);
    assert.equal(error.kind, "input", what);
    assert.match(error.message, /^survey\.sav: /, what);
    assert.doesNotMatch(error.message, CELLS, what);
    return error;
  }
}

/** Rows of the fixtures by a part of their names; the others have 24. */
const ROWS = [
  ["wide", 5],
  ["1252", 3],
  ["pspp", 7],
  ["pandas", 6],
] as const;

for (const name of FIXTURES) {
  const whole = readFileSync(fixture(name));
  const rows = ROWS.find(([part]) => name.includes(part))?.[1] ?? 24;

  test(`${name}: cut anywhere, it is refused`, async () => {
    const random = new Random(1, "cuts", name);
    const lengths = [
      0,
      3,
      8,
      whole.length - 1,
      whole.length - 8,
      ...Array.from({ length: 20 }, () => random.integer(whole.length)),
    ];
    for (const length of lengths) {
      const result = await outcome(whole.subarray(0, length), `cut to ${length}`);
      // Compressed files of R haven end in a group that holds the end code alone; without it every row is still there.
      if (length === whole.length - 8 && result === rows) continue;
      assert.ok(result instanceof StudyError, `cut to ${length} of ${whole.length} bytes: ${result} rows`);
    }
  });

  test(`${name}: lengthened, it is refused`, async () => {
    for (const tail of [Buffer.alloc(1), Buffer.alloc(8, 101), whole.subarray(-72)])
      assert.ok((await outcome(Buffer.concat([whole, tail]), "lengthened")) instanceof StudyError);
  });

  test(`${name}: with bytes changed, it keeps its number of rows or is refused`, async () => {
    const random = new Random(2, "flips", name);
    for (let run = 0; run < 40; run++) {
      const bytes = Buffer.from(whole);
      // Half of the changes fall on the header, where they do most.
      const range = run % 2 === 0 ? Math.min(1500, bytes.length) : bytes.length;
      for (let left = 1 + random.integer(3); left > 0; left--) bytes[random.integer(range)] = random.integer(256);
      const result = await outcome(bytes, `run ${run}`);
      if (!(result instanceof StudyError)) assert.equal(result, rows, `run ${run}`);
    }
  });
}
