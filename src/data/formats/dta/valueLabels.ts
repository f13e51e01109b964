import { damaged } from "../fileError";
import type { HeaderCursor } from "../headerCursor";
import type { DecodeText } from "../textDecoder";
import type { ValueLabel } from "../types";
import { expectTag } from "./fileHeader";
import type { Release } from "./releases";

/** The missing value `.`; `.a` to `.z` follow it (Stata, `help dta`). */
const LONG_MISSING = 2147483621;

/** Reads all value label tables, by name. */
export async function readValueLabels(
  cursor: HeaderCursor,
  decode: DecodeText,
  position: number,
  close: number,
  release: Release,
): Promise<ReadonlyMap<string, readonly ValueLabel[]>> {
  const tables = new Map<string, readonly ValueLabel[]>();
  cursor.position = Math.min(position, cursor.source.size);
  await expectTag(cursor, "<value_labels>");
  for (;;) {
    const tag = (await cursor.take(5)).toString("latin1");
    if (tag !== "<lbl>") break;
    const length = await cursor.count(1, "length of a label table");
    const name = await cursor.take(release.name + 3);
    const nul = name.indexOf(0);
    const key = decode(name, 0, nul < 0 ? release.name : Math.min(nul, release.name), "its header");
    tables.set(key, labelsOf(await cursor.take(length), decode, cursor));
    await expectTag(cursor, "</lbl>");
  }
  cursor.position -= 5;
  await expectTag(cursor, "</value_labels>");
  if (cursor.position !== close) throw damaged(cursor.source.name, "has sections that do not follow one another");
  await expectTag(cursor, "</stata_dta>");
  return tables;
}

function labelsOf(table: Buffer, decode: DecodeText, { littleEndian, source }: HeaderCursor): readonly ValueLabel[] {
  const impossible = () => damaged(source.name, "has an impossible label table");
  if (table.length < 8) throw impossible();
  const view = new DataView(table.buffer, table.byteOffset, table.length);
  const [count, bytes] = [view.getInt32(0, littleEndian), view.getInt32(4, littleEndian)];
  if (count < 0 || bytes < 0 || 8 + 8 * count + bytes !== table.length) throw impossible();
  const start = 8 + 8 * count;
  return Array.from({ length: count }, (_, i) => {
    const offset = view.getInt32(8 + 4 * i, littleEndian);
    if (offset < 0 || offset >= bytes) throw impossible();
    const nul = table.indexOf(0, start + offset);
    const label = decode(table, start + offset, nul < 0 ? table.length : nul, "its header");
    return { value: labelledValue(view.getInt32(8 + 4 * count + 4 * i, littleEndian)), label };
  });
}

function labelledValue(code: number): number | string {
  if (code < LONG_MISSING) return code;
  return code === LONG_MISSING ? "." : `.${String.fromCharCode(96 + code - LONG_MISSING)}`;
}
