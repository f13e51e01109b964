import { damaged } from "../fileError";
import type { HeaderCursor } from "../headerCursor";

/** A variable record; a string of more than 8 bytes is followed by continuation records, which only take slots. */
export interface VariableRecord {
  /** First slot (8 bytes) of the variable in a row. */
  readonly slot: number;
  /** 0 = number, otherwise bytes of text, up to 255. */
  readonly width: number;
  readonly name: Buffer;
  readonly label: Buffer;
  /** Type, width and decimals of the print format in one number. */
  readonly format: number;
  /** 0 to 3 values; -2 a range, -3 a range and a value. */
  readonly missingCount: number;
  readonly missing: Buffer;
}

export interface LabelRecord {
  readonly labels: readonly { readonly value: Buffer; readonly label: Buffer }[];
  /** Slots of the variables that have these labels, from 1. */
  readonly slots: readonly number[];
}

/** The dictionary as it lies in the file; texts are not decoded, as the encoding stands at its end. */
export interface Records {
  readonly variables: readonly VariableRecord[];
  readonly labels: readonly LabelRecord[];
  /** Content of the extension records by subtype. */
  readonly extensions: ReadonlyMap<number, Buffer>;
  /** Slots of a row. */
  readonly slots: number;
}

/** Extension records that are used; others are passed over. */
const KEPT = new Set([3, 4, 13, 14, 16, 20, 21, 22]);

/** Reads all records up to the start of the data. */
export async function readRecords(cursor: HeaderCursor): Promise<Records> {
  const variables: VariableRecord[] = [];
  const labels: LabelRecord[] = [];
  const extensions = new Map<number, Buffer>();
  let slots = 0;
  for (;;) {
    const type = await cursor.int32();
    if (type === 2) {
      const variable = await readVariable(cursor, slots++);
      if (variable !== undefined) variables.push(variable);
    } else if (type === 3) labels.push(await readLabels(cursor));
    else if (type === 6) await cursor.take(80 * (await cursor.count(80, "number of document lines")));
    else if (type === 7) await readExtension(cursor, extensions);
    else if (type === 999) break;
    else throw damaged(cursor.source.name, `has an unknown record before byte ${cursor.position}`);
  }
  await cursor.take(4);
  return { variables, labels, extensions, slots };
}

async function readVariable(cursor: HeaderCursor, slot: number): Promise<VariableRecord | undefined> {
  const width = await cursor.int32();
  const labelled = await cursor.int32();
  const missingCount = await cursor.int32();
  const rest = Buffer.from(await cursor.take(16));
  if (width < -1 || width > 255 || (labelled !== 0 && labelled !== 1) || missingCount < -3 || missingCount > 3)
    throw damaged(cursor.source.name, `has an impossible variable record before byte ${cursor.position}`);
  const label = labelled === 1 ? await padded(cursor, await cursor.count(1, "label length"), 4) : Buffer.alloc(0);
  const missing = Buffer.from(await cursor.take(8 * Math.abs(missingCount)));
  if (width < 0) return undefined;
  const format = cursor.littleEndian ? rest.readInt32LE(0) : rest.readInt32BE(0);
  return { slot, width, name: rest.subarray(8), label, format, missingCount, missing };
}

/** Text whose place in the file is filled up to a multiple of `unit`. */
async function padded(cursor: HeaderCursor, length: number, unit: number): Promise<Buffer> {
  const bytes = await cursor.take(Math.ceil(length / unit) * unit);
  return Buffer.from(bytes.subarray(0, length));
}

async function readLabels(cursor: HeaderCursor): Promise<LabelRecord> {
  const count = await cursor.count(16, "number of value labels");
  const labels: { value: Buffer; label: Buffer }[] = [];
  for (let i = 0; i < count; i++) {
    const value = Buffer.from((await cursor.take(9)).subarray(0, 9));
    const length = value[8];
    const label = Buffer.from((await cursor.take(Math.ceil((length + 1) / 8) * 8 - 1)).subarray(0, length));
    labels.push({ value: value.subarray(0, 8), label });
  }
  if ((await cursor.int32()) !== 4)
    throw damaged(cursor.source.name, `has value labels of no variable before byte ${cursor.position}`);
  const slots: number[] = [];
  for (let left = await cursor.count(4, "number of labelled variables"); left > 0; left--)
    slots.push(await cursor.int32());
  return { labels, slots };
}

async function readExtension(cursor: HeaderCursor, extensions: Map<number, Buffer>): Promise<void> {
  const subtype = await cursor.int32();
  const size = await cursor.count(0, "record size");
  const count = await cursor.count(size, "record length");
  const bytes = await cursor.take(size * count);
  if (KEPT.has(subtype)) extensions.set(subtype, Buffer.from(bytes));
}
