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

/** The results store of a run as JSON text: identity, inputs, sample ledger, every published record and every results sentence. */
export function resultsFile(
  { label, key, study, inputs, ledger }: RunIdentity,
  results: readonly StoredResult[],
  sentences: readonly StoredSentence[],
): string {
  const settings = portableSettings(study);
  const store = {
    schema: "link-workers-results/1",
    label,
    data: key,
    study: settings,
    inputs,
    ledger,
    results,
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
