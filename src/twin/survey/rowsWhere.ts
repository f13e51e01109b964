/** Row numbers, in order, that meet a condition. */
export function rowsWhere(count: number, condition: (i: number) => boolean): Int32Array {
  const rows = new Int32Array(count);
  let found = 0;
  for (let i = 0; i < count; i++) if (condition(i)) rows[found++] = i;
  return rows.slice(0, found);
}

/** A number for each of the rows. */
export function sizesOf(rows: Int32Array, size: (i: number) => number): Float64Array {
  const sizes = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) sizes[k] = size(rows[k]);
  return sizes;
}
