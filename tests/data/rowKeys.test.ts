import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyKeys, type KeyColumn, packKeys, unpackKeys } from "../../src/data/survey/rowKeys";
import { Random } from "../../src/util/random";

const random = new Random("row keys");
const ROWS = 500;

const columnsOf = (...levels: readonly number[]): readonly KeyColumn[] =>
  levels.map((levels, i) => ({ name: `c${i}`, levels }));

const randomBytes = (columns: readonly KeyColumn[]): Record<string, Uint8Array> =>
  Object.fromEntries(
    columns.map(({ name, levels }) => [
      name,
      Uint8Array.from({ length: ROWS }, () => {
        const code = random.integer(levels + 1);
        return code === levels ? 255 : code;
      }),
    ]),
  );

const CASES: Readonly<Record<string, readonly KeyColumn[]>> = {
  "one column": columnsOf(2),
  "no level but the missing one": columnsOf(3, 0, 2),
  "within 32 bits": columnsOf(8, 3, 18, 8, 10, 2, 2, 2, 2),
  "beyond 32 bits": columnsOf(254, 254, 254, 254, 7),
  "the largest column beside the smallest": columnsOf(254, 1, 254, 1),
};

for (const [name, columns] of Object.entries(CASES)) {
  test(`rows in the order of their keys are in the order of their codes, missing ones last, and come back whole: ${name}`, () => {
    const bytes = randomBytes(columns);
    const rows = Array.from({ length: ROWS }, (_, i) => columns.map((column) => bytes[column.name][i]));
    const sorted = unpackKeys(columns, packKeys(columns, bytes, ROWS).sort());
    assert.deepEqual(
      Array.from({ length: ROWS }, (_, i) => columns.map((column) => sorted[column.name][i])),
      rows.toSorted((a, b) => {
        const at = a.findIndex((value, i) => value !== b[i]);
        return at < 0 ? 0 : a[at] - b[at];
      }),
    );
  });
}

test("keys take the smallest array that holds them, and columns beyond 53 bits are refused", () => {
  assert.ok(emptyKeys(CASES["within 32 bits"], 1) instanceof Uint32Array);
  assert.ok(emptyKeys(CASES["beyond 32 bits"], 1) instanceof Float64Array);
  assert.throws(() => emptyKeys(columnsOf(254, 254, 254, 254, 254, 254, 254), 1), /too many for one number/);
});

test("keys of no rows, or of a part of the rows, are made and taken apart", () => {
  const columns = columnsOf(3, 4);
  assert.deepEqual(unpackKeys(columns, packKeys(columns, { c0: new Uint8Array(0), c1: new Uint8Array(0) }, 0)), {
    c0: new Uint8Array(0),
    c1: new Uint8Array(0),
  });
  assert.equal(packKeys(columns, { c0: Uint8Array.of(1, 2), c1: Uint8Array.of(0, 0) }, 1).length, 1);
});
