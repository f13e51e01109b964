import { type PublishedField, published } from "../published/published";
import { releasedRecords } from "../results/releasedRecords";
import type { ResultRecord } from "../results/types";
import { type Verdict, verdict } from "./verdict";

/** One printed value with what this run has for it. */
export interface ReproductionEntry {
  /** `M1.good_gp/or` */
  readonly id: string;
  readonly cell: string;
  readonly field: string;
  readonly printed: number;
  readonly decimals: number;
  readonly own?: number;
  readonly verdict: Verdict;
}

/** Where each field of a cell stands in the results store, and whether it carries sampling error of the exposure's estimate. */
const FIELDS: Readonly<Record<PublishedField, { readonly key: (cell: string) => string; readonly estimate: boolean }>> =
  {
    or: { key: (cell) => `table3/${cell}/or`, estimate: true },
    ciLow: { key: (cell) => `table3/${cell}/ciLow`, estimate: true },
    ciHigh: { key: (cell) => `table3/${cell}/ciHigh`, estimate: true },
    p: { key: (cell) => `table3/${cell}/p`, estimate: true },
    amePp: { key: (cell) => `table3/${cell}/amePp`, estimate: true },
    meanPct: { key: (cell) => `table3/${cell}/meanPct`, estimate: false },
    n: { key: (cell) => `table3/${cell}/n`, estimate: false },
    averagePcn: { key: (cell) => `table4/${cell}/averagePcn`, estimate: true },
    allPcns: { key: (cell) => `table4/${cell}/allPcns`, estimate: true },
  };

/**
 * Every value of the paper's Tables 3 and 4 and its sample counts, once, with its verdict. Reads the results store only; the
 * distance from the planted truth is the record `recovery/<cell>/z`, which real data do not have.
 */
export function reproductionLedger(results: readonly ResultRecord[]): readonly ReproductionEntry[] {
  const store = new Map(releasedRecords(results).records.map((record) => [record.key, record.value]));
  const cells = published.cells.flatMap((cell) =>
    (Object.keys(FIELDS) as PublishedField[]).map((field): ReproductionEntry => {
      const { key, estimate } = FIELDS[field];
      const printed = cell[field];
      const own = store.get(key(cell.id));
      const z = estimate ? store.get(`recovery/${cell.id}/z`) : undefined;
      const entry = {
        id: `${cell.id}/${field}`,
        cell: cell.id,
        field,
        printed: printed.value,
        decimals: printed.decimals,
      };
      return {
        ...entry,
        own,
        verdict: verdict({ printed, own, z, reason: "the settings of this study leave the cell out" }),
      };
    }),
  );
  return [...cells, ...countEntries(store)];
}

function countEntries(store: ReadonlyMap<string, number>): readonly ReproductionEntry[] {
  const { respondents, practices, pcns } = published.counts;
  const sample = "sample/M1.not_isolated";
  const rows = [
    ["respondents", respondents, `${sample}/n`],
    ["practices", practices, `${sample}/practices`],
    ["pcns", pcns, `${sample}/pcns`],
  ] as const;
  return rows.map(([field, value, key]) => {
    const own = store.get(key);
    const printed = { value, decimals: 0 };
    return {
      id: `counts/${field}`,
      cell: "counts",
      field,
      printed: value,
      decimals: 0,
      own,
      verdict: verdict({ printed, own }),
    };
  });
}

/** How many values have each verdict, in the order of closeness. */
export function verdictCounts(
  ledger: readonly ReproductionEntry[],
): readonly { kind: Verdict["kind"]; values: number }[] {
  const kinds = ["exact", "within rounding", "within sampling error", "different", "not reproducible"] as const;
  return kinds.map((kind) => ({ kind, values: ledger.filter((entry) => entry.verdict.kind === kind).length }));
}
