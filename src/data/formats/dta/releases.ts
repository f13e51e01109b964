/** Widths, in bytes, of the parts of a release's header (Stata, `help dta`). */
export interface Release {
  readonly variables: 2 | 4;
  readonly rows: 4 | 8;
  /** Bytes that hold the length of the data label. */
  readonly labelLength: 1 | 2;
  readonly name: number;
  readonly format: number;
  readonly variableLabel: number;
  readonly sort: 2 | 4;
  /** Releases before 118 do not say; Stata for Windows wrote its code page. */
  readonly encoding: string;
}

const UNICODE = { rows: 8, labelLength: 2, name: 129, format: 57, variableLabel: 321, encoding: "utf-8" } as const;

/** The releases that are read: Stata 13, 14, and 15 with over 32,767 variables. */
export const RELEASES: Readonly<Record<string, Release>> = {
  "117": {
    variables: 2,
    rows: 4,
    labelLength: 1,
    name: 33,
    format: 49,
    variableLabel: 81,
    sort: 2,
    encoding: "windows-1252",
  },
  "118": { ...UNICODE, variables: 2, sort: 2 },
  "119": { ...UNICODE, variables: 4, sort: 4 },
};
