import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openTabular } from "../../../src/data/formats";
import { Random } from "../../../src/util/random";
import { testFolder } from "../tinyStudy";
import { readAll } from "./fixture";
import { type SavColumn, savBytes } from "./writeSav";

function randomColumns(seed: number, rows: number): Record<string, SavColumn> {
  const random = new Random(seed, "sav shapes");
  const cells = <Cell>(draw: () => Cell) => Array.from({ length: rows }, draw);
  const number = () =>
    [Number.NaN, random.integer(250) - 99, random.normal(), 1e300 * random.uniform(), 152][random.integer(5)];
  const text = (width: number) =>
    "é b"
      .repeat(90)
      .slice(0, random.integer(Math.floor(width / 2)))
      .trimEnd();
  return {
    A: cells(number),
    B: { width: 9, texts: cells(() => text(9)) },
    C: cells(() => random.integer(5)),
    D: { width: 255, texts: cells(() => text(200)) },
    E: cells(number),
  };
}

const wanted = (columns: Record<string, SavColumn>) =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, "width" in column ? column.texts : column]),
  );

const folder = testFolder();
const path = join(folder, "shape.sav");

test("files of both byte orders, plain and compressed, padded and ended by code, give the cells written", async () => {
  let seed = 0;
  for (const littleEndian of [true, false]) {
    for (const compressed of [true, false]) {
      for (const [padding, endCode] of compressed
        ? [
            [false, false],
            [true, false],
            [false, true],
            [true, true],
          ]
        : [[false, false]]) {
        const columns = randomColumns(++seed, 40 + seed);
        writeFileSync(path, savBytes(columns, { littleEndian, compressed, padding, endCode }));
        assert.deepEqual(
          (await readAll(path)).cells,
          wanted(columns),
          JSON.stringify({ littleEndian, compressed, padding, endCode }),
        );
      }
    }
  }
});

test("rows beyond one batch and one chunk of the file follow on without loss", async () => {
  const rows = 18_000;
  const columns = randomColumns(7, rows);
  for (const compressed of [true, false]) {
    writeFileSync(path, savBytes(columns, { compressed }));
    const { cells } = await readAll(path);
    assert.deepEqual(cells, wanted(columns));
    const firsts: number[] = [];
    let next = 0;
    await (await openTabular(path)).stream(["E", "C"], ({ first, rows, columns: [e, c] }) => {
      assert.equal(first, next);
      assert.ok(e.length === rows && c.length === rows);
      assert.deepEqual([...e], (columns.E as number[]).slice(first, first + rows));
      firsts.push(first);
      next += rows;
    });
    assert.equal(next, rows);
    assert.ok(firsts.length >= 3);
  }
});

test("one narrow column, which fills batches inside a group of codes, gives every row once", async () => {
  const a = Array.from({ length: 50_003 }, (_, i) => (i % 3 === 0 ? i + 0.5 : i % 100));
  writeFileSync(path, savBytes({ A: a }));
  assert.deepEqual((await readAll(path)).cells.A, a);
  writeFileSync(path, savBytes({ A: a, B: a.map((x) => 1 - x), C: a.map(() => 1) }));
  assert.deepEqual(
    (await readAll(path)).cells.B,
    a.map((x) => 1 - x),
  );
});

test("an open row count is settled by the end of the data; a wrong one is refused", async () => {
  const columns = { A: [1, 2, 3, Number.NaN, 500] };
  for (const compressed of [true, false]) {
    writeFileSync(path, savBytes(columns, { compressed, rows: -1 }));
    const { header, rows, cells } = await readAll(path);
    assert.deepEqual([header.rows, rows, cells.A], [undefined, 5, columns.A]);
    for (const wrong of [4, 6, 2_000_000_000]) {
      writeFileSync(path, savBytes(columns, { compressed, rows: wrong }));
      await assert.rejects(readAll(path), { rule: "rows-add-up" }, String(wrong));
    }
  }
});

test("data after the end code is refused", async () => {
  const columns = { A: [1, 2, 3] };
  const whole = savBytes(columns, { endCode: true, rows: -1 });
  writeFileSync(path, Buffer.concat([whole, Buffer.alloc(8, 101)]));
  await assert.rejects(readAll(path), { rule: "file-whole" });
});

test("a failure of the consumer ends the reading and is passed on", async () => {
  writeFileSync(path, savBytes(randomColumns(3, 20_000)));
  let calls = 0;
  const stop = () => {
    calls++;
    throw new RangeError("enough");
  };
  const file = await openTabular(path);
  await assert.rejects(file.stream(["A"], stop), RangeError);
  await assert.rejects(
    file.stream(["A"], () => Promise.reject(new RangeError("enough"))),
    RangeError,
  );
  assert.equal(calls, 1);
});
