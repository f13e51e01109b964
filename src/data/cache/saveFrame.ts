import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Column, FactorCodes, Frame } from "../frame";
import type { StoredColumn, StoredFrame } from "./storedFrame";

/** Writes a frame as one binary file per column and a manifest that carries `meta` too. The folder is filled in place. */
export function saveFrame(folder: string, frame: Frame, meta: unknown): void {
  mkdirSync(folder, { recursive: true });
  const written = new Map<Uint16Array, string>();
  const columns = Object.entries(frame.columns).map(([name, column]) => saveColumn(folder, name, column, written));
  const stored: StoredFrame = { rows: frame.rows, columns, meta };
  writeFileSync(join(folder, "frame.json"), JSON.stringify(stored));
}

/** `written` has the codes of lookup columns saved so far, with the column that holds them. */
function saveColumn(folder: string, name: string, column: Column, written: Map<Uint16Array, string>): StoredColumn {
  const write = (suffix: string, data: FactorCodes | Float64Array) => {
    writeFileSync(join(folder, `${name}.${suffix}`), new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  };
  switch (column.kind) {
    case "factor":
      write("codes", column.codes);
      return { name, kind: "factor", bytes: column.codes.BYTES_PER_ELEMENT, levels: column.levels };
    case "lookup": {
      write("values", column.values);
      const codesOf = written.get(column.codes);
      if (codesOf !== undefined) return { name, kind: "lookup", values: column.values.length, codesOf };
      write("codes", column.codes);
      written.set(column.codes, name);
      return { name, kind: "lookup", values: column.values.length };
    }
    case "flag":
      write("values", column.values);
      return { name, kind: "flag" };
    case "numeric":
      write("values", column.values);
      return { name, kind: "numeric" };
  }
}
