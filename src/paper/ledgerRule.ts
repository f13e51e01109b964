import { type Column, type FactorCodes, type Frame, missingCode } from "../data/frame";
import type { LogitFit } from "../model/types";

/** A rule of a sample ledger over the rows of a frame: row `i` leaves by it where `leaves[codes[i]]` is 1. */
export interface LedgerRule {
  readonly codes: Uint8Array | Uint16Array;
  readonly leaves: Uint8Array;
}

/**
 * What a rule of the estimator's ledger ("missing age", "outside sample: ltc", "predicts perfectly: age=85+") says of each row, by the
 * frame's columns alone. A table over a column's codes, since a call for each of millions of rows takes most of the time of a pass.
 * @returns undefined for a rule that is not known
 */
export function ledgerRule(frame: Frame, fit: LogitFit, rule: string): LedgerRule | undefined {
  const [, kind, name] = /^(outside sample: |missing |predicts perfectly: )(.+)$/.exec(rule) ?? [];
  if (kind === undefined) return undefined;
  if (kind === "predicts perfectly: ") {
    const at = name.indexOf("=");
    const found = at < 0 || name.startsWith("not ") ? undefined : frame.columns[name.slice(0, at)];
    if (found?.kind !== "factor") return undefined;
    const level = found.levels.indexOf(name.slice(at + 1));
    return table(found.codes, (code) => code === level);
  }
  const values = frame.columns[name === "outcome" ? fit.spec.outcome : name];
  if (values === undefined) return undefined;
  if (kind === "missing ") return missing(values);
  return values.kind === "flag" ? table(values.values, (value) => value !== 1) : undefined;
}

function missing(column: Column): LedgerRule {
  switch (column.kind) {
    case "flag":
      return table(column.values, (value) => value === 0xff);
    case "numeric":
      return rowByRow(column.values, Number.isNaN);
    case "factor":
      return table(column.codes, (code) => code === missingCode(column.codes));
    case "lookup":
      return table(
        column.codes,
        (code) => code === missingCode(column.codes) || Number.isNaN(column.values[code] ?? Number.NaN),
      );
  }
}

function table(codes: FactorCodes, leaves: (code: number) => boolean): LedgerRule {
  if (codes instanceof Uint32Array) return rowByRow(codes, leaves);
  const size = 2 ** (8 * codes.BYTES_PER_ELEMENT);
  return { codes, leaves: Uint8Array.from({ length: size }, (_, code) => (leaves(code) ? 1 : 0)) };
}

/** Where there are too many values for a table. */
function rowByRow(values: ArrayLike<number>, leaves: (value: number) => boolean): LedgerRule {
  return { codes: Uint8Array.from(values, (value) => (leaves(value) ? 1 : 0)), leaves: Uint8Array.of(0, 1) };
}
