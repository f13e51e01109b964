import { fileChunks } from "../fileChunks";
import { fileError } from "../fileError";
import type { SourceFile } from "../sourceFile";
import { type DecodeText, textDecoder } from "../textDecoder";
import type { CellBatch, OnBatch } from "../types";
import type { DtaLayout, DtaPlace, Storage } from "./layout";

const CHUNK_BYTES = 1 << 20;
const MAX_ROWS = 8192;

/** Streams the wanted variables (positions in the header) of a Stata file; returns the rows read. */
export async function streamDta(
  source: SourceFile,
  layout: DtaLayout,
  wanted: readonly number[],
  onBatch: OnBatch,
): Promise<number> {
  const { rows, rowBytes, dataStart, header } = layout;
  refuseLongStrings(source.name, layout, wanted);
  const perChunk = Math.max(1, Math.min(MAX_ROWS, Math.floor(CHUNK_BYTES / rowBytes)));
  const decode = textDecoder(source.name, header.encoding, true);
  const columns = wanted.map((i) => columnOf(layout.places[i], header.variables[i].name, Math.min(perChunk, rows)));
  let first = 0;
  for await (const chunk of fileChunks(source, dataStart, dataStart + rows * rowBytes, perChunk * rowBytes)) {
    const count = chunk.length / rowBytes;
    const cells = columns.map((column): CellBatch => {
      if (column.kind === "text") return readTexts(chunk, count, column, decode, layout, first);
      readNumbers(chunk, count, column, layout);
      return column.cells.subarray(0, count);
    });
    await onBatch({ first, rows: count, columns: cells });
    first += count;
  }
  return first;
}

type NumberColumn = { readonly kind: "number"; readonly place: DtaPlace; readonly cells: Float64Array };
type TextColumn = { readonly kind: "text"; readonly place: DtaPlace; readonly name: string; readonly cells: string[] };

const columnOf = (place: DtaPlace, name: string, capacity: number): NumberColumn | TextColumn =>
  place.storage === "string"
    ? { kind: "text", place, name, cells: [] }
    : { kind: "number", place, cells: new Float64Array(capacity) };

function refuseLongStrings(name: string, { header, places }: DtaLayout, wanted: readonly number[]): void {
  const long = wanted.find((i) => places[i].storage === "strL");
  if (long === undefined) return;
  throw fileError(
    name,
    "format-supported",
    `column ${header.variables[long].name} is of type strL, whose texts lie outside the rows. In Stata: recast str2045 ${header.variables[long].name}, and save it again.`,
  );
}

/** Reads one number at a byte; missing values `.` and `.a` to `.z`, which are the largest of each type, become NaN. */
type ReadNumber = (view: DataView, at: number, littleEndian: boolean) => number;

const readers: Readonly<Record<Exclude<Storage, "string" | "strL">, ReadNumber>> = {
  byte: (view, at) => below(view.getInt8(at), 101),
  int: (view, at, little) => below(view.getInt16(at, little), 32741),
  long: (view, at, little) => below(view.getInt32(at, little), 2147483621),
  float: (view, at, little) => below(view.getFloat32(at, little), 2 ** 127),
  double: (view, at, little) => below(view.getFloat64(at, little), 2 ** 1023),
};

const below = (value: number, missing: number): number => (value < missing ? value : Number.NaN);

function readNumbers(chunk: Buffer, count: number, { place, cells }: NumberColumn, layout: DtaLayout): void {
  const { rowBytes, littleEndian } = layout;
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
  const read = readers[place.storage as keyof typeof readers];
  for (let row = 0, at = place.offset; row < count; row++, at += rowBytes) cells[row] = read(view, at, littleEndian);
}

function readTexts(
  chunk: Buffer,
  count: number,
  { place, name, cells }: TextColumn,
  decode: DecodeText,
  { rowBytes }: DtaLayout,
  first: number,
): readonly string[] {
  const what = `column ${name} in rows ${first + 1} to ${first + count}`;
  cells.length = count;
  for (let row = 0, at = place.offset; row < count; row++, at += rowBytes) {
    let end = at;
    while (end < at + place.bytes && chunk[end] !== 0) end++;
    while (end > at && chunk[end - 1] === 0x20) end--;
    cells[row] = decode(chunk, at, end, what);
  }
  return cells;
}
