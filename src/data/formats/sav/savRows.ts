import { type DecodeText, textDecoder, trimmedEnd } from "../textDecoder";
import type { CellBatch, ColumnBatch } from "../types";
import type { SavLayout } from "./layout";

/** Bytes that a batch may take. */
const BATCH_BYTES = 8 << 20;
const MAX_ROWS = 8192;
/** Rows that one group of eight byte codes may still complete when a batch is full. */
const SPARE_ROWS = 8;

/** A wanted string: where its slots lie among the captured text of a row, and how many bytes each segment holds. */
interface TextColumn {
  readonly name: string;
  readonly start: number;
  readonly segments: readonly number[];
  readonly cells: string[];
}

/** Cells of the wanted columns of some rows, filled slot by slot. */
export class SavRows {
  /** By slot of a row: -1 = not wanted, below `numbers.length` a number, above it a slot of text. */
  readonly targets: Int32Array;
  readonly numbers: readonly Float64Array[];
  /** Captured text of all rows, `textBytes` for each. */
  readonly text: Buffer;
  readonly textBytes: number;
  readonly capacity: number;
  private readonly columns: readonly (number | TextColumn)[];
  private readonly decode: DecodeText;
  private readonly scratch: Buffer;

  /** @param wanted positions of the columns among the header's variables */
  constructor(layout: SavLayout, wanted: readonly number[], file: string) {
    const { places, header, slots } = layout;
    const isNumber = (i: number) => header.variables[i].type.kind === "number";
    const numberCount = wanted.filter(isNumber).length;
    this.targets = new Int32Array(slots).fill(-1);
    this.decode = textDecoder(file, header.encoding, true);
    let [numbers, textSlots] = [0, 0];
    this.columns = wanted.map((i) => {
      const { segments } = places[i];
      if (isNumber(i)) {
        this.targets[segments[0].slot] = numbers;
        return numbers++;
      }
      const start = 8 * textSlots;
      for (const { slot, bytes } of segments)
        for (let k = 0; k < Math.ceil(bytes / 8); k++) this.targets[slot + k] = numberCount + textSlots++;
      return { name: header.variables[i].name, start, segments: segments.map(({ bytes }) => bytes), cells: [] };
    });
    this.textBytes = 8 * textSlots;
    const perRow = 8 * numberCount + this.textBytes;
    this.capacity = Math.max(1, Math.min(MAX_ROWS, Math.floor(BATCH_BYTES / Math.max(8, perRow))));
    this.numbers = Array.from({ length: numberCount }, () => new Float64Array(this.capacity + SPARE_ROWS));
    this.text = Buffer.alloc((this.capacity + SPARE_ROWS) * this.textBytes);
    this.scratch = Buffer.alloc(this.textBytes);
  }

  /** The first `rows` rows as a batch. */
  batch(first: number, rows: number): ColumnBatch {
    const columns: CellBatch[] = this.columns.map((column) =>
      typeof column === "number" ? this.numbers[column].subarray(0, rows) : this.texts(column, first, rows),
    );
    return { first, rows, columns };
  }

  /** Makes a row the first of the next batch. */
  moveToFront(row: number): void {
    for (const column of this.numbers) column[0] = column[row];
    this.text.copyWithin(0, row * this.textBytes, (row + 1) * this.textBytes);
  }

  private texts({ name, start, segments, cells }: TextColumn, first: number, rows: number): readonly string[] {
    const what = `column ${name} in rows ${first + 1} to ${first + rows}`;
    cells.length = rows;
    for (let row = 0; row < rows; row++) {
      const at = row * this.textBytes + start;
      cells[row] =
        segments.length === 1
          ? this.decode(this.text, at, trimmedEnd(this.text, at, at + segments[0]), what)
          : this.longText(at, segments, what);
    }
    return cells;
  }

  /** Segments end inside a slot: their texts are moved together before they are decoded. */
  private longText(at: number, segments: readonly number[], what: string): string {
    let [from, to] = [at, 0];
    for (const bytes of segments) {
      this.text.copy(this.scratch, to, from, from + bytes);
      to += bytes;
      from += 8 * Math.ceil(bytes / 8);
    }
    return this.decode(this.scratch, 0, trimmedEnd(this.scratch, 0, to), what);
  }
}
