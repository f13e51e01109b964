import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Column, FactorCodes, Frame } from "../frame";
import type { StoredColumn, StoredFrame } from "./storedFrame";

/** Opens a saved frame; all columns lie in SharedArrayBuffers, so that workers read them without a copy. */
export const openFrame = (folder: string): Frame => openFrameWithMeta(folder).frame;

/** A saved frame with what `saveFrame` was given beside it. */
export function openFrameWithMeta(folder: string): { readonly frame: Frame; readonly meta: unknown } {
  const { rows, columns, meta } = JSON.parse(readFileSync(join(folder, "frame.json"), "utf8")) as StoredFrame;
  const opened: Record<string, Column> = {};
  for (const column of columns) opened[column.name] = openColumn(folder, rows, column, opened);
  return { frame: { rows, columns: opened }, meta };
}

function openColumn(
  folder: string,
  rows: number,
  column: StoredColumn,
  opened: Readonly<Record<string, Column>>,
): Column {
  const read = (suffix: string, bytes: number) => readShared(join(folder, `${column.name}.${suffix}`), bytes);
  switch (column.kind) {
    case "factor": {
      const codes = codesIn(read("codes", rows * column.bytes), column.bytes);
      return { kind: "factor", levels: column.levels, codes };
    }
    case "lookup": {
      const shared = column.codesOf === undefined ? undefined : opened[column.codesOf];
      const codes = shared?.kind === "lookup" ? shared.codes : new Uint16Array(read("codes", rows * 2));
      return { kind: "lookup", codes, values: new Float64Array(read("values", column.values * 8)) };
    }
    case "flag":
      return { kind: "flag", values: new Uint8Array(read("values", rows)) };
    case "numeric":
      return { kind: "numeric", values: new Float64Array(read("values", rows * 8)) };
  }
}

function codesIn(buffer: SharedArrayBuffer, bytes: number): FactorCodes {
  if (bytes === 1) return new Uint8Array(buffer);
  return bytes === 2 ? new Uint16Array(buffer) : new Uint32Array(buffer);
}

function readShared(path: string, bytes: number): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(bytes);
  const view = new Uint8Array(buffer);
  const file = openSync(path, "r");
  try {
    let filled = 0;
    while (filled < bytes) {
      const got = readSync(file, view, filled, bytes - filled, filled);
      if (got === 0) throw new Error(`${path}: shorter than its manifest says. Delete the folder and run again.`);
      filled += got;
    }
  } finally {
    closeSync(file);
  }
  return buffer;
}
