import { RESULTS_MIME } from "../exhibit/types";
import type { Notebook } from "../notebook/nbformat";
import { StudyError } from "../util/errors";
import type { ResultRecord } from "./types";

/** A record with the notebook and cell that published it. */
export interface StoredResult extends ResultRecord {
  readonly notebook: string;
  readonly cell: string;
}

/**
 * All records that executed notebooks published, in reading order.
 * @throws {StudyError} `result-keys-are-unique` when two cells publish different values under one key
 */
export function collectResults(
  notebooks: readonly { readonly name: string; readonly notebook: Notebook }[],
): readonly StoredResult[] {
  const store = new Map<string, StoredResult>();
  for (const { name, notebook } of notebooks) {
    for (const cell of notebook.cells) {
      if (cell.cell_type !== "code") continue;
      for (const output of cell.outputs) {
        if (!("data" in output)) continue;
        const records = (output.data[RESULTS_MIME] ?? []) as readonly ResultRecord[];
        for (const record of records) add(store, { ...record, notebook: name, cell: cell.id });
      }
    }
  }
  return [...store.values()];
}

/** A results sentence as a notebook cell said it. */
export interface StoredSentence {
  readonly notebook: string;
  readonly cell: string;
  readonly text: string;
}

/** All sentences (Markdown outputs) of executed notebooks, in reading order. */
export function collectSentences(
  notebooks: readonly { readonly name: string; readonly notebook: Notebook }[],
): readonly StoredSentence[] {
  return notebooks.flatMap(({ name, notebook }) =>
    notebook.cells.flatMap((cell) => {
      if (cell.cell_type !== "code") return [];
      return cell.outputs.flatMap((output) => {
        const text = "data" in output ? output.data["text/markdown"] : undefined;
        return typeof text === "string" ? [{ notebook: name, cell: cell.id, text }] : [];
      });
    }),
  );
}

function add(store: Map<string, StoredResult>, record: StoredResult): void {
  const earlier = store.get(record.key);
  if (earlier && earlier.value !== record.value) {
    throw new StudyError(
      "notebook",
      "result-keys-are-unique",
      `${record.key} is published as ${earlier.value} by ${earlier.notebook}, cell ${earlier.cell}, and as ${record.value} by ${record.notebook}, cell ${record.cell}. Give one of them another key.`,
    );
  }
  if (!earlier) store.set(record.key, record);
}
