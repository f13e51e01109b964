import type { Cell } from "../../exhibit/types";
import type { Margin, TermEstimate } from "../../model/types";

/** Odds ratio, interval and p as three cells. */
export function oddsCells({ or, orLow, orHigh, p }: TermEstimate, decimals = 3): readonly Cell[] {
  return [
    { kind: "number", value: or, decimals },
    { kind: "interval", low: orLow, high: orHigh, decimals },
    { kind: "p", value: p },
  ];
}

/** The columns over {@link oddsCells}. */
export const oddsColumns = (group?: string, prefix = "") => [
  { id: `${prefix}or`, label: "Odds ratio", align: "right" as const, group },
  { id: `${prefix}ci`, label: "95% CI", align: "right" as const, group },
  { id: `${prefix}p`, label: "p", align: "right" as const, group },
];

/** Average marginal effect in percentage points with its interval, as two cells. */
export function marginCells({ ame, low, high }: Margin): readonly Cell[] {
  return [
    { kind: "number", value: 100 * ame, decimals: 2 },
    { kind: "interval", low: 100 * low, high: 100 * high, decimals: 2 },
  ];
}

/** The columns over {@link marginCells}. */
export const marginColumns = [
  { id: "ame", label: "AME, pp", align: "right" as const },
  { id: "ame-ci", label: "95% CI", align: "right" as const },
];
