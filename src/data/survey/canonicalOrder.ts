/** A column of small whole numbers. */
export type CodeColumn = Uint8Array | Uint16Array;

const BINS = 0x10000;

/**
 * The order of rows by the given columns, first column first: a least-significant-digit radix sort over 16-bit digits, each packed
 * from as many neighbouring columns as fit. Rows equal in all columns are interchangeable, so that files with the same rows in
 * another order give the same frame.
 */
export function canonicalOrder(columns: readonly CodeColumn[], rows: number): Uint32Array {
  let order = Uint32Array.from({ length: rows }, (_, i) => i);
  let spare = new Uint32Array(rows);
  for (const digit of packedDigits(columns, rows).reverse()) {
    const starts = binStarts(digit);
    for (let i = 0; i < rows; i++) {
      const row = order[i];
      spare[starts[digit[row]]++] = row;
    }
    [order, spare] = [spare, order];
  }
  return order;
}

/** Values of `column` in the given order, in an array of its own kind. */
export function gather<Array extends CodeColumn>(column: Array, order: Uint32Array): Array {
  const out = new (column.constructor as new (length: number) => Array)(order.length);
  for (let i = 0; i < order.length; i++) out[i] = column[order[i]];
  return out;
}

function binStarts(digit: Uint16Array): Uint32Array {
  const starts = new Uint32Array(BINS + 1);
  for (let i = 0; i < digit.length; i++) starts[digit[i] + 1]++;
  for (let bin = 0; bin < BINS; bin++) starts[bin + 1] += starts[bin];
  return starts;
}

function packedDigits(columns: readonly CodeColumn[], rows: number): Uint16Array[] {
  const digits: Uint16Array[] = [];
  let room = 0;
  for (const column of columns) {
    const size = rangeOf(column);
    if (room < size) {
      digits.push(new Uint16Array(rows));
      room = BINS;
    }
    const digit = digits[digits.length - 1];
    // Missing codes are the largest of the type: folded to the last value of the range, they keep their place.
    for (let i = 0; i < rows; i++) digit[i] = digit[i] * size + Math.min(column[i], size - 1);
    room = Math.floor(room / size);
  }
  return digits;
}

/** Number of values from 0 to the largest, with the missing code counted as one more value. */
function rangeOf(column: CodeColumn): number {
  const missing = column instanceof Uint8Array ? 0xff : 0xffff;
  let largest = -1;
  let anyMissing = 0;
  for (let i = 0; i < column.length; i++) {
    const value = column[i];
    if (value === missing) anyMissing = 1;
    else if (value > largest) largest = value;
  }
  return Math.max(1, largest + 1 + anyMissing);
}
