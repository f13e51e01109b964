import type { CellBatch, ColumnBatch } from "./types";

const COMMA = 44;
const QUOTE = 34;
const LINE_END = 10;

/** Bytes of the longest number and its comma: `-1.2345678901234567e-300,`. */
const NUMBER_BYTES = 25;

/** Digits of the whole numbers that nearly all cells hold. */
const FIRST_CODE = -99;
const CODES = Array.from({ length: 200 }, (_, i) => Buffer.from(String(FIRST_CODE + i)));

/** A field of RFC 4180, unchanged in content. */
export const csvText = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Turns batches into lines of CSV, in one buffer that is used again, and counts the empty cells of each column. */
export class CsvLines {
  readonly empty: number[];
  private buffer: Buffer = Buffer.alloc(0);

  constructor(columns: number) {
    this.empty = new Array<number>(columns).fill(0);
  }

  /** The lines of a batch; valid until the next call. */
  of({ rows, columns }: ColumnBatch): Buffer {
    const texts = columns.map((cells) => (cells instanceof Float64Array ? cells : cells.map(csvText)));
    this.reserve(rows, texts);
    const out = this.buffer;
    let at = 0;
    for (let row = 0; row < rows; row++) {
      const start = at;
      for (let j = 0; j < texts.length; j++) {
        if (j > 0) out[at++] = COMMA;
        const before = at;
        const cell = texts[j][row];
        at = typeof cell === "number" ? writeNumber(out, at, cell) : writeText(out, at, cell);
        if (at === before) this.empty[j]++;
      }
      // A line that is wholly empty would be no record.
      if (at === start) {
        out[at++] = QUOTE;
        out[at++] = QUOTE;
      }
      out[at++] = LINE_END;
    }
    return out.subarray(0, at);
  }

  private reserve(rows: number, columns: readonly CellBatch[]): void {
    let bytes = 3 * rows;
    for (const cells of columns) {
      if (cells instanceof Float64Array) bytes += NUMBER_BYTES * rows;
      else for (const text of cells) bytes += 3 * text.length + 1;
    }
    if (this.buffer.length < bytes) this.buffer = Buffer.allocUnsafe(bytes);
  }
}

function writeNumber(out: Buffer, at: number, value: number): number {
  if (Number.isNaN(value)) return at;
  const code = CODES[value - FIRST_CODE];
  if (code === undefined) return at + out.write(String(value), at, "latin1");
  for (let i = 0; i < code.length; i++) out[at + i] = code[i];
  return at + code.length;
}

const writeText = (out: Buffer, at: number, text: string): number => (text === "" ? at : at + out.write(text, at));
