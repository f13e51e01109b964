import type { StoredResult } from "./collectResults";

/** What identifies a run: enough to tell whether two results files describe the same data, settings and code. */
export interface RunIdentity {
  readonly label: string;
  readonly key: string;
  readonly study: object;
  readonly inputs: readonly object[];
  readonly ledger: object;
}

/** The results store of a run as JSON text: identity, inputs, sample ledger and every published record. */
export function resultsFile(run: RunIdentity, results: readonly StoredResult[]): string {
  const { label, key, study, inputs, ledger } = run;
  return `${JSON.stringify({ schema: "link-workers-results/1", label, data: key, study, inputs, ledger, results }, null, 1)}\n`;
}
