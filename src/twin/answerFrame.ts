/** Where simulated respondents come from: built from the public files (real or twin) with the study's own exposure rules. */

/** A small area in which patients of a practice live. */
export interface Residence {
  readonly lsoa: string;
  /** Income-deprivation decile, 1 = most deprived; 0 = not an English 2011 LSOA. */
  readonly incomeDecile: number;
  readonly rural: boolean;
  readonly patients: number;
}

/** A practice in a survey year. */
export interface PracticeYear {
  readonly year: number;
  readonly practice: string;
  /** Empty when the practice is in no PCN under the study's linkage rules. */
  readonly pcn: string;
  readonly patients: number;
  /** Link workers (FTE) per `perPatients` patients of the PCN under the study's exposure rules; 0 without a PCN. */
  readonly exposure: number;
  /** Staff of the scheme, link workers included (FTE), per `perPatients` patients of the PCN; 0 without a PCN. */
  readonly schemeTotal: number;
  /** Share of the scheme's FTE that are link workers; 0 where there is no staff. */
  readonly linkWorkerShare: number;
}

export interface AnswerFrame {
  readonly practiceYears: readonly PracticeYear[];
  /** Residences by practice code; a practice without an entry draws from `elsewhere`. */
  readonly residences: ReadonlyMap<string, readonly Residence[]>;
  readonly elsewhere: readonly Residence[];
}
