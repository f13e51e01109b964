import { damaged, fileError } from "../fileError";
import { HeaderCursor } from "../headerCursor";
import type { SourceFile } from "../sourceFile";
import { textDecoder } from "../textDecoder";
import type { ReadOptions, TabularHeader } from "../types";
import { encodingOf, readExtensionTexts, rows64 } from "./extensions";
import { type FileHeader, readFileHeader } from "./fileHeader";
import type { SavLayout } from "./layout";
import { type Records, readRecords } from "./records";
import { checkSavSize } from "./savSize";
import { joinVariables } from "./variables";
import { readZlibBlocks } from "./zlibBlocks";

/** Reads the header of an SPSS file up to the first byte of its data. */
export async function readSavLayout(source: SourceFile, { encoding: wanted }: ReadOptions): Promise<SavLayout> {
  const cursor = new HeaderCursor(source);
  const file = await readFileHeader(cursor);
  const records = await readRecords(cursor);
  const { littleEndian } = cursor;
  const { name } = source;
  const encoding = wanted ?? encodingOf(records, littleEndian);
  if (encoding === undefined)
    throw fileError(name, "encoding-known", "does not state its encoding. State it, or save the file as UTF-8.");
  const text = textDecoder(name, encoding, false);
  const decode = (bytes: Buffer) => text(bytes, 0, bytes.length, "its header");
  const texts = readExtensionTexts(records, decode, littleEndian, name);
  const joined = joinVariables(records, texts, { decode, littleEndian, file: name });
  if (records.slots === 0) throw damaged(name, "has no variables");
  const header: TabularHeader = {
    format: file.compression === "zlib" ? "zsav" : "sav",
    release: String(file.layout),
    compression: file.compression,
    encoding,
    rows: rowCount(file, records, littleEndian, name),
    variables: joined.map(({ variable }) => variable),
  };
  const blocks = file.compression === "zlib" ? await readZlibBlocks(source, cursor.position, littleEndian) : undefined;
  const layout = {
    header,
    places: joined.map(({ place }) => place),
    slots: records.slots,
    dataStart: cursor.position,
    littleEndian,
    bias: file.bias,
    systemMissing: systemMissing(records, littleEndian),
    blocks,
  };
  checkSavSize(layout, source);
  return layout;
}

function rowCount(file: FileHeader, records: Records, littleEndian: boolean, name: string): number | undefined {
  const long = rows64(records, littleEndian, name);
  const short = file.rows < 0 ? undefined : file.rows;
  if (long !== undefined && short !== undefined && long !== short)
    throw damaged(name, `states two numbers of rows, ${short} and ${long}`);
  return short ?? long;
}

function systemMissing({ extensions }: Records, littleEndian: boolean): number {
  const floats = extensions.get(4);
  if (floats === undefined || floats.length < 8) return -Number.MAX_VALUE;
  return littleEndian ? floats.readDoubleLE(0) : floats.readDoubleBE(0);
}
