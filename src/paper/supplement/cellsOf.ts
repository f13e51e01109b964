import type { Underlying } from "../../disclosure/underlying";
import type { Cell } from "../../exhibit/types";
import type { Margin, TermEstimate } from "../../model/types";
import { resting, restingOn } from "../behind";

/** Odds ratio, interval and p as three cells, with what stands behind them. */
export function oddsCells(
  { or, orLow, orHigh, p }: TermEstimate,
  behind: Underlying | undefined,
  decimals = 3,
): readonly Cell[] {
  const cells: Cell[] = [
    { kind: "number", value: or, decimals },
    { kind: "interval", low: orLow, high: orHigh, decimals },
    { kind: "p", value: p },
  ];
  return resting(cells, behind);
}

/** A marginal effect in percentage points, with what stands behind it. */
export function ameCell(ame: number, behind: Underlying | undefined): Cell {
  return restingOn(behind, { kind: "number", value: 100 * ame, decimals: 2 });
}

/** The columns over {@link oddsCells}. */
export const oddsColumns = (group?: string, prefix = "") => [
  { id: `${prefix}or`, label: "Odds ratio", align: "right" as const, group },
  { id: `${prefix}ci`, label: "95% CI", align: "right" as const, group },
  { id: `${prefix}p`, label: "p", align: "right" as const, group },
];

/** Average marginal effect in percentage points with its interval, as two cells, with what stands behind them. */
export function marginCells({ ame, low, high }: Margin, behind: Underlying | undefined): readonly Cell[] {
  return [ameCell(ame, behind), restingOn(behind, { kind: "interval", low: 100 * low, high: 100 * high, decimals: 2 })];
}

/** The columns over {@link marginCells}. */
export const marginColumns = [
  { id: "ame", label: "AME, pp", align: "right" as const },
  { id: "ame-ci", label: "95% CI", align: "right" as const },
];
