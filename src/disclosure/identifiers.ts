/** Codes of single practices, PCNs, small areas and addresses, none of which leaves with results of respondents (rule 3). */
const IDENTIFIERS = [
  /** ODS practice codes; respondent and organisation codes of the same shape. */
  /\b[A-HJ-NPVWY]\d{5}\b/,
  /** PCN codes. */
  /\bU\d{5}\b/,
  /** Office for National Statistics area codes of small areas, wards and authorities. */
  /\b[EWSN]\d{8}\b/,
  /** Postcodes. */
  /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/i,
  /** NHS numbers. */
  /\b\d{3}[ -]?\d{3}[ -]?\d{4}\b/,
];

/** Whether a text names a practice, PCN, small area, postcode or person. */
export function hasIdentifier(text: string): boolean {
  return IDENTIFIERS.some((pattern) => pattern.test(text));
}

/** The text with such codes replaced. */
export function withoutIdentifiers(text: string, mark: string): string {
  return IDENTIFIERS.reduce((out, pattern) => out.replace(new RegExp(pattern, `${pattern.flags}g`), mark), text);
}
