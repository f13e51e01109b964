import { type Cholesky, inverse, solve } from "./cholesky";
import type { ClusterScores } from "./clusterScores";
import { Heap, newMemory } from "./compiled/heap";
import type { Vce } from "./types";

/** The factor on H^-1 B H^-1 of each convention that has one: N rows, K columns, M clusters. */
export function smallSampleFactor(vce: Vce, { n, k, clusters }: { n: number; k: number; clusters: number }): number {
  switch (vce) {
    case "cr1":
      return clusters / (clusters - 1);
    case "cr1-regress":
      return (clusters / (clusters - 1)) * ((n - 1) / (n - k));
    default:
      return 1;
  }
}

/** H^-1, the covariance without clustering. */
export function oimCovariance(factor: Cholesky): Float64Array {
  return inverse(factor);
}

/** c H^-1 B H^-1, where B sums u u' over clusters. */
export function sandwich(factor: Cholesky, { scores, cluster }: ClusterScores, multiplier: number): Float64Array {
  const { size } = factor;
  const meat = meatOf(scores, cluster.length, size);
  const half = new Float64Array(size * size);
  for (let j = 0; j < size; j++) half.set(solve(factor, meat.subarray(j * size, (j + 1) * size)), j * size);
  // Row j of `half` is H^-1 times column j of B: column i of it is row i of H^-1 B.
  const whole = new Float64Array(size * size);
  const row = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) row[j] = half[j * size + i];
    whole.set(solve(factor, row), i * size);
  }
  return mirrored(whole, size, multiplier);
}

const matrices = new Heap(newMemory());

/** B, the sum of u u' over clusters, row-major. */
function meatOf(scores: Float64Array, clusters: number, size: number): Float64Array {
  return matrices.scoped(() => {
    const lower = matrices.float64(size * size);
    matrices.kernels.addOuterProducts(matrices.at(scores), clusters, size, matrices.at(lower));
    return mirrored(lower, size, 1);
  });
}

/** Adds z z' to the lower triangle. */
export function addOuter(sum: Float64Array, z: Float64Array): void {
  const size = z.length;
  for (let i = 0; i < size; i++) {
    const zi = z[i];
    for (let j = 0; j <= i; j++) sum[i * size + j] += zi * z[j];
  }
}

/** The full symmetric matrix of a lower triangle times a number. */
export function mirrored(lower: Float64Array, size: number, multiplier: number): Float64Array {
  const full = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = multiplier * lower[i * size + j];
      full[i * size + j] = value;
      full[j * size + i] = value;
    }
  }
  return full;
}

/** T V T', row-major. */
export function transformed(transform: Float64Array, matrix: Float64Array, size: number): Float64Array {
  const half = product(transform, matrix, size);
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += half[i * size + k] * transform[j * size + k];
      result[i * size + j] = sum;
      result[j * size + i] = sum;
    }
  }
  return result;
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const value = a[i * size + k];
      if (value === 0) continue;
      for (let j = 0; j < size; j++) result[i * size + j] += value * b[k * size + j];
    }
  }
  return result;
}

/** x' V x. */
export function quadraticForm(matrix: ArrayLike<number>, x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    let row = 0;
    for (let j = 0; j < x.length; j++) row += matrix[i * x.length + j] * x[j];
    sum += x[i] * row;
  }
  return sum;
}

/** Matrix (row-major, square) times vector. */
export function applied(matrix: Float64Array, x: ArrayLike<number>): Float64Array {
  const size = x.length;
  const result = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j] * x[j];
    result[i] = sum;
  }
  return result;
}
