import { ameUnit } from "./ameUnit";
import type { ColumnMeaning } from "./columns";
import { rescaled } from "./printedValue";
import type { Field, PrintedCell } from "./types";

/** Means as proportions: those under a percentage header, with % or above 1 are percentages. */
export function withMeans(
  cells: readonly PrintedCell[],
  meanings: ReadonlyMap<string, ColumnMeaning>,
  remarks: string[],
): PrintedCell[] {
  const unit = unitOf("mean", meanings);
  if (unit === undefined) return [...cells];
  const printed = cells.flatMap(({ values }) => values.mean ?? []);
  const large = printed.some(({ value, text }) => value > 1 || text.includes("%"));
  const percent = unit === "percent" || (unit === "auto" && large);
  remarks.push(`Means read as ${percent ? "percentages" : "proportions"}.`);
  return percent ? cells.map((cell) => replaced(cell, "mean", 0.01)) : [...cells];
}

/** Average marginal effects in percentage points. */
export function withAmes(
  cells: readonly PrintedCell[],
  meanings: ReadonlyMap<string, ColumnMeaning>,
  wanted: "pp" | "probability" | undefined,
  remarks: string[],
): PrintedCell[] {
  const column = unitOf("ame", meanings);
  if (column === undefined) return [...cells];
  const named = column === "percent" ? "pp" : column === "proportion" ? "probability" : undefined;
  const unit = wanted ?? named ?? ameUnit(cells);
  remarks.push(`Average marginal effects read as ${unit === "pp" ? "percentage points" : "probabilities"}.`);
  return unit === "pp" ? [...cells] : cells.map((cell) => replaced(cell, "ame", 100));
}

function unitOf(role: Field, meanings: ReadonlyMap<string, ColumnMeaning>): ColumnMeaning["unit"] | undefined {
  return [...meanings.values()].find((meaning) => meaning.role === role)?.unit;
}

function replaced(cell: PrintedCell, field: Field, factor: number): PrintedCell {
  const printed = cell.values[field];
  return printed === undefined ? cell : { ...cell, values: { ...cell.values, [field]: rescaled(printed, factor) } };
}
