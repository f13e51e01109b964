import { normalQuantile } from "../model/normal";
import { ameRange, binaryVariance } from "./ameRange";
import type { HalfPlane } from "./halfPlanes";
import type { Field, PrintedCell, PrintedValue, Range, Scale } from "./types";

/** A bound of the region and the printed value that sets it. */
export interface Bound {
  readonly field: Field;
  readonly plane: HalfPlane;
}

/** The half plane without points: 0 <= -1. */
const NOWHERE: HalfPlane = { p: 0, q: 0, c: -1 };

/**
 * What the chosen printed values say about (log OR, standard error) on one side of no effect, all linear:
 * log OR and limits b -+ z s in the logs of their rounding intervals, |b| / s in the range of |z| that p allows, and
 * |AME| <= |b| m (1 - m), AME having the sign of b (METHODS: with an intercept the mean of the probabilities is m).
 * @param side 1 for b >= 0, -1 for b <= 0
 * @returns undefined when the values conflict whatever b and s are (AME against a scaled count, AME's sign against the side)
 */
export function constraints(
  cell: PrintedCell,
  fields: readonly Field[],
  side: 1 | -1,
  scale: Scale,
): Bound[] | undefined {
  const ame = ameRange(cell, fields, scale);
  if (ame === undefined) return undefined;
  const [near, far] = side === 1 ? [ame.low, ame.high] : [-ame.high, -ame.low];
  if (far < 0) return undefined;
  const bounds: Bound[] = [{ field: "or", plane: { p: -side, q: 0, c: 0 } }];
  for (const field of fields) {
    const printed = cell.values[field];
    if (printed !== undefined) bounds.push(...boundsOf(field, printed, side, scale));
  }
  if (near > 0) {
    const room = binaryVariance(fields.includes("mean") ? cell.values.mean : undefined).high;
    bounds.push({ field: "ame", plane: { p: -side, q: 0, c: -near / room } });
  }
  return bounds;
}

function boundsOf(field: Field, printed: PrintedValue, side: 1 | -1, { ciZ }: Scale): Bound[] {
  const strip = (p: number, q: number, range: Range) => stripBounds(field, p, q, range);
  switch (field) {
    case "or":
      return strip(1, 0, logs(printed));
    case "ci_low":
      return strip(1, -ciZ, logs(printed));
    case "ci_high":
      return strip(1, ciZ, logs(printed));
    case "b":
      return strip(1, 0, printed);
    case "se":
      return strip(0, 1, printed);
    case "z":
      return ratioBounds(field, 1, printed);
    case "p":
      return ratioBounds(field, side, { low: criticalZ(printed.high), high: criticalZ(printed.low) });
    default:
      return [];
  }
}

/** low <= p b + q s <= high. */
function stripBounds(field: Field, p: number, q: number, { low, high }: Range): Bound[] {
  if (!(high > Number.NEGATIVE_INFINITY)) return [{ field, plane: NOWHERE }];
  return [
    ...(high < Number.POSITIVE_INFINITY ? [{ field, plane: { p, q, c: high } }] : []),
    ...(low > Number.NEGATIVE_INFINITY ? [{ field, plane: { p: -p, q: -q, c: -low } }] : []),
  ];
}

/** low <= sign b / s <= high, s >= 0. */
function ratioBounds(field: Field, sign: 1 | -1, { low, high }: Range): Bound[] {
  return [
    { field, plane: { p: -sign, q: low, c: 0 } },
    ...(Number.isFinite(high) ? [{ field, plane: { p: sign, q: -high, c: 0 } }] : []),
  ];
}

function logs({ low, high }: Range): Range {
  return {
    low: low > 0 ? Math.log(low) : Number.NEGATIVE_INFINITY,
    high: high > 0 ? Math.log(high) : Number.NEGATIVE_INFINITY,
  };
}

/** |z| of a two-sided p; 0 from p = 1, infinite at p = 0. */
function criticalZ(p: number): number {
  if (p <= 0) return Number.POSITIVE_INFINITY;
  return p >= 1 ? 0 : -normalQuantile(p / 2);
}
