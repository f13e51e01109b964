import { isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { StudyError } from "../../util/errors";
import { isTabular } from "../formats/tabularFormat";
import { LIMITS } from "./limits";
import { fileBytes } from "./textChunks";

export type Encoding =
  | "ascii"
  | "utf-8"
  | "windows-1252"
  | "utf-16le"
  | "utf-16be"
  | "parquet"
  | "xlsx"
  | "sav"
  | "zsav"
  | "dta";

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
    const closed = CLOSED_FORMATS[magic.toString("latin1")] ?? ((await isTabular(path)) ? "sav" : undefined);
    if (closed === "old workbook") throw oldWorkbook(path);
    const size = (await stat(path)).size;
    if (size > LIMITS.fileBytes)
      throw refused(
        path,
        "file-size",
        `${size} bytes are more than the ${LIMITS.fileBytes} that are read. Split the file.`,
      );
    let inflated = 0;
    const see = (chunk: Buffer) => {
      inflated += chunk.length;
      if (gzip && inflated > LIMITS.inflatedFrom && inflated > LIMITS.inflation * size) throw inflates(path);
      if (closed) return;
      scan.add(chunk);
      if (scan.longest > LIMITS.recordBytes) throw longRecord(path, scan.lines + 1);
    };
    const take = (chunk: Buffer) => {
      hash.update(chunk);
      bytes += chunk.length;
    };
    if (gzip) await inflate(path, take, see);
    else
      for await (const chunk of fileBytes(path)) {
        take(chunk);
        see(chunk);
      }
    const sha256 = hash.digest("hex");
    if (closed) return { bytes, sha256, gzip: false, ...NO_TEXT, encoding: closed };
    const facts = { bytes, sha256, gzip, ...scan.result() };
    if (scan.nul && !facts.encoding.startsWith("utf-16")) {
      throw refused(
        path,
        "text-without-nul",
        "holds zero bytes: it is no text, or UTF-16 without a byte-order mark. Save it as UTF-8.",
      );
    }
    if (facts.records === 0)
      throw new StudyError("input", "file-not-empty", `${path}: is empty. Fetch the file again.`);
    return facts;
  } catch (error) {
    if (error instanceof StudyError) throw error;
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
}

/** Shows the bytes of a gzip file, and what they unpack to. */
async function inflate(
  path: string,
  packed: (chunk: Buffer) => void,
  unpacked: (chunk: Buffer) => void,
): Promise<void> {
  const source = createReadStream(path, { highWaterMark: 1 << 20 });
  source.on("data", (chunk) => packed(chunk as Buffer));
  const text = new PassThrough({ highWaterMark: 1 << 20 });
  const seen = (async () => {
    for await (const chunk of text) unpacked(chunk as Buffer);
  })();
  await Promise.all([pipeline(source, createGunzip({ chunkSize: 1 << 18 }), text), seen]);
}

const refused = (path: string, rule: string, message: string): StudyError =>
  new StudyError("input", rule, `${path}: ${message}`);

const inflates = (path: string): StudyError =>
  refused(
    path,
    "unpacked-size",
    `the gzip stream unpacks to more than ${LIMITS.inflation} times its size, which no table does. Fetch the file again.`,
  );

const longRecord = (path: string, line: number): StudyError =>
  new StudyError(
    "input",
    "record-length",
    `${path}:${line}: the record is longer than ${LIMITS.recordBytes} bytes. Check line ends and quotes.`,
  );

/** Formats that are not text, by their first four bytes. */
const CLOSED_FORMATS: Readonly<Record<string, "parquet" | "xlsx" | "old workbook">> = {
  PAR1: "parquet",
  "PK\u0003\u0004": "xlsx",
  "\u00d0\u00cf\u0011\u00e0": "old workbook",
};

const oldWorkbook = (path: string): StudyError =>
  refused(
    path,
    "workbook-open",
    "is an encrypted workbook or one of the old format .xls. Save it as .xlsx without a password.",
  );

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

const NO_TEXT: Omit<TextFacts, "encoding"> = {
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
  /** Bytes of the longest record so far, at least. */
  longest = 0;
  nul: boolean = false;

  get lines(): number {
    return this.lineEnds;
  }

  add(chunk: Buffer): void {
    if (chunk.length === 0) return;
    if (this.head.length < 4) this.head = Buffer.concat([this.head, chunk.subarray(0, 4)]);
    if (this.quoted || chunk.includes(QUOTE)) this.scanQuoted(chunk);
    else this.scanPlain(chunk);
    this.longest = Math.max(this.longest, this.held);
    this.nul ||= chunk.includes(0);
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
    if (this.held > this.longest) this.longest = this.held;
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
