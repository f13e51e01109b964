import { literal } from "../duck";
import type { Refusal } from "../inputs/refuse";

/** Codes of practices, PCNs and areas as SQL: capitals without surrounding spaces. */
export const code = (name: string): string => `upper(trim(${name}, ' \u00a0'))`;

/** Codes that stand for "in no PCN" in public files; they never become a PCN. */
export const PSEUDO_PCNS = ["U", "", "UNALLOCATED", "UNMAPPED", "UNK", "UNKNOWN", "NULL", "-"] as const;

/** True of rows whose `pcn_code` is a PCN. */
export const IN_A_PCN = `pcn_code IS NOT NULL AND pcn_code NOT IN (${PSEUDO_PCNS.map(literal).join(", ")})`;

/** A `pcn_code` that is neither U and five digits nor a placeholder. */
export const pcnCodeRefusal = (table: string): Refusal => ({
  table,
  where: `${IN_A_PCN} AND NOT regexp_full_match(pcn_code, 'U[0-9]{5}')`,
  rule: "pcn-code",
  value: "pcn_code",
  message: (value) => `"${value}" is not a PCN code (U and five digits). Correct the cell.`,
});

/** True of a code in capitals that no practice can have: not a letter and up to five digits, as a spreadsheet leaves damaged codes. */
export const NOT_A_PRACTICE = (column: string): string => `NOT regexp_full_match(${column}, '[A-Z][0-9]{1,5}')`;

/** Practice codes under which `where` holds. */
export const practiceCodeRefusal = (table: string, where: string): Refusal => ({
  table,
  where,
  rule: "practice-code",
  value: "practice_code",
  message: (value) =>
    `"${value}" is not a practice code (a letter and five digits). Correct the cell; a spreadsheet may have turned it into a number or a date.`,
});
