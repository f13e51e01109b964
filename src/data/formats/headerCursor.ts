import { damaged, fileError } from "./fileError";
import type { SourceFile } from "./sourceFile";

/** Longest header accepted, in bytes: 100,000 variables with labels stay below it. */
const MAX_HEADER = 256 << 20;
const WINDOW = 1 << 16;

/** Reads a header from front to back in the file's byte order. Lengths are checked against the file before they are used. */
export class HeaderCursor {
  /** Byte of the file that comes next. */
  position: number;
  littleEndian: boolean = true;
  private window: Buffer = Buffer.alloc(0);
  private windowStart: number = 0;
  private taken: number = 0;

  constructor(
    readonly source: SourceFile,
    position: number = 0,
  ) {
    this.position = position;
  }

  /** The next `length` bytes. */
  async take(length: number): Promise<Buffer> {
    const { size, name } = this.source;
    if (length > size - this.position) throw damaged(name, `ends at byte ${size}, inside its header`);
    this.taken += length;
    if (this.taken > MAX_HEADER)
      throw fileError(name, "header-size", "has a header longer than 256 MB. Keep fewer variables or labels.");
    if (this.position < this.windowStart || this.position + length > this.windowStart + this.window.length) {
      this.windowStart = this.position;
      this.window = await this.source.read(this.position, Math.min(Math.max(length, WINDOW), size - this.position));
    }
    const start = this.position - this.windowStart;
    this.position += length;
    return this.window.subarray(start, start + length);
  }

  async int32(): Promise<number> {
    const bytes = await this.take(4);
    return this.littleEndian ? bytes.readInt32LE(0) : bytes.readInt32BE(0);
  }

  /** A length or count: never negative, and `unit` bytes of each must still fit into the file. */
  async count(unit: number, what: string): Promise<number> {
    const count = await this.int32();
    if (count < 0 || count * unit > this.source.size - this.position)
      throw damaged(this.source.name, `states an impossible ${what}`);
    return count;
  }
}
