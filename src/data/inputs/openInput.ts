import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { StudyError } from "../../util/errors";
import type { RepairCount } from "../linkage/types";
import type { ColumnCounts } from "./columnCounts";
import { cachedFacts } from "./factsCache";
import type { FileFacts } from "./fileFacts";
import { decodeWindows1252 } from "./windows1252";

/** A declared input file, its facts, and a UTF-8 file with one kind of line ending that holds its text. */
export interface OpenedInput {
  /** The path as the manifest writes it: what messages and reports print. */
  readonly name: string;
  readonly path: string;
  /** What DuckDB reads: `path` itself, or a decoded copy in the cache. */
  readonly textPath: string;
  readonly facts: FileFacts;
  /** Messages must not hold a cell of this file. */
  readonly restricted: boolean;
  /** Lines of the file above the header; message lines count them. */
  readonly linesAbove?: number;
  /** What opening the file left out or changed. */
  readonly repairs?: readonly RepairCount[];
  /** Told how the cells of every column were taken, before any of them is refused. */
  readonly onColumns?: (columns: readonly ColumnCounts[]) => void;
}

/** Opens a text input of any encoding in `FileFacts`, decoding into the cache only where DuckDB could not read it as it stands. */
export async function openInput(
  name: string,
  path: string,
  cacheDir: string,
  restricted = false,
): Promise<OpenedInput> {
  const facts = await cachedFacts(path, cacheDir);
  const plain = ["ascii", "utf-8", "parquet"].includes(facts.encoding);
  const oneEnding = facts.crlf === 0 || facts.crlf === facts.lineEnds;
  if (plain && oneEnding) return { name, path, textPath: path, facts, restricted };
  const textPath = join(cacheDir, "decoded", `${facts.sha256}.csv`);
  if (!existsSync(textPath)) await writeDecoded(path, facts, textPath);
  return {
    name,
    path,
    textPath,
    facts: { ...(await cachedFacts(textPath, cacheDir)), ...ownFacts(facts) },
    restricted,
  };
}

/** Facts that belong to the file itself; counts of records come from the decoded text. */
const ownFacts = ({ bytes, sha256, gzip, encoding, byteOrderMark }: FileFacts) => ({
  bytes,
  sha256,
  gzip,
  encoding,
  byteOrderMark,
});

async function writeDecoded(path: string, facts: FileFacts, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await pipeline(Readable.from(decodedText(path, facts)), createWriteStream(temporary));
    await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function* decodedText(path: string, facts: FileFacts): AsyncGenerator<string> {
  const decode = decoder(facts);
  const raw = createReadStream(path, { highWaterMark: 1 << 20 });
  let held = "";
  for await (const chunk of facts.gzip ? raw.pipe(createGunzip()) : raw) {
    const text = held + decode(chunk as Buffer);
    held = text.endsWith("\r") ? "\r" : "";
    yield (held ? text.slice(0, -1) : text).replaceAll("\r\n", "\n");
  }
  yield held;
}

function decoder({ encoding }: FileFacts): (chunk: Buffer) => string {
  if (encoding === "windows-1252") return decodeWindows1252;
  const decoder = new TextDecoder(encoding === "ascii" ? "utf-8" : encoding, { fatal: true });
  return (chunk) => {
    try {
      return decoder.decode(chunk, { stream: true });
    } catch {
      throw new StudyError(
        "input",
        "encoding-known",
        `a file declared ${encoding} holds bytes outside it. Save it as UTF-8.`,
      );
    }
  };
}
