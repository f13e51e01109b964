import { Matrix, solve } from "ml-matrix";

/** A row of a weighted least-squares problem with an intercept for each group. */
export interface GroupedRow {
  readonly group: string | number;
  readonly weight: number;
  readonly y: number;
  readonly x: readonly number[];
}

/**
 * Coefficients of the weighted least-squares projection of y on x within groups. Of collinear columns
 * the smallest solution is given.
 */
export function projectWithin(rows: readonly GroupedRow[]): readonly number[] {
  const size = rows[0]?.x.length ?? 0;
  const means = new Map<string | number, Float64Array>();
  for (const { group, weight, y, x } of rows) {
    const sums = means.get(group) ?? new Float64Array(size + 2);
    [...x, y, 1].forEach((value, j) => {
      sums[j] += weight * value;
    });
    means.set(group, sums);
  }
  const cross = Matrix.zeros(size, size);
  const right = Matrix.zeros(size, 1);
  for (const { group, weight, y, x } of rows) {
    const sums = means.get(group) as Float64Array;
    const total = sums[size + 1];
    if (weight === 0 || total === 0) continue;
    const centred = x.map((value, j) => value - sums[j] / total);
    const response = y - sums[size] / total;
    centred.forEach((a, i) => {
      right.set(i, 0, right.get(i, 0) + weight * a * response);
      centred.forEach((b, j) => {
        cross.set(i, j, cross.get(i, j) + weight * a * b);
      });
    });
  }
  return size === 0 ? [] : solve(cross, right, true).to1DArray();
}
