import { formatInterval } from "../exhibit/formatCell";
import { feasibleRegion, printedFields } from "./feasibleRegion";
import { FIELD_LABELS } from "./fieldLabels";
import { impliedRanges } from "./implied";
import type { Field, Implied, PrintedCell, Range, Scale } from "./types";

/** One sentence: which printed values cannot hold together, and what the others need of each of them. */
export function conflictReason(
  cell: PrintedCell,
  conflicts: readonly (readonly Field[])[],
  implied: Implied,
  scale: Scale,
): string {
  const words = (field: Field) => `${FIELD_LABELS[field]} ${cell.values[field]!.text}`;
  const sets = conflicts.map((set) => set.map(words).join(" with "));
  const involved = [...new Set(conflicts.flat())];
  const needs = involved.flatMap((field) => {
    const range = neededRange(cell, field, implied, scale);
    return range ? [`${FIELD_LABELS[field]} ${formatInterval(range.low, range.high, decimalsOf(cell, field))}`] : [];
  });
  const needed = needs.length === 0 ? "" : ` The other values need ${needs.join("; ")}.`;
  return `Cannot hold together: ${sets.join(", or ")}.${needed}`;
}

/** What all other values allow for a field; for the scaled counts, what the values that are not scaled counts allow. */
function neededRange(cell: PrintedCell, field: Field, implied: Implied, scale: Scale): Range | null {
  if (field === "average" || field === "national") return implied[field];
  const others = printedFields(cell).filter((other) => other !== field);
  if (feasibleRegion(cell, others, scale).length === 0) return null;
  const free = impliedRanges(cell, others, scale);
  switch (field) {
    case "ame":
      return free.amePp;
    case "or":
    case "p":
    case "b":
    case "se":
    case "z":
      return free[field];
    case "ci_low":
    case "ci_high":
      return limitRange(cell, field, others, scale);
    default:
      return null;
  }
}

function limitRange(
  cell: PrintedCell,
  field: "ci_low" | "ci_high",
  others: readonly Field[],
  scale: Scale,
): Range | null {
  const sign = field === "ci_low" ? -1 : 1;
  const points = feasibleRegion(cell, others, scale).flat();
  const limits = points.map((point) => point.b + sign * scale.ciZ * point.s);
  const range = { low: Math.exp(Math.min(...limits)), high: Math.exp(Math.max(...limits)) };
  return range.high > 1e9 || range.low < 1e-9 ? null : range;
}

/** One more decimal than printed, so that the range can be told from the printed value. */
function decimalsOf(cell: PrintedCell, field: Field): number {
  if (field === "national") return 0;
  return cell.values[field]!.decimals + 1;
}
