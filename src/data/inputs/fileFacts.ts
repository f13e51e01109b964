import { isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { PassThrough, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { StudyError } from "../../util/errors";

export type Encoding = "ascii" | "utf-8" | "windows-1252" | "utf-16le" | "utf-16be" | "parquet";

/** What one pass over a text file finds: its digest and how its text is laid down. */
export interface FileFacts {
  /** Bytes and SHA-256 of the file as it stands (compressed if it is). */
  readonly bytes: number;
  readonly sha256: string;
  readonly gzip: boolean;
  readonly encoding: Encoding;
  readonly byteOrderMark: boolean;
  /** Line ends of the uncompressed text, and how many of them are CR LF. */
  readonly lineEnds: number;
  readonly crlf: number;
  /** Lines that are not blank, header included; line breaks inside quotes do not count. 0 for a file that is not text. */
  readonly records: number;
  /** The text ends inside a quoted cell. */
  readonly openQuote: boolean;
}

/** Reads a file once, through gzip if it is compressed, and states its digest, encoding and line endings. */
export async function readFileFacts(path: string): Promise<FileFacts> {
  const hash = createHash("sha256");
  let bytes = 0;
  const scan = new TextScan();
  try {
    const magic = await firstBytes(path, 4);
    const gzip = magic[0] === 0x1f && magic[1] === 0x8b;
    const parquet = magic.toString("latin1") === "PAR1";
    const source = createReadStream(path, { highWaterMark: 1 << 20 });
    source.on("data", (chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
    });
    const text: Readable = new PassThrough({ highWaterMark: 1 << 20 });
    const done = gzip
      ? pipeline(source, createGunzip({ chunkSize: 1 << 18 }), text as PassThrough)
      : pipeline(source, text as PassThrough);
    const scanned = (async () => {
      for await (const chunk of text) scan.add(chunk as Buffer);
    })();
    await Promise.all([done, scanned]);
    const sha256 = hash.digest("hex");
    if (parquet) return { bytes, sha256, gzip: false, ...NO_TEXT };
    const facts = { bytes, sha256, gzip, ...scan.result() };
    if (facts.records === 0)
      throw new StudyError("input", "file-not-empty", `${path}: is empty. Fetch the file again.`);
    return facts;
  } catch (error) {
    if (error instanceof StudyError) throw error;
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  for await (const chunk of createReadStream(path, { end: count - 1 })) return chunk as Buffer;
  return Buffer.alloc(0);
}

function unreadable(path: string, error: NodeJS.ErrnoException): StudyError {
  if (error.code === "ENOENT") {
    return new StudyError(
      "input",
      "file-exists",
      `${path}: does not exist. Correct the path in the manifest, or name the folder by --data DIR.`,
    );
  }
  if (error.code?.startsWith("Z_")) {
    return new StudyError(
      "input",
      "gzip-whole",
      `${path}: the gzip stream is damaged or cut short (${error.code}). Fetch the file again.`,
    );
  }
  return new StudyError("input", "file-readable", `${path}: cannot be read (${error.code ?? error.message}).`);
}

const LF = 10;
const CR = 13;
const QUOTE = 34;

type TextFacts = Pick<FileFacts, "encoding" | "byteOrderMark" | "lineEnds" | "crlf" | "records" | "openQuote">;

const NO_TEXT: TextFacts = {
  encoding: "parquet",
  byteOrderMark: false,
  lineEnds: 0,
  crlf: 0,
  records: 0,
  openQuote: false,
};

/** Collects encoding and line facts over the chunks of a text. */
class TextScan {
  private ascii: boolean = true;
  private utf8: TextDecoder | undefined = new TextDecoder("utf-8", { fatal: true });
  private head: Buffer = Buffer.alloc(0);
  private lineEnds = 0;
  private crlf = 0;
  private records = 0;
  private quoted: boolean = false;
  /** Bytes since the last record ended, a closing CR included. */
  private held = 0;
  private last = -1;

  add(chunk: Buffer): void {
    if (chunk.length === 0) return;
    if (this.head.length < 4) this.head = Buffer.concat([this.head, chunk.subarray(0, 4)]);
    if (this.quoted || chunk.includes(QUOTE)) this.scanQuoted(chunk);
    else this.scanPlain(chunk);
    this.last = chunk[chunk.length - 1];
    this.ascii = this.ascii && isAscii(chunk);
    if (this.ascii) return;
    try {
      this.utf8?.decode(chunk, { stream: true });
    } catch {
      this.utf8 = undefined;
    }
  }

  private scanPlain(chunk: Buffer): void {
    let start = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, start)) {
      this.held += at - start;
      this.endLine((at > 0 ? chunk[at - 1] : this.last) === CR);
      start = at + 1;
    }
    this.held += chunk.length - start;
  }

  private scanQuoted(chunk: Buffer): void {
    let before = this.last;
    for (const byte of chunk) {
      if (byte === LF && !this.quoted) this.endLine(before === CR);
      else this.held++;
      if (byte === QUOTE) this.quoted = !this.quoted;
      before = byte;
    }
  }

  private endLine(carriageReturn: boolean): void {
    this.lineEnds++;
    if (carriageReturn) this.crlf++;
    if (this.held > (carriageReturn ? 1 : 0)) this.records++;
    this.held = 0;
  }

  result(): TextFacts {
    const [a, b, c] = this.head;
    const utf16 = a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : undefined;
    return {
      encoding: utf16 ?? (this.ascii ? "ascii" : this.utf8 ? "utf-8" : "windows-1252"),
      byteOrderMark: utf16 !== undefined || (a === 0xef && b === 0xbb && c === 0xbf),
      lineEnds: this.lineEnds,
      crlf: this.crlf,
      records: this.records + (this.held > 0 ? 1 : 0),
      openQuote: this.quoted,
    };
  }
}
