import type { Column, FactorColumn, Frame } from "../../../src/data/frame";

/** A frame with its rows rearranged, dropped or repeated: row r of the result is row `order[r]`. */
export function rearranged(frame: Frame, order: readonly number[]): Frame {
  const columns = Object.entries(frame.columns).map(([name, column]) => [name, pick(column, order)] as const);
  return { rows: order.length, columns: Object.fromEntries(columns) };
}

function pick(column: Column, order: readonly number[]): Column {
  switch (column.kind) {
    case "flag":
      return { ...column, values: Uint8Array.from(order, (i) => column.values[i]) };
    case "numeric":
      return { ...column, values: Float64Array.from(order, (i) => column.values[i]) };
    case "lookup":
      return { ...column, codes: Uint16Array.from(order, (i) => column.codes[i]) };
    case "factor":
      return { ...column, codes: pickCodes(column, order) };
  }
}

function pickCodes({ codes }: FactorColumn, order: readonly number[]): Uint8Array | Uint16Array {
  const picked = (i: number) => codes[i];
  return codes instanceof Uint8Array ? Uint8Array.from(order, picked) : Uint16Array.from(order, picked);
}

/** A frame with columns replaced or added. */
export function withColumns(frame: Frame, columns: Readonly<Record<string, Column>>): Frame {
  return { rows: frame.rows, columns: { ...frame.columns, ...columns } };
}

export function flags(values: readonly number[]): Column {
  return { kind: "flag", values: Uint8Array.from(values) };
}

export function numbers(values: readonly number[]): Column {
  return { kind: "numeric", values: Float64Array.from(values) };
}

export function factor(values: readonly string[], levels = [...new Set(values)].sort()): FactorColumn {
  return {
    kind: "factor",
    levels,
    codes: Uint8Array.from(values, (value) => (value === "" ? 255 : levels.indexOf(value))),
  };
}
