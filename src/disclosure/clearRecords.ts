import type { ResultRecord } from "../results/types";
import { type Cleared, grant, isCleared } from "./clearance";
import { type Candidate, type ClearedValues, clearValues } from "./clearValues";
import type { Gate } from "./gate";
import { outputDecision } from "./outputDecision";
import type { DisclosurePolicy } from "./policy";
import { roundCount } from "./rounding";
import type { DisclosableRecord, FitFacts, Sum, Underlying } from "./underlying";

export interface RecordsOptions {
  /** Names the group in the review sheet. */
  readonly name: string;
  readonly population: string;
  readonly sums?: readonly Sum[];
}

/** Records that left, and the keys of those that stayed, for sentences to say so. */
export interface ReleasedRecords {
  readonly records: Cleared<readonly ResultRecord[]>;
  readonly withheld: readonly string[];
}

/** The records as they may leave: values at their printed decimals, counts rounded; records that fail a rule are left out. */
export function clearRecords(
  records: readonly DisclosableRecord[],
  gate: Gate,
  { name, population, sums }: RecordsOptions,
): ReleasedRecords {
  if (isCleared(records)) return { records, withheld: [] };
  const candidates = records.map(
    ({ key, value, decimals, underlying }): Candidate => ({ id: key, value, decimals, underlying }),
  );
  const sizes = fitsOf(records).map(sizeOf);
  const cleared = clearValues([...candidates, ...sizes], { scope: name, sums, ...gate });
  const released = records.flatMap((record): ResultRecord[] => {
    const value = cleared.values.get(record.key)!.value;
    return value === null ? [] : [releasedRecord(record, value, gate.policy, cleared)];
  });
  const withheld = records.map(({ key }) => key).filter((key) => cleared.values.get(key)!.value === null);
  gate.record(
    outputDecision({
      id: `records: ${name}`,
      kind: "records",
      title: name,
      population,
      isPublic: records.length > 0 && records.every(({ underlying }) => underlying?.role === "public"),
      released: released.length,
      withheld: withheld.length,
      cleared,
    }),
  );
  return { records: grant(released), withheld };
}

/** The models whose sizes stand beside estimates, each once. */
function fitsOf(records: readonly DisclosableRecord[]): readonly FitFacts[] {
  const fits = records.flatMap(({ underlying }) =>
    underlying?.role === "estimate" && underlying.also === undefined ? [underlying.fit] : [],
  );
  return [...new Map(fits.map((fit) => [fit.population, fit])).values()];
}

/** The size of a model's sample and its events as a value of its own: they leave by the rules of counts, differencing included. */
function sizeOf(fit: FitFacts): Candidate {
  const { n, events, practices, clusters: pcns, population } = fit;
  const people = { n, practices, pcns, ...(fit.sample ?? { population }) };
  return { id: sizeId(fit), value: 0, decimals: 0, underlying: { role: "share", ...people, events, scale: 1 } };
}

const sizeId = ({ population }: FitFacts): string => `size of ${population}`;

function releasedRecord(
  record: DisclosableRecord,
  value: number,
  policy: DisclosurePolicy,
  cleared: ClearedValues,
): ResultRecord {
  const { key, unit, decimals, sample, model, underlying } = record;
  const named = { ...(sample === undefined ? {} : { sample }), ...(model === undefined ? {} : { model }) };
  return { key, value, unit, decimals, ...countsOf(record, underlying!, policy, cleared), ...named };
}

/** The counts beside a value, rounded; only those that the gate has seen. */
function countsOf(
  { n, events, clusters }: DisclosableRecord,
  underlying: Underlying,
  policy: DisclosurePolicy,
  cleared: ClearedValues,
): Pick<ResultRecord, "n" | "events" | "clusters"> {
  const rounded = (count: number) => roundCount(count, policy);
  switch (underlying.role) {
    case "public":
      return {
        ...(n === undefined ? {} : { n }),
        ...(events === undefined ? {} : { events }),
        ...(clusters === undefined ? {} : { clusters }),
      };
    case "estimate": {
      const { fit } = underlying;
      if ((cleared.values.get(sizeId(fit))?.value ?? null) === null) return {};
      return { n: rounded(fit.n), events: rounded(fit.events), clusters: rounded(fit.clusters) };
    }
    case "share":
      return { n: rounded(underlying.n), events: rounded(underlying.events) };
    default:
      return { n: rounded(underlying.n) };
  }
}
