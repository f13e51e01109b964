/** A symmetric positive definite matrix as L L', with the columns that depended on earlier ones named. */
export interface Cholesky {
  readonly size: number;
  /** Row-major lower triangle of the factor of the matrix scaled to unit diagonal. */
  readonly lower: Float64Array;
  /** Square roots of the diagonal that was scaled away. */
  readonly scale: Float64Array;
  /** Smallest pivot relative to the unit diagonal. */
  readonly smallestPivot: number;
}

/**
 * Cholesky factor of a symmetric matrix (row-major, `size` x `size`) after scaling it to unit diagonal.
 * Returns undefined when a pivot is not above `tolerance`: the matrix is not positive definite to working precision.
 */
export function cholesky(matrix: Float64Array, size: number, tolerance = 1e-14): Cholesky | undefined {
  const lower = new Float64Array(size * size);
  const scale = diagonalRoots(matrix, size);
  let smallestPivot = Number.POSITIVE_INFINITY;
  for (let j = 0; j < size; j++) {
    const pivot = reduceRow(matrix, lower, scale, size, j, undefined);
    if (!(pivot > tolerance)) return undefined;
    smallestPivot = Math.min(smallestPivot, pivot);
    lower[j * size + j] = Math.sqrt(pivot);
  }
  return { size, lower, scale, smallestPivot };
}

/**
 * Columns that depend linearly on earlier kept ones: a left-to-right Cholesky of the unit-diagonal matrix that leaves out
 * every column whose relative pivot is under `tolerance`, so the later of two collinear columns is the one named.
 */
export function dependentColumns(matrix: Float64Array, size: number, tolerance = 1e-10): Uint8Array {
  const lower = new Float64Array(size * size);
  const scale = diagonalRoots(matrix, size);
  const dependent = new Uint8Array(size);
  for (let j = 0; j < size; j++) {
    const pivot = scale[j] > 0 ? reduceRow(matrix, lower, scale, size, j, dependent) : 0;
    if (pivot > tolerance) lower[j * size + j] = Math.sqrt(pivot);
    else dependent[j] = 1;
  }
  return dependent;
}

/** Fills row j of the factor left of the diagonal and returns the pivot. */
function reduceRow(
  matrix: Float64Array,
  lower: Float64Array,
  scale: Float64Array,
  size: number,
  j: number,
  skip: Uint8Array | undefined,
): number {
  let pivot = 1;
  for (let i = 0; i < j; i++) {
    if (skip?.[i] === 1) continue;
    let sum = matrix[j * size + i] / (scale[j] * scale[i]);
    for (let k = 0; k < i; k++) sum -= lower[j * size + k] * lower[i * size + k];
    const value = sum / lower[i * size + i];
    lower[j * size + i] = value;
    pivot -= value * value;
  }
  return pivot;
}

function diagonalRoots(matrix: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, j) => Math.sqrt(matrix[j * size + j]));
}

/** Solves A x = b for the factored A. */
export function solve(factor: Cholesky, b: ArrayLike<number>): Float64Array {
  const { size, lower, scale } = factor;
  const x = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = b[i] / scale[i];
    for (let k = 0; k < i; k++) sum -= lower[i * size + k] * x[k];
    x[i] = sum / lower[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i] * x[k];
    x[i] = sum / lower[i * size + i];
  }
  for (let i = 0; i < size; i++) x[i] /= scale[i];
  return x;
}

/** Inverse of the factored matrix, row-major, exactly symmetric. */
export function inverse(factor: Cholesky): Float64Array {
  const { size } = factor;
  const result = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    unit[j] = 1;
    const column = solve(factor, unit);
    unit[j] = 0;
    for (let i = j; i < size; i++) {
      result[i * size + j] = column[i];
      result[j * size + i] = column[i];
    }
  }
  return result;
}
