import { inflateRawSync } from "node:zlib";
import { crc32 } from "../../../util/crc32";
import { StudyError } from "../../../util/errors";

/** A file inside a zip archive, as the archive's directory states it. */
export interface ZipEntry {
  readonly name: string;
  readonly packed: number;
  readonly unpacked: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
  /** Where its local header starts. */
  readonly at: number;
}

/** Largest sum of unpacked parts of a workbook, and how far a part may unpack. */
const MAX_UNPACKED = 500_000_000;
const MAX_RATIO = 200;
const RATIO_FROM = 20_000_000;

/**
 * The directory of a zip archive (PKWARE APPNOTE 4.3.12, 4.3.16), read before anything is unpacked.
 * @throws StudyError `input` when the archive is damaged, encrypted, or would unpack beyond the limits
 */
export function zipEntries(name: string, zip: Buffer): readonly ZipEntry[] {
  const end = zip.lastIndexOf("PK\u0005\u0006", undefined, "latin1");
  if (end < 0 || end + 22 > zip.length) throw damaged(name);
  const count = zip.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) throw damaged(name);
    if (zip.readUInt16LE(at + 8) & 1) throw refused(name, "workbook-open", "is encrypted. Save it without a password.");
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString("utf8", at + 46, at + 46 + nameLength),
      packed: zip.readUInt32LE(at + 20),
      unpacked: zip.readUInt32LE(at + 24),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      at: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  const total = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
  const bomb = entries.some(({ packed, unpacked }) => unpacked > RATIO_FROM && unpacked > MAX_RATIO * packed);
  if (bomb || total > MAX_UNPACKED) {
    throw refused(
      name,
      "unpacked-size",
      `would unpack to ${total} bytes, more than a workbook of the publishers holds. Fetch the file again.`,
    );
  }
  return entries;
}

/**
 * Unpacks every part and compares it with the archive's checksum: the workbook reader checks none, and a damaged part can keep it
 * busy without end.
 * @throws StudyError `zip-whole`
 */
export function failOnDamagedParts(name: string, zip: Buffer, entries: readonly ZipEntry[]): void {
  for (const entry of entries) {
    const part = unpack(zip, entry);
    if (part === undefined || part.length !== entry.unpacked || crc32(part) !== entry.crc) throw damaged(name);
  }
}

function unpack(zip: Buffer, { at, packed, unpacked, method }: ZipEntry): Buffer | undefined {
  if (at + 30 > zip.length || zip.readUInt32LE(at) !== 0x04034b50) return undefined;
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const bytes = zip.subarray(start, start + packed);
  if (method === 0) return bytes;
  if (method !== 8) return undefined;
  try {
    return inflateRawSync(bytes, { maxOutputLength: unpacked + 1 });
  } catch {
    return undefined;
  }
}

const damaged = (name: string): StudyError =>
  refused(name, "zip-whole", "the archive is damaged or cut short. Fetch the file again.");

const refused = (name: string, rule: string, message: string): StudyError =>
  new StudyError("input", rule, `${name}: ${message}`);
