import { MISSING } from "../coding/lookupTable";

/** A column of small codes; 255 = missing. */
export interface KeyColumn {
  readonly name: string;
  /** Codes are below this. */
  readonly levels: number;
}

/** Keys of rows: whole numbers in the smallest array that holds them. */
export type RowKeys = Uint32Array | Float64Array;

/** An array for keys of the given columns. */
export function emptyKeys(columns: readonly KeyColumn[], rows: number): RowKeys {
  const size = columns.reduce((product, { levels }) => product * (levels + 1), 1);
  if (size > Number.MAX_SAFE_INTEGER) throw new Error(`${columns.length} coded columns are too many for one number`);
  return size <= 2 ** 32 ? new Uint32Array(rows) : new Float64Array(rows);
}

/**
 * One number for all codes of a row, first column first: in the order of the numbers, rows stand in the order of their codes, missing
 * ones last, and rows with equal numbers are equal.
 */
export function packKeys(
  columns: readonly KeyColumn[],
  bytes: Readonly<Record<string, Uint8Array>>,
  rows: number,
): RowKeys {
  const keys = emptyKeys(columns, rows);
  let weight = 1;
  for (const { name, levels } of [...columns].reverse()) {
    const worth = Float64Array.from({ length: MISSING + 1 }, (_, code) => weight * Math.min(code, levels));
    const column = bytes[name];
    for (let i = 0; i < rows; i++) keys[i] += worth[column[i]];
    weight *= levels + 1;
  }
  return keys;
}

/** Most values that several columns may have together to be looked up at once. */
const LOOKED_UP = 1 << 17;

/** The columns that `packKeys` put into the keys, which are used up. */
export function unpackKeys(columns: readonly KeyColumn[], keys: RowKeys): Readonly<Record<string, Uint8Array>> {
  const found: Record<string, Uint8Array> = {};
  const digits = new Uint32Array(keys.length);
  for (let end = columns.length; end > 0; ) {
    let [start, size] = [end, 1];
    while (start > 0 && size * (columns[start - 1].levels + 1) <= LOOKED_UP) size *= columns[--start].levels + 1;
    takeDigits(keys, size, digits);
    let weight = size;
    for (const { name, levels } of columns.slice(start, end)) {
      weight /= levels + 1;
      const codes = Uint8Array.from({ length: size }, (_, digit) => {
        const code = Math.floor(digit / weight) % (levels + 1);
        return code === levels ? MISSING : code;
      });
      found[name] = codesOf(codes, digits);
    }
    end = start;
  }
  return found;
}

/** Divides keys by `size`, remainders into `digits`. */
function takeDigits(keys: RowKeys, size: number, digits: Uint32Array): void {
  for (let i = 0; i < keys.length; i++) {
    const rest = Math.floor(keys[i] / size);
    digits[i] = keys[i] - rest * size;
    keys[i] = rest;
  }
}

function codesOf(table: Uint8Array, digits: Uint32Array): Uint8Array {
  const codes = new Uint8Array(digits.length);
  for (let i = 0; i < digits.length; i++) codes[i] = table[digits[i]];
  return codes;
}
