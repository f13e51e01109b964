import { type Duck, literal } from "../duck";
import type { OpenedInput } from "../inputs/openInput";
import { refuse } from "../inputs/refuse";

/** Codes of practices, PCNs and areas as SQL: capitals without surrounding spaces. */
export const code = (name: string): string => `upper(trim(${name}, ' \u00a0'))`;

/** Codes that stand for "in no PCN" in public files; they never become a PCN. */
export const PSEUDO_PCNS = ["U", "", "UNALLOCATED", "UNMAPPED", "UNK", "UNKNOWN", "NULL", "-"] as const;

/** True of rows whose `pcn_code` is a PCN. */
export const IN_A_PCN = `pcn_code IS NOT NULL AND pcn_code NOT IN (${PSEUDO_PCNS.map(literal).join(", ")})`;

/** Throws on a `pcn_code` that is neither U and five digits nor a placeholder. */
export function refusePcnCodes(duck: Duck, input: OpenedInput, table: string): Promise<void> {
  return refuse(duck, input, {
    table,
    where: `${IN_A_PCN} AND NOT regexp_full_match(pcn_code, 'U[0-9]{5}')`,
    rule: "pcn-code",
    value: "pcn_code",
    message: (value) => `"${value}" is not a PCN code (U and five digits). Correct the cell.`,
  });
}
