import { damaged, fileError } from "../fileError";
import type { SourceFile } from "../sourceFile";
import type { SavLayout } from "./layout";

/** Refuses a row count that the bytes of the file cannot hold, before any row is read or any memory taken for it. */
export function checkSavSize({ header, slots, dataStart, blocks }: SavLayout, { name, size }: SourceFile): void {
  const { rows, compression } = header;
  if (compression === "none") {
    const held = (size - dataStart) / (8 * slots);
    if (!Number.isInteger(held)) throw damaged(name, `holds ${Math.floor(held)} rows and a part of one`);
    if (rows !== undefined && rows !== held) throw rowsDiffer(name, rows, String(held));
  } else if (rows !== undefined) {
    const codes = blocks?.reduce((sum, { uncompressed }) => sum + uncompressed, 0) ?? size - dataStart;
    // Every slot takes at least one byte.
    if (rows * slots > codes) throw rowsDiffer(name, rows, `at most ${Math.floor(codes / slots)}`);
  }
}

export const rowsDiffer = (name: string, stated: number, held: string) =>
  fileError(
    name,
    "rows-add-up",
    `states ${stated} rows and holds ${held}. The file is damaged or cut short: fetch or save it again.`,
  );
