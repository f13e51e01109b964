import { fileChunks } from "../fileChunks";
import { damaged } from "../fileError";
import type { SourceFile } from "../sourceFile";
import type { OnBatch } from "../types";
import { ByteCodes } from "./byteCodes";
import type { SavLayout } from "./layout";
import { SavRows } from "./savRows";
import { rowsDiffer } from "./savSize";
import { inflatedBlocks } from "./zlibBlocks";

const CHUNK_BYTES = 1 << 20;

/** Streams the wanted variables (positions in the header) of an SPSS file; returns the rows read. */
export async function streamSav(
  source: SourceFile,
  layout: SavLayout,
  wanted: readonly number[],
  onBatch: OnBatch,
): Promise<number> {
  const rows = new SavRows(layout, wanted, source.name);
  const stated = layout.header.rows;
  const counted: OnBatch = (batch) => {
    if (stated !== undefined && batch.first + batch.rows > stated) throw rowsDiffer(source.name, stated, "more");
    return onBatch(batch);
  };
  const stream = layout.header.compression === "none" ? streamPlain : streamCodes;
  const read = await stream(source, layout, rows, counted);
  if (stated !== undefined && stated !== read) throw rowsDiffer(source.name, stated, String(read));
  return read;
}

async function streamPlain(source: SourceFile, layout: SavLayout, rows: SavRows, onBatch: OnBatch): Promise<number> {
  const rowBytes = 8 * layout.slots;
  const perChunk = Math.min(rows.capacity, Math.max(1, Math.floor(CHUNK_BYTES / rowBytes)));
  let first = 0;
  for await (const chunk of fileChunks(source, layout.dataStart, source.size, perChunk * rowBytes)) {
    if (chunk.length % rowBytes !== 0) throw damaged(source.name, "ends inside a row");
    const count = chunk.length / rowBytes;
    copyRows(chunk, count, layout, rows);
    await onBatch(rows.batch(first, count));
    first += count;
  }
  return first;
}

function copyRows(chunk: Buffer, count: number, layout: SavLayout, rows: SavRows): void {
  const { systemMissing, littleEndian, slots } = layout;
  const { targets, numbers, text, textBytes } = rows;
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  for (let slot = 0; slot < slots; slot++) {
    const target = targets[slot];
    if (target < 0) continue;
    if (target < numbers.length) {
      const column = numbers[target];
      for (let row = 0, at = 8 * slot; row < count; row++, at += 8 * slots) {
        const value = view.getFloat64(at, littleEndian);
        column[row] = value === systemMissing ? Number.NaN : value;
      }
    } else {
      const offset = 8 * (target - numbers.length);
      for (let row = 0, at = 8 * slot; row < count; row++, at += 8 * slots)
        for (let b = 0; b < 8; b++) text[row * textBytes + offset + b] = chunk[at + b];
    }
  }
}

/** Byte-compressed rows, as they lie in the file or inside ZLIB blocks. */
async function streamCodes(source: SourceFile, layout: SavLayout, rows: SavRows, onBatch: OnBatch): Promise<number> {
  const codes = new ByteCodes(layout, rows, source.name);
  let first = 0;
  const deliver = async () => {
    const count = codes.row;
    codes.row = 0;
    await onBatch(rows.batch(first, count));
    first += count;
  };
  const pieces =
    layout.blocks === undefined
      ? fileChunks(source, layout.dataStart, source.size, CHUNK_BYTES)
      : inflatedBlocks(source, layout.blocks);
  let left: Buffer = Buffer.alloc(0);
  const decode = async (bytes: Buffer, final: boolean): Promise<Buffer> => {
    let position = 0;
    for (;;) {
      position = codes.decode(bytes, position, final);
      if (codes.row < rows.capacity) return bytes.subarray(position);
      const started = codes.row;
      await deliver();
      // The row that the last group began goes on in the next batch.
      rows.moveToFront(started);
    }
  };
  for await (const piece of pieces) {
    left = Buffer.from(await decode(left.length > 0 ? Buffer.concat([left, piece]) : piece, false));
    if (codes.ended && left.length > 0) throw damaged(source.name, "has bytes after the end of its data");
  }
  left = await decode(left, true);
  if (codes.row > 0) await deliver();
  if (codes.insideRow) throw damaged(source.name, "ends inside a row");
  if (left.length > 0) throw damaged(source.name, "has bytes after the end of its data");
  return first;
}
