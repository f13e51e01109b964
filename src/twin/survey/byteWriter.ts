import { closeSync, openSync, writeSync } from "node:fs";

const COMMA = 44;
const NEWLINE = 10;
const CAPACITY = 1 << 22;
/** Longest row that can be written without a look at the space left. */
const MARGIN = 1 << 12;

/** Writes ASCII fields straight into a large buffer: no strings in the hot path. */
export class ByteWriter {
  private readonly buffer = Buffer.allocUnsafe(CAPACITY);
  private readonly file: number;
  private used = 0;
  private flushed = 0;

  constructor(path: string) {
    this.file = openSync(path, "w");
  }

  /** A field that is already bytes. */
  bytes(field: Uint8Array): void {
    for (let i = 0; i < field.length; i++) this.buffer[this.used++] = field[i];
    this.buffer[this.used++] = COMMA;
  }

  /** A whole number below 2^31 in size. */
  integer(value: number): void {
    let rest = value;
    if (rest < 0) {
      this.buffer[this.used++] = 45;
      rest = -rest;
    }
    if (rest < 10) this.buffer[this.used++] = 48 + rest;
    else this.digits(rest, 0);
    this.buffer[this.used++] = COMMA;
  }

  /** A non-negative number given in ten-thousandths, with four decimals. */
  tenThousandths(value: number): void {
    this.digits(Math.floor(value / 10000), 0);
    this.buffer[this.used++] = 46;
    this.digits(value % 10000, 4);
    this.buffer[this.used++] = COMMA;
  }

  /** Ends the row: the last comma becomes a line feed. */
  endRow(): void {
    this.buffer[this.used - 1] = NEWLINE;
    if (this.used > CAPACITY - MARGIN) this.flush();
  }

  /** Bytes written when the file is closed. */
  close(): number {
    this.flush();
    closeSync(this.file);
    return this.flushed;
  }

  private digits(value: number, least: number): void {
    let length = 1;
    for (let power = 10; power <= value; power *= 10) length++;
    if (length < least) length = least;
    let rest = value;
    for (let i = this.used + length - 1; i >= this.used; i--) {
      const tenth = Math.floor(rest / 10);
      this.buffer[i] = 48 + rest - tenth * 10;
      rest = tenth;
    }
    this.used += length;
  }

  private flush(): void {
    let start = 0;
    while (start < this.used) start += writeSync(this.file, this.buffer, start, this.used - start);
    this.flushed += this.used;
    this.used = 0;
  }
}
