/**
 * The arrays every kernel works on: typed columns of equal length, nothing else.
 * All buffers are SharedArrayBuffers when a frame is opened from the cache, so workers read them without copying.
 */

/** Codes of levels in the smallest array type that holds them. */
export type FactorCodes = Uint8Array | Uint16Array | Uint32Array;

/** Codes into `levels`; the largest value of the array type (255, 65535, 4294967295) marks a missing value. */
export interface FactorColumn {
  readonly kind: "factor";
  readonly levels: readonly string[];
  readonly codes: FactorCodes;
}

/** 0 = no, 1 = yes, 255 = missing. Outcomes and sample flags. */
export interface FlagColumn {
  readonly kind: "flag";
  readonly values: Uint8Array;
}

/** One number per row; NaN = missing. */
export interface NumericColumn {
  readonly kind: "numeric";
  readonly values: Float64Array;
}

/**
 * A number looked up by a code, for quantities constant within a group (the exposure of a PCN in a year):
 * row i has `values[codes[i]]`. Missing when the code is the array type's largest value or the looked-up value is NaN.
 */
export interface LookupColumn {
  readonly kind: "lookup";
  readonly codes: Uint16Array;
  readonly values: Float64Array;
}

/** A column of a frame, by how its values are held. */
export type Column = FactorColumn | FlagColumn | NumericColumn | LookupColumn;

/** Columns by name, all `rows` long. */
export interface Frame {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Column>>;
}

/** The code that marks a missing value in `codes`: the largest value of its type. */
export function missingCode(codes: FactorCodes): number {
  return 2 ** (8 * codes.BYTES_PER_ELEMENT) - 1;
}
