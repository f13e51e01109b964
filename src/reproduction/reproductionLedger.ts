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
  /** Decimals printed; of a round number below 0: -3 stands for thousands. */
  readonly decimals: number;
  readonly own?: number;
  readonly verdict: Verdict;
  /** Sections that repeat the value as it stands here. */
  readonly also?: readonly string[];
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
 * Every number the paper prints, once, with its verdict: Tables 3 and 4, sample counts, the design, the text's round numbers, and what it
 * quotes from others. Reads the results store only; the distance from the planted truth is the record `recovery/<cell>/z`, which real
 * data do not have.
 */
export function reproductionLedger(results: readonly ResultRecord[]): readonly ReproductionEntry[] {
  const store = storeOf(results);
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
        also: repeatedIn(cell.id, field),
      };
      return {
        ...entry,
        own,
        verdict: verdict({ printed, own, z, reason: "the settings of this study leave the cell out" }),
      };
    }),
  );
  return [...cells, ...countEntries(store), ...roundEntries(store), ...quotedEntries()];
}

/** Cleared values by key. */
function storeOf(results: readonly ResultRecord[]): ReadonlyMap<string, number> {
  return new Map(releasedRecords(results).records.map((record) => [record.key, record.value]));
}

/** Reads the cleared values of a store by key. */
export function resultLookup(results: readonly ResultRecord[]): (key: string) => number | undefined {
  const store = storeOf(results);
  return (key) => store.get(key);
}

function countEntries(store: ReadonlyMap<string, number>): readonly ReproductionEntry[] {
  const { respondents, practices, pcns } = published.counts;
  const sample = "sample/M1.not_isolated";
  const rows = [
    ["respondents", respondents, `${sample}/n`],
    ["practices", practices, `${sample}/practices`],
    ["pcns", pcns, `${sample}/pcns`],
    ...DESIGN.map(([field, value]) => [field, value, `design/${field}`] as const),
  ] as const;
  return rows.map(([field, value, key]) => {
    const own = store.get(key);
    const printed = { value, decimals: 0 };
    const also = field === "respondents" ? ["abstract"] : [];
    const entry = { id: `counts/${field}`, cell: "counts", field, printed: value, decimals: 0, own, also };
    return { ...entry, verdict: verdict({ printed, own, reason: "notebook 09 of this run did not count it" }) };
  });
}

/** Counts of the paper's design, each a record `design/<name>` of the run. */
const DESIGN = [
  ["surveyYears", 6],
  ["models", 3],
  ["outcomes", 5],
  ["cells", 12],
  ["otherRoles", 10],
  ["multiplierPatients", published.table4.perPatients],
] as const;

/** Round numbers of the text: each stands for half a unit of its last digit that is not 0. */
function roundEntries(store: ReadonlyMap<string, number>): readonly ReproductionEntry[] {
  return published.claims.flatMap((claim) => {
    if (claim.kind !== "approx") return [];
    const value = Number(claim.value);
    const decimals = -(/0*$/.exec(claim.value)?.[0].length ?? 0);
    const own = store.get(`table4/${claim.cell}/${claim.field}`);
    const z = store.get(`recovery/${claim.cell}/z`);
    const reason = "the settings of this study leave the cell out";
    const judged = verdict({ printed: { value, decimals }, own, z, reason });
    const field = `${claim.field}, section ${claim.section}`;
    return [{ id: claim.id, cell: `text: ${claim.cell}`, field, printed: value, decimals, own, verdict: judged }];
  });
}

/** Numbers that the paper takes from other publications: no data of this study hold them. */
const QUOTED = [
  [
    "T21",
    "4.1",
    "registered population referred by March 2023, %",
    3.2,
    1,
    "referrals are counted by the National Academy for Social Prescribing, not in these data",
  ],
  [
    "T24",
    "4.4",
    "cost of the scheme in 2022/23, GBP",
    130e6,
    -7,
    "costs are those of the scheme's contract, not in these data",
  ],
  ["T25", "1", "link workers promised by 2021", 1000, -3, "a commitment of the NHS Long Term Plan"],
  [
    "survey.responses",
    "2.1",
    "responses to the survey in a year",
    700000,
    -5,
    "stated of the survey by its publisher; forms by year are in Table A.1",
  ],
] as const;

function quotedEntries(): readonly ReproductionEntry[] {
  return QUOTED.map(([id, section, field, printed, decimals, reason]) => ({
    id,
    cell: "quoted",
    field: `${field}, section ${section}`,
    printed,
    decimals,
    verdict: { kind: "not reproducible", reason },
  }));
}

/** Where the abstract and the text repeat a value of the tables. */
function repeatedIn(cell: string, field: string): readonly string[] {
  return published.claims.flatMap((claim) =>
    claim.kind === "number" && claim.cell === cell && claim.field === field ? [claim.section] : [],
  );
}

/** How many values have each verdict, in the order of closeness. */
export function verdictCounts(
  ledger: readonly ReproductionEntry[],
): readonly { kind: Verdict["kind"]; values: number }[] {
  const kinds = ["exact", "within rounding", "within sampling error", "different", "not reproducible"] as const;
  return kinds.map((kind) => ({ kind, values: ledger.filter((entry) => entry.verdict.kind === kind).length }));
}
