/** Bounds beyond which a file is refused before it takes memory or disk: far from anything the publishers release. */
export const LIMITS = {
  /** Bytes of a file as it stands. */
  fileBytes: 32_000_000_000,
  /** Bytes of one record, line breaks inside quotes included. */
  recordBytes: 1_048_576,
  /** Rows of a worksheet: a table of exactly so many was cut by the program that saved it. */
  sheetRows: 1_048_576,
  /** Inflated bytes per compressed byte, once the text is larger than `inflatedFrom`. */
  inflation: 200,
  inflatedFrom: 20_000_000,
} as const;
