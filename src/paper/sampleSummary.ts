import { type FactorColumn, type Frame, missingCode } from "../data/frame";
import type { CellSpec } from "../study";
import { column, completeRows } from "./completeRows";

/** Size and outcome of one analysis sample in one survey year. */
export interface SampleYear {
  readonly year: string;
  readonly n: number;
  readonly events: number;
}

/** One analysis sample of Table 2. */
export interface SampleSummary {
  /** `M1.good_gp` */
  readonly id: string;
  readonly model: string;
  readonly outcome: string;
  readonly n: number;
  readonly events: number;
  readonly practices: number;
  readonly pcns: number;
  readonly years: readonly SampleYear[];
}

/** Counts the sample of a cell: respondents, positive answers, practices and PCNs behind them, and both by survey year. */
export function sampleSummary(frame: Frame, { id, model, spec }: CellSpec): SampleSummary {
  const used = completeRows(frame, spec);
  const outcome = column(frame, spec.outcome);
  if (outcome.kind !== "flag") throw new RangeError(`outcome ${spec.outcome} is not a flag column`);
  const year = factor(frame, "year");
  const n = new Float64Array(year.levels.length);
  const events = new Float64Array(year.levels.length);
  for (let i = 0; i < used.length; i++) {
    if (used[i] === 0) continue;
    n[year.codes[i]] += 1;
    events[year.codes[i]] += outcome.values[i];
  }
  return {
    id,
    model,
    outcome: spec.outcome,
    n: sum(n),
    events: sum(events),
    practices: countLevels(factor(frame, "practice"), used),
    pcns: countLevels(factor(frame, "pcn"), used),
    years: year.levels.map((label, code) => ({ year: label, n: n[code], events: events[code] })),
  };
}

function factor(frame: Frame, name: string): FactorColumn {
  const found = column(frame, name);
  if (found.kind !== "factor") throw new RangeError(`${name} is not a factor column`);
  return found;
}

function countLevels({ levels, codes }: FactorColumn, used: Uint8Array): number {
  const seen = new Uint8Array(levels.length);
  const missing = missingCode(codes);
  for (let i = 0; i < used.length; i++) if (used[i] === 1 && codes[i] !== missing) seen[codes[i]] = 1;
  return sum(seen);
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}
