/** A survey year as read: identifiers of place looked up, answers as positions in each variable's allowed codes. */
export interface RawYear {
  readonly year: number;
  readonly rows: number;
  /** Position in the practice dictionary; 65535 = the cell was blank. */
  readonly practice: Uint16Array;
  /** Income decile of the LSOA of residence, 1-10; 0 = blank or not an English LSOA. */
  readonly decile: Uint8Array;
  /** 0 urban, 1 rural, 255 unknown. */
  readonly rural: Uint8Array;
  /** By variable: position in `allowedCodes`, 255 = blank cell. */
  readonly answers: Readonly<Record<string, Uint8Array>>;
}

/** How often each raw code of a variable occurs in a survey year, blanks and negative codes included. */
export interface RawCount {
  readonly surveyYear: number;
  readonly variable: string;
  /** `null` = blank cell. */
  readonly code: number | null;
  readonly label: string;
  readonly rows: number;
  /** Practices and PCNs of these rows, for the disclosure gate; counted when the answers are restricted. */
  readonly practices?: number;
  readonly pcns?: number;
}
