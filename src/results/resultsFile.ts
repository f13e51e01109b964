import type { InputRecord } from "../data";
import type { Study } from "../study";
import type { StoredResult, StoredSentence } from "./collectResults";

/** What identifies a run: enough to tell whether two results files describe the same data, settings and code. */
export interface RunIdentity {
  readonly label: string;
  readonly key: string;
  readonly study: Study;
  readonly inputs: readonly InputRecord[];
  readonly ledger: object;
}

/**
 * The results store of a run as JSON text: identity, inputs, sample ledger, every published record and every results sentence. Each record
 * carries the data key and the code version, so that it can be quoted without the file.
 * @param code version and digest of the code that ran
 */
export function resultsFile(
  { label, key, study, inputs, ledger }: RunIdentity,
  results: readonly StoredResult[],
  sentences: readonly StoredSentence[],
  code: string,
): string {
  const settings = portableSettings(study);
  const store = {
    schema: "link-workers-results/1",
    label,
    data: key,
    code,
    study: settings,
    inputs,
    ledger,
    results: results.map((record) => ({ ...record, data: key, code })),
    sentences,
  };
  return `${JSON.stringify(store, null, 1)}\n`;
}

/** The settings without the places of this machine: the manifest's path and the folder of the files. */
export function portableSettings({ file: _, source, ...settings }: Study): object {
  if (source.kind !== "files") return { source, ...settings };
  const { root: __, ...files } = source;
  return { source: files, ...settings };
}
