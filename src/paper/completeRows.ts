import { type Column, type Frame, missingCode } from "../data/frame";
import type { LogitSpec } from "../model/types";

/**
 * Marks the rows a model can use: in its sample and not missing on outcome, terms or cluster (listwise deletion, before any
 * level leaves for perfect prediction). A plain row-by-row count, independent of the estimator's own, so that the two can be compared.
 * @returns one byte a row, 1 = used
 */
export function completeRows(
  frame: Frame,
  spec: Pick<LogitSpec, "outcome" | "sample" | "terms" | "cluster">,
): Uint8Array {
  const used = completeOn(frame, sharedColumns(spec)).slice();
  dropMissing(column(frame, spec.outcome), used);
  for (const name of spec.sample ?? []) dropOutside(column(frame, name), used);
  return used;
}

const complete = new WeakMap<Frame, Map<string, Uint8Array>>();

/** Rows without a missing value in some columns, found once for all cells that share them. */
function completeOn(frame: Frame, names: readonly string[]): Uint8Array {
  const known = complete.get(frame) ?? new Map<string, Uint8Array>();
  complete.set(frame, known);
  const key = names.join("\n");
  const found = known.get(key);
  if (found) return found;
  const used = new Uint8Array(frame.rows).fill(1);
  for (const name of names) dropMissing(column(frame, name), used);
  known.set(key, used);
  return used;
}

function sharedColumns({ terms, cluster }: Pick<LogitSpec, "terms" | "cluster">): string[] {
  const names = terms.flatMap((term) => (term.kind === "interaction" ? [term.numeric, term.factor] : [term.name]));
  return [...new Set([...names, ...(cluster ? [cluster] : [])])];
}

/** A column by name; a RangeError lists the columns there are. */
export function column(frame: Frame, name: string): Column {
  const found = frame.columns[name];
  if (!found) throw new RangeError(`no column "${name}"; the frame has ${Object.keys(frame.columns).join(", ")}`);
  return found;
}

function dropMissing(values: Column, used: Uint8Array): void {
  switch (values.kind) {
    case "factor": {
      const missing = missingCode(values.codes);
      for (let i = 0; i < used.length; i++) if (values.codes[i] === missing) used[i] = 0;
      return;
    }
    case "flag":
      for (let i = 0; i < used.length; i++) if (values.values[i] === 0xff) used[i] = 0;
      return;
    case "numeric":
      for (let i = 0; i < used.length; i++) if (Number.isNaN(values.values[i])) used[i] = 0;
      return;
    case "lookup": {
      const missing = missingCode(values.codes);
      for (let i = 0; i < used.length; i++) {
        if (values.codes[i] === missing || Number.isNaN(values.values[values.codes[i]])) used[i] = 0;
      }
    }
  }
}

function dropOutside(flag: Column, used: Uint8Array): void {
  if (flag.kind !== "flag") throw new RangeError("a sample is declared by flag columns");
  for (let i = 0; i < used.length; i++) if (flag.values[i] !== 1) used[i] = 0;
}
