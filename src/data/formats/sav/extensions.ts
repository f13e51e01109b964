import { damaged, fileError } from "../fileError";
import type { ValueLabel } from "../types";
import { Fields } from "./fields";
import type { Records } from "./records";

/** Facts of the extension records (PSPP developer's guide, "System File Format"). Keys are names in capitals. */
export interface ExtensionTexts {
  readonly longNames: ReadonlyMap<string, string>;
  /** Bytes of strings over 255. */
  readonly veryLong: ReadonlyMap<string, number>;
  readonly labels: ReadonlyMap<string, readonly ValueLabel[]>;
  readonly missing: ReadonlyMap<string, readonly string[]>;
}

type Decode = (bytes: Buffer) => string;

/** Encodings that old files name only by the number of a Windows code page. */
const CODE_PAGES: Readonly<Record<number, string>> = {
  2: "us-ascii",
  3: "windows-1252",
  65001: "utf-8",
  28591: "iso-8859-1",
};

/** The encoding by name or, in older files, by code page; `undefined` when the file states none. */
export function encodingOf({ extensions }: Records, littleEndian: boolean): string | undefined {
  const named = extensions.get(20)?.toString("latin1").replace(/\0/g, "").trim();
  if (named) return named;
  const machine = extensions.get(3);
  if (machine === undefined || machine.length < 32) return undefined;
  const page = littleEndian ? machine.readInt32LE(28) : machine.readInt32BE(28);
  return CODE_PAGES[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : undefined);
}

/** The row count of the 64-bit record; `undefined` when absent or left open. */
export function rows64({ extensions }: Records, littleEndian: boolean, file: string): number | undefined {
  const bytes = extensions.get(16);
  if (bytes === undefined) return undefined;
  if (bytes.length < 16) throw damaged(file, "states an impossible number of rows");
  const rows = Number(littleEndian ? bytes.readBigInt64LE(8) : bytes.readBigInt64BE(8));
  if (rows < -1 || !Number.isSafeInteger(rows)) throw damaged(file, "states an impossible number of rows");
  return rows < 0 ? undefined : rows;
}

export function readExtensionTexts(
  { extensions }: Records,
  decode: Decode,
  littleEndian: boolean,
  file: string,
): ExtensionTexts {
  const fields = (subtype: number) => new Fields(extensions.get(subtype) ?? Buffer.alloc(0), littleEndian, file);
  const pairs = (subtype: number) => namedPairs(decode(extensions.get(subtype) ?? Buffer.alloc(0)));
  return {
    longNames: pairs(13),
    veryLong: new Map([...pairs(14)].map(([name, width]) => [name, stringWidth(width, file)])),
    labels: longLabels(fields(21), decode),
    missing: longMissing(fields(22), decode),
  };
}

/** `NAME=value` pairs set apart by tabs. */
function namedPairs(text: string): Map<string, string> {
  const pairs = text.split("\t").map((pair) => pair.replace(/\0+$/, "").split("=", 2));
  return new Map(pairs.filter((pair) => pair.length === 2).map(([name, value]) => [name.toUpperCase(), value]));
}

function stringWidth(text: string, file: string): number {
  const width = Number(text);
  if (!Number.isInteger(width) || width < 1) throw damaged(file, "states an impossible string width");
  if (width > 32767)
    throw fileError(file, "format-supported", "has a string of over 32,767 bytes. Shorten the variable.");
  return width;
}

function longLabels(fields: Fields, decode: Decode): Map<string, readonly ValueLabel[]> {
  const all = new Map<string, readonly ValueLabel[]>();
  while (fields.more) {
    const name = decode(fields.counted()).toUpperCase();
    fields.int32();
    const labels: ValueLabel[] = [];
    for (let left = fields.int32(); left > 0; left--) {
      const value = decode(fields.counted()).trimEnd();
      labels.push({ value, label: decode(fields.counted()) });
    }
    all.set(name, labels);
  }
  return all;
}

function longMissing(fields: Fields, decode: Decode): Map<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  while (fields.more) {
    const name = decode(fields.counted()).toUpperCase();
    const count = fields.take(1)[0];
    const length = fields.int32();
    all.set(
      name,
      Array.from({ length: count }, () => decode(fields.take(length)).trimEnd()),
    );
  }
  return all;
}
