import type { DisclosableTable, People } from "../../src/disclosure";
import { margin, termEstimate } from "../../src/model/records";
import type { LogitFit } from "../../src/model/types";

/** Enough practices and PCNs. */
export const MANY: Pick<People, "practices" | "pcns"> = { practices: 40, pcns: 20 };

/** Respondents by year with their share of a yes, and the total of the years. */
export function yearTable(
  years: readonly { readonly year: string; readonly n: number; readonly events: number; readonly practices?: number }[],
): DisclosableTable {
  const all = years.reduce((sum, { n }) => sum + n, 0);
  return {
    kind: "table",
    id: "table-years",
    label: "",
    title: "Respondents by year",
    columns: [
      { id: "year", label: "Year", align: "left" },
      { id: "n", label: "Respondents", align: "right" },
      { id: "share", label: "Yes, %", align: "right" },
    ],
    rows: [
      ...years.map(({ year, n, events, practices = 40 }) => {
        const people = { n, practices, pcns: 20, population: `all, year ${year}` };
        return {
          cells: [
            { kind: "text" as const, text: year },
            { kind: "count" as const, value: n, underlying: { role: "count" as const, ...people } },
            {
              kind: "number" as const,
              value: (100 * events) / n,
              decimals: 1,
              underlying: { role: "share" as const, ...people, events, scale: 100 },
            },
          ],
        };
      }),
      {
        cells: [
          { kind: "text" as const, text: "all" },
          {
            kind: "count" as const,
            value: all,
            underlying: { role: "count" as const, n: all, ...MANY, population: "all" },
          },
          { kind: "empty" as const },
        ],
      },
    ],
    note: `In total ${all} respondents. Unweighted.`,
    synthetic: false,
    disclosure: {
      source: "restricted",
      population: "all respondents",
      sums: [{ total: "all", parts: years.map(({ year }) => `all, year ${year}`) }],
    },
  };
}

/** A fit of an exposure and two factors, with a level that predicted perfectly. */
export function someFit(changes: Partial<LogitFit> = {}): LogitFit {
  const names = ["(Intercept)", "link_workers", "age=25-34", "gender=Other"];
  return {
    spec: {
      outcome: "good_gp",
      sample: ["ltc"],
      terms: [
        { kind: "numeric", name: "link_workers" },
        { kind: "factor", name: "age" },
        { kind: "factor", name: "gender" },
      ],
    },
    n: 12347,
    events: 9871,
    clusters: 1263,
    logLik: -6000.123456789,
    logLikNull: -6200.987654321,
    pseudoR2: 0.0323,
    iterations: 5,
    converged: true,
    vce: { name: "cr1", factor: 1263 / 1262 },
    terms: names.map((name, i) => termEstimate(name, 0.1234567891 * (i + 1), 0.0123456789)),
    vcov: names.flatMap((_, i) => names.map((__, j) => (i === j ? 0.0123456789 ** 2 : 0.00001))),
    margins: [margin("link_workers", 0.0123456789, 0.00123456789)],
    dropped: [{ term: "ethnicity=Roma", reason: "predicts-perfectly", rows: 7 }],
    ledger: [{ rule: "predicts perfectly: ethnicity=Roma", rows: 7 }],
    notices: [
      { id: "outcome-varies-within-level", message: "ethnicity: level 'Roma' predicts perfectly; 7 rows left." },
    ],
    ...changes,
  };
}

export const FIT_COUNTS = {
  population: "M2.good_gp",
  practices: 6500,
  levels: {
    "age=25-34": { events: 900, nonEvents: 300, ...MANY },
    "gender=Other": { events: 31, nonEvents: 4, ...MANY },
  },
};
