import { roundDecimal } from "./roundDecimal";
import type { Cell } from "./types";

/** Printed for a value that does not exist (NaN, or null after a passage through JSON). */
export const NOT_AVAILABLE = "–";

/**
 * How values are spelled. `print`: thousands separators, true minus (U+2212), no-break space before pp.
 * `plain`: for machines, none of these.
 */
export type Spelling = "print" | "plain";

/** The one value formatter: what every table, sentence and text alternative prints. Missing and non-finite values print as an en dash. */
export function formatCell(cell: Cell, spelling: Spelling = "print"): string {
  switch (cell.kind) {
    case "text":
      return cell.text;
    case "empty":
      return "";
    case "count":
      return formatNumber(cell.value, 0, "", spelling);
    case "number":
      return formatNumber(cell.value, cell.decimals, cell.unit ?? "", spelling);
    case "interval":
      return formatInterval(cell.low, cell.high, cell.decimals, spelling);
    case "p":
      return formatP(cell.value);
  }
}

/** A number in fixed decimals, with `%` attached or `pp` after a space. */
export function formatNumber(
  value: number,
  decimals: number,
  unit: "%" | "pp" | "" = "",
  spelling: Spelling = "print",
): string {
  if (!exists(value)) return NOT_AVAILABLE;
  const rounded = roundDecimal(value, decimals);
  const suffix = unit === "pp" ? (spelling === "print" ? "\u00a0pp" : " pp") : unit;
  return (spelling === "print" ? typeset(rounded) : rounded) + suffix;
}

/** `low to high`. */
export function formatInterval(low: number, high: number, decimals: number, spelling: Spelling = "print"): string {
  if (!exists(low) && !exists(high)) return NOT_AVAILABLE;
  return `${formatNumber(low, decimals, "", spelling)} to ${formatNumber(high, decimals, "", spelling)}`;
}

/** The paper's rule: `<0.001`, three decimals below 0.01, two otherwise. */
export function formatP(value: number): string {
  if (!exists(value)) return NOT_AVAILABLE;
  if (value < 0.001) return "<0.001";
  return roundDecimal(value, value < 0.01 ? 3 : 2);
}

function exists(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

function typeset(ascii: string): string {
  const [whole, fraction] = ascii.replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return (ascii.startsWith("-") ? "\u2212" : "") + grouped + (fraction === undefined ? "" : `.${fraction}`);
}
