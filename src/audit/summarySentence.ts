import type { AuditReport } from "./types";

/** The result in one sentence. */
export function summarySentence({ summary }: AuditReport): string {
  const { cells, inconsistent, claimsEvaluated, claimsInconsistent } = summary;
  const rows = `${cells - inconsistent} of ${cells} rows consistent`;
  return claimsEvaluated === 0
    ? `${rows}.`
    : `${rows}; ${claimsEvaluated - claimsInconsistent} of ${claimsEvaluated} claims of the text agree with the tables.`;
}
