/** The codes of the GP Patient Survey and what the study makes of them, as plain tables: read by the coder, printed as documentation. */

/** One answer option of a survey variable. */
export interface Option {
  readonly code: number;
  readonly label: string;
}

/** A survey variable as it stands in the respondent file. `years` absent = every year. */
export interface Variable {
  /** Column name, as spelled in the codebook; header names match in any case. */
  readonly name: string;
  readonly question: string;
  readonly options: readonly Option[];
  readonly years?: readonly number[];
}

/** Codes below zero mean the same in every variable (codebook, section 4). All of them are missing values. */
export const NEGATIVE_CODES: readonly Option[] = [
  { code: -1, label: "multi-coded" },
  { code: -2, label: "answered in error" },
  { code: -3, label: "not answered" },
  { code: -4, label: "not asked this wave" },
  { code: -5, label: "not asked (routed past)" },
];

/** Every code a variable may hold, in the order that numbers them: options first, then the negative codes. */
export function allowedCodes(variable: Variable): readonly Option[] {
  return [...variable.options, ...NEGATIVE_CODES];
}
