import { type Basis, interacts } from "./basis";
import { dependentColumns } from "./cholesky";
import type { Groups } from "./countGroups";
import { gram } from "./gram";
import type { PatternHalves } from "./patternHalves";
import { countMoments } from "./patternMoments";

/** The unweighted design of the sample as X'X, and a mark on the columns that depend linearly on earlier ones. */
export interface Collinearity {
  readonly matrix: Float64Array;
  readonly dependent: Uint8Array;
}

/** Judges collinearity on the unweighted design of the sample. */
export function collinearity(basis: Basis, halves: PatternHalves, groups: Groups): Collinearity {
  const matrix = gram(basis, halves, countMoments(groups, basis.values, halves, interacts(basis)));
  return { matrix, dependent: dependentColumns(matrix, basis.columns.length) };
}

/** Rows and columns of a matrix without the marked ones. */
export function withoutMarked(matrix: Float64Array, marked: Uint8Array): Float64Array {
  return matrix.filter((_, at) => marked[Math.floor(at / marked.length)] === 0 && marked[at % marked.length] === 0);
}
