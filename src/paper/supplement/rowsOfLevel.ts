import type { Column, FactorCodes, Frame } from "../../data/frame";
import { column } from "../completeRows";

/** The rows of a frame with one level of a factor, in their order. Rows missing on it are left out. */
export function rowsOfLevel(frame: Frame, factor: string, level: string): Frame {
  const of = column(frame, factor);
  if (of.kind !== "factor") throw new RangeError(`${factor} is not a factor column`);
  const code = of.levels.indexOf(level);
  if (code < 0) throw new RangeError(`${factor} has no level "${level}"; it has ${of.levels.join(", ")}`);
  let count = 0;
  for (const one of of.codes) if (one === code) count++;
  const rows = new Uint32Array(count);
  for (let i = 0, k = 0; i < of.codes.length; i++) if (of.codes[i] === code) rows[k++] = i;
  const columns = Object.entries(frame.columns).map(([name, one]) => [name, taken(one, rows)] as const);
  return { rows: count, columns: Object.fromEntries(columns) };
}

function taken(column: Column, rows: Uint32Array): Column {
  switch (column.kind) {
    case "factor":
      return { ...column, codes: gathered(column.codes, rows) };
    case "lookup":
      return { ...column, codes: gathered(column.codes, rows) };
    case "flag":
      return { ...column, values: gathered(column.values, rows) };
    case "numeric":
      return { ...column, values: gathered(column.values, rows) };
  }
}

function gathered<Values extends FactorCodes | Float64Array>(values: Values, rows: Uint32Array): Values {
  const out = new (values.constructor as new (length: number) => Values)(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]];
  return out;
}
