/**
 * Statistical files that are not text. A file is opened by its content, its header states the variables, and the columns asked
 * for stream out in batches of typed arrays; the file is never held whole.
 */

/** `sav` = SPSS, plain or byte-compressed; `zsav` = SPSS with ZLIB blocks; `dta` = Stata 13 or later. */
export type TabularFormat = "sav" | "zsav" | "dta";

export type VariableType =
  | { readonly kind: "number" }
  /** `bytes` = declared width; `stored` false = the text lies outside the rows (Stata `strL`) and is not read. */
  | { readonly kind: "string"; readonly bytes: number; readonly stored: boolean };

/** A value and the words that the file gives for it. Stata's extended missing values are named `.a` to `.z`. */
export interface ValueLabel {
  readonly value: number | string;
  readonly label: string;
}

/** Codes that the file declares as missing. They stay in the data as the values they are. */
export interface UserMissing {
  readonly values: readonly (number | string)[];
  /** Closed interval; an open end is infinite. */
  readonly range?: readonly [number, number];
}

export interface TabularVariable {
  /** The long name where the file has one. */
  readonly name: string;
  readonly type: VariableType;
  /** `""` = none. */
  readonly label: string;
  /** Display format as the file writes it, e.g. `F8.2`, `ADATE10`, `%td`; tells dates from plain numbers. */
  readonly format: string;
  readonly valueLabels: readonly ValueLabel[];
  readonly missing: UserMissing;
}

export interface TabularHeader {
  readonly format: TabularFormat;
  /** Stata: release 117 to 119; SPSS: layout `2` or `3`. */
  readonly release: string;
  readonly compression: "none" | "bytes" | "zlib";
  /** Encoding of texts as declared by the file, or by the reader's option. */
  readonly encoding: string;
  /** `undefined` = the writer left the count open (SPSS only); then the end of the data decides. */
  readonly rows: number | undefined;
  readonly variables: readonly TabularVariable[];
}

/** Cells of one column in a batch: numbers with NaN for system-missing and extended missing, or texts without trailing spaces. */
export type CellBatch = Float64Array | readonly string[];

/** Consecutive rows of the columns asked for. The arrays are used again for the next batch: copy what must last. */
export interface ColumnBatch {
  /** Position of the first row in the file, from 0. */
  readonly first: number;
  readonly rows: number;
  /** By position in the list of names asked for; each of length `rows`. */
  readonly columns: readonly CellBatch[];
}

export type OnBatch = (batch: ColumnBatch) => void | Promise<void>;

export interface ReadOptions {
  /** Used instead of the encoding that the file declares. */
  readonly encoding?: string;
  /** The path as messages print it. Default: the path itself. */
  readonly name?: string;
}
