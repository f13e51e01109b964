import { normalTwoSidedP } from "../model/normal";
import { ameRange, binaryVariance, intersection } from "./ameRange";
import { feasibleRegion } from "./feasibleRegion";
import type { Field, Implied, Point, PrintedCell, Range, Scale } from "./types";

const UNKNOWN: Implied = {
  b: null,
  or: null,
  se: null,
  z: null,
  p: null,
  amePp: null,
  average: null,
  national: null,
  explainedShare: null,
};

/** Fields that carry the AME through a multiplier. */
const SCALED: readonly Field[] = ["average", "national"];

/** Ranges of every quantity over the region that the chosen values allow. A quantity that they leave free is null. */
export function impliedRanges(cell: PrintedCell, fields: readonly Field[], scale: Scale): Implied {
  const points = feasibleRegion(cell, fields, scale).flat();
  if (points.length === 0) return UNKNOWN;
  const b = bounded(rangeOf(points.map((point) => point.b)));
  const se = bounded(rangeOf(points.map((point) => point.s)));
  const z = b && se && se.low > 1e-11 ? rangeOf(points.map((point) => point.b / point.s)) : null;
  const ame = impliedAme(cell, fields, scale, points);
  const unscaled = impliedAme(
    cell,
    fields.filter((field) => !SCALED.includes(field)),
    scale,
    points,
  );
  return {
    b,
    or: b && { low: Math.exp(b.low), high: Math.exp(b.high) },
    se,
    z,
    p: z && pRange(z),
    amePp: ame && times(ame, 100),
    average: unscaled && scale.perPopulation ? times(unscaled, scale.perPopulation) : null,
    national:
      unscaled && scale.perPopulation && scale.groups ? times(unscaled, scale.perPopulation * scale.groups) : null,
    explainedShare: explained(cell, fields, b, ame),
  };
}

/** What the values allow for the AME (probability scale): printed ranges, cut at |b| m (1 - m). */
function impliedAme(cell: PrintedCell, fields: readonly Field[], scale: Scale, points: readonly Point[]): Range | null {
  const room = binaryVariance(fields.includes("mean") ? cell.values.mean : undefined).high;
  const b = rangeOf(points.map((point) => point.b));
  if (bounded(b) === null) return null;
  const printed = ameRange(cell, fields, scale);
  const cut = { low: Math.min(0, b.low) * room, high: Math.max(0, b.high) * room };
  return (printed && intersection([printed, cut])) ?? null;
}

function explained(cell: PrintedCell, fields: readonly Field[], b: Range | null, ame: Range | null): Range | null {
  if (!b || !ame || !fields.includes("mean") || b.low * b.high <= 0) return null;
  if (!fields.some((field) => field === "ame" || SCALED.includes(field))) return null;
  const room = binaryVariance(cell.values.mean);
  const size = (range: Range) => rangeOf([Math.abs(range.low), Math.abs(range.high)]);
  const [slope, effect] = [size(b), size(ame)];
  const most = room.low > 0 ? Math.min(1, effect.high / (slope.low * room.low)) : 1;
  const least = ame.low * ame.high < 0 ? 0 : effect.low / (slope.high * room.high);
  return { low: 1 - most, high: 1 - least };
}

function pRange(z: Range): Range {
  const ends = [normalTwoSidedP(z.low), normalTwoSidedP(z.high)];
  return { low: Math.min(...ends), high: z.low <= 0 && z.high >= 0 ? 1 : Math.max(...ends) };
}

function times({ low, high }: Range, factor: number): Range {
  return { low: low * factor, high: high * factor };
}

/** Null when the region runs to the edge of the search box: the printed values leave the quantity free. */
function bounded(range: Range): Range | null {
  return range.low <= -49 || range.high >= 49 ? null : range;
}

function rangeOf(values: readonly number[]): Range {
  return { low: Math.min(...values), high: Math.max(...values) };
}
