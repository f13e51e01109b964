import { damaged } from "../fileError";

/** Reads lengths and texts out of an extension record; a length beyond the record is refused. */
export class Fields {
  private at: number = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly littleEndian: boolean,
    private readonly file: string,
  ) {}

  get more(): boolean {
    return this.at < this.bytes.length;
  }

  take(length: number): Buffer {
    if (length < 0 || length > this.bytes.length - this.at)
      throw damaged(this.file, "has an impossible length in its header");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  int32(): number {
    const bytes = this.take(4);
    return this.littleEndian ? bytes.readInt32LE(0) : bytes.readInt32BE(0);
  }

  /** A text or value preceded by its length. */
  counted(): Buffer {
    return this.take(this.int32());
  }
}
