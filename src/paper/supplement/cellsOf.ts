import type { Cell } from "../../exhibit/types";
import type { TermEstimate } from "../../model/types";

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
