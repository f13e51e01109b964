import { type FactorColumn, type Frame, missingCode } from "../data/frame";
import type { People, Sum } from "../disclosure/underlying";
import { cachedResult, type StoredFrame } from "../results/fitCache";
import type { CellSpec } from "../study";
import { column, completeRows } from "./completeRows";

/** Size and outcome of one analysis sample in one survey year. */
export interface SampleYear {
  readonly year: string;
  readonly n: number;
  readonly events: number;
  readonly practices: number;
  readonly pcns: number;
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

/** The samples of cells, counted once for the data and then read back. */
export function sampleSummaries(study: StoredFrame, cells: readonly CellSpec[]): readonly SampleSummary[] {
  return cells.map((cell) => cachedResult(study, __filename, ["sample", cell], () => sampleSummary(study.frame, cell)));
}

/** Counts the sample of a cell: respondents, positive answers, practices and PCNs behind them, and both by survey year. */
export function sampleSummary(frame: Frame, { id, model, spec }: CellSpec): SampleSummary {
  const used = completeRows(frame, spec);
  const outcome = column(frame, spec.outcome);
  if (outcome.kind !== "flag") throw new RangeError(`outcome ${spec.outcome} is not a flag column`);
  const year = factor(frame, "year");
  const n = new Float64Array(year.levels.length);
  const events = new Float64Array(year.levels.length);
  const practices = seenByYear(factor(frame, "practice"), year, used);
  const pcns = seenByYear(factor(frame, "pcn"), year, used);
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
    practices: practices.all,
    pcns: pcns.all,
    years: year.levels.map((label, code) => ({
      year: label,
      n: n[code],
      events: events[code],
      practices: practices.byYear[code],
      pcns: pcns.byYear[code],
    })),
  };
}

function factor(frame: Frame, name: string): FactorColumn {
  const found = column(frame, name);
  if (found.kind !== "factor") throw new RangeError(`${name} is not a factor column`);
  return found;
}

/** How many levels the used rows have, in all and in each year. */
function seenByYear({ levels, codes }: FactorColumn, year: FactorColumn, used: Uint8Array) {
  const size = levels.length;
  const seen = new Uint8Array(year.levels.length * size);
  const missing = missingCode(codes);
  for (let i = 0; i < used.length; i++)
    if (used[i] === 1 && codes[i] !== missing) seen[year.codes[i] * size + codes[i]] = 1;
  const byYear = year.levels.map((_, t) => seen.subarray(t * size, (t + 1) * size));
  const all = levels.filter((_, k) => byYear.some((met) => met[k] === 1)).length;
  return { all, byYear: byYear.map(sum) };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** The respondents of a sample, or of one year of it, for the disclosure gate. */
export function samplePeople({ id, outcome, n, practices, pcns }: SampleSummary): People {
  return { n, practices, pcns, population: id, family: outcome };
}

export function samplePeopleOfYear({ id, outcome }: SampleSummary, { year, n, practices, pcns }: SampleYear): People {
  return { n, practices, pcns, population: `${id}, ${year}`, family: `${outcome}, ${year}` };
}

/** A sample is the sum of its years. */
export function sumsOverYears(samples: readonly SampleSummary[]): readonly Sum[] {
  return samples.map((sample) => ({
    total: sample.id,
    parts: sample.years.filter(({ n }) => n > 0).map(({ year }) => `${sample.id}, ${year}`),
  }));
}
