/** What a PCN's exposure in a survey year rests on. Kept apart because absence of a return is not absence of staff. */
export const EXPOSURE_STATES = ["reported", "reported none", "not reported", "before scheme", "not published"] as const;
export type ExposureState = (typeof EXPOSURE_STATES)[number];

/** A join of many rows to one, and what found no partner on either side. */
export interface JoinReport {
  /** `survey 2021: practice to PCN` */
  readonly name: string;
  readonly cardinality: "m:1";
  readonly left: {
    readonly what: string;
    readonly rows: number;
    readonly keys: number;
    readonly unmatchedKeys: number;
    readonly unmatchedRows: number;
  };
  readonly right: { readonly what: string; readonly keys: number; readonly unmatchedKeys: number };
  /** A quantity carried by the left rows, in all and on unmatched rows, e.g. FTE or patients. */
  readonly carried?: { readonly what: string; readonly total: number; readonly unmatched: number };
  /** Up to five unmatched keys of each side, for public codes only. */
  readonly examples: { readonly left: readonly string[]; readonly right: readonly string[] };
}

/** A cell accepted after a change, or a rule met in the data that a reader should know; counted, never silent. */
export interface RepairCount {
  readonly rule: string;
  readonly file: string;
  readonly rows: number;
}

/** The exposure of a survey year over PCNs. `null` before any workforce return stands for the year. */
export interface ExposureYear {
  readonly surveyYear: number;
  /** Workforce period, or null when the year has none. */
  readonly period: string | null;
  /** PCNs with a practice at the map date. */
  readonly pcns: number | null;
  /** Of these, PCNs with a return in the period. */
  readonly reporting: number | null;
  /** Full-time equivalents of the role in the file, assigned or not. */
  readonly fte: number;
  /** Total FTE over total registered patients. */
  readonly per50kPatientWeighted: number;
  /** Mean and standard deviation over PCNs; they are all there are, so the divisor is their number. */
  readonly per50kPcnMean: number;
  readonly per50kPcnSd: number;
}

/** FTE of a PCN in a survey year by role of the scheme: column names of `ARRS_ROLES` and `ARRS_TOTAL`. */
export type ArrsFte = Readonly<Record<string, number>>;

/** The exposure of a PCN in a survey year. */
export interface PcnYear {
  readonly surveyYear: number;
  readonly pcn: string;
  /** Practices of the PCN with registered patients. */
  readonly practices: number;
  readonly patients: number;
  readonly fte: number;
  /** FTE per `perPatients` registered patients; NaN when the settings drop the PCN or it has no list size. */
  readonly rate: number;
  readonly state: ExposureState;
}
