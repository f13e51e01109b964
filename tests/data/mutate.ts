import { gunzipSync, gzipSync } from "node:zlib";
import type { Random } from "../../src/util/random";

/** A change of bytes as transport, editors and spreadsheets make them. */
type Mutation = (bytes: Buffer, random: Random) => Buffer;

const at = (bytes: Buffer, random: Random): number => random.integer(bytes.length + 1);

function splice(bytes: Buffer, from: number, to: number, put: Buffer | string): Buffer {
  return Buffer.concat([bytes.subarray(0, from), Buffer.from(put), bytes.subarray(to)]);
}

const lines = (bytes: Buffer): string[] => bytes.toString("latin1").split("\n");
const joined = (rows: readonly string[]): Buffer => Buffer.from(rows.join("\n"), "latin1");

const ODD = [
  "",
  ",",
  '"',
  "\n",
  "\r",
  "\0",
  "\ufeff",
  "-97",
  "1e999",
  "NaN",
  "*",
  "'",
  "=1+1",
  "é",
  "\u00a0",
  "U",
  "../x",
  "\x1a",
];

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.integer(copy.length)] ^= 1 << random.integer(8);
    return copy;
  },
  (bytes, random) => bytes.subarray(0, at(bytes, random)),
  (bytes, random) => bytes.subarray(at(bytes, random)),
  (bytes, random) => {
    const from = at(bytes, random);
    return splice(bytes, from, Math.min(bytes.length, from + random.integer(20)), "");
  },
  (bytes, random) => splice(bytes, at(bytes, random), at(bytes, random), random.pick(ODD)),
  (bytes, random) => {
    const from = at(bytes, random);
    return splice(bytes, from, from, random.pick(ODD));
  },
  (bytes, random) => {
    const rows = lines(bytes);
    rows.splice(random.integer(rows.length), 0, random.pick(rows));
    return joined(rows);
  },
  (bytes, random) => {
    const rows = lines(bytes);
    rows.splice(random.integer(rows.length), 1);
    return joined(rows);
  },
  (bytes, random) => {
    const rows = lines(bytes).map((row) => row.split(","));
    const row = random.pick(rows);
    row[random.integer(row.length)] = random.pick(ODD);
    return joined(rows.map((cells) => cells.join(",")));
  },
  (bytes, random) => {
    const rows = lines(bytes).map((row) => row.split(","));
    const column = random.integer(rows[0].length);
    return joined(rows.map((cells) => cells.filter((_, j) => j !== column).join(",")));
  },
  (bytes, random) => {
    const [header, ...rows] = lines(bytes);
    return joined([header, ...random.shuffle(rows)]);
  },
  (bytes) => Buffer.concat([bytes, bytes]),
  (bytes, random) => Buffer.from(`${random.pick(["", "\ufeff", "\ufeff"])}${bytes.toString("latin1")}`, "utf16le"),
  (bytes) => gzipSync(gzipSync(bytes)),
];

/** Rows, cells and columns, where more of the reading is reached before anything is refused. */
const GENTLE = MUTATIONS.slice(6, 11);

/** A file with one to three mutations, of its text or of its bytes as they stand compressed. */
export function mutated(file: string | Buffer, random: Random): Buffer {
  let bytes = Buffer.from(file);
  const inside = bytes[0] === 0x1f && random.integer(4) > 0;
  if (inside) bytes = gunzipSync(bytes);
  for (let n = Math.max(0, random.integer(5) - 2); n >= 0; n--)
    bytes = random.pick(random.integer(2) === 0 ? GENTLE : MUTATIONS)(bytes, random) as typeof bytes;
  return inside ? gzipSync(bytes) : bytes;
}
