import { constraints } from "./constraints";
import { meanFitsCount } from "./grim";
import { intersectHalfPlanes } from "./halfPlanes";
import { FIELDS, type Field, type Point, type PrintedCell, type PrintedValue, type Scale } from "./types";

/** The fields that a cell prints, in the order of `FIELDS`. */
export function printedFields(cell: PrintedCell): Field[] {
  return FIELDS.filter((field) => cell.values[field] !== undefined);
}

/**
 * All (log OR, standard error) that the chosen printed values of a cell allow: a convex piece for b >= 0 and one for b <= 0,
 * each given by its corners. Empty when the values cannot hold together.
 */
export function feasibleRegion(cell: PrintedCell, fields: readonly Field[], scale: Scale): Point[][] {
  const { mean, n } = cell.values;
  if (fields.some((field) => isEmpty(cell.values[field]))) return [];
  if (fields.includes("mean") && mean && (mean.low > 1 || mean.high < 0)) return [];
  if (fields.includes("mean") && fields.includes("n") && mean && n && !meanFitsCount(mean, n)) return [];
  return ([1, -1] as const).flatMap((side) => {
    const bounds = constraints(cell, fields, side, scale);
    const corners = bounds === undefined ? [] : intersectHalfPlanes(bounds.map((bound) => bound.plane));
    return corners.some((corner) => corner.s > ZERO) ? [corners] : [];
  });
}

/** A standard error is positive; corners at 0 alone are no estimate. */
const ZERO = 1e-10;

function isEmpty(printed: PrintedValue | undefined): boolean {
  return printed !== undefined && printed.low > printed.high;
}
