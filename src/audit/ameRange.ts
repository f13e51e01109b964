import type { Field, PrintedCell, PrintedValue, Range, Scale } from "./types";

const EVERYWHERE: Range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/**
 * Average marginal effects (probability scale) that the chosen values among AME, average and national count allow;
 * undefined when they allow none. A national count may be the printed (rounded) average times the number of groups, or the
 * unrounded product rounded once: either will do.
 */
export function ameRange(
  cell: PrintedCell,
  fields: readonly Field[],
  { perPopulation, groups }: Omit<Scale, "ciZ">,
): Range | undefined {
  const value = (field: Field) => (fields.includes(field) ? cell.values[field] : undefined);
  const ame = value("ame");
  const average = value("average");
  const national = value("national");
  const ranges: Range[] = [];
  if (ame !== undefined) ranges.push(divided(ame, 100));
  if (average !== undefined && perPopulation !== undefined) ranges.push(divided(average, perPopulation));
  const known = intersection(ranges);
  if (known === undefined || national === undefined || perPopulation === undefined || groups === undefined)
    return known;
  if (average !== undefined && isProduct(national, average.value * groups)) return known;
  const routes = [roundedFirst(national, groups, perPopulation), divided(national, perPopulation * groups)];
  const allowed = (average === undefined ? routes : routes.slice(1)).flatMap((route) => {
    const both = route && intersection([known, route]);
    return both ? [both] : [];
  });
  return allowed.length === 0 ? undefined : hull(allowed);
}

/** m (1 - m) over the interval of a printed mean (a proportion); 0 to 1/4 without one. */
export function binaryVariance(mean: PrintedValue | undefined): Range {
  if (mean === undefined) return { low: 0, high: 0.25 };
  const low = Math.min(1, Math.max(0, mean.low));
  const high = Math.min(1, Math.max(0, mean.high));
  const ends = [low * (1 - low), high * (1 - high)];
  return { low: Math.min(...ends), high: low <= 0.5 && high >= 0.5 ? 0.25 : Math.max(...ends) };
}

/** The common part of ranges, closed; touching ends may differ by rounding noise. */
export function intersection(ranges: readonly Range[]): Range | undefined {
  const low = Math.max(EVERYWHERE.low, ...ranges.map((range) => range.low));
  const high = Math.min(EVERYWHERE.high, ...ranges.map((range) => range.high));
  if (low <= high) return { low, high };
  return low - high <= 1e-12 * Math.max(Math.abs(low), Math.abs(high)) ? { low: high, high: low } : undefined;
}

function divided({ low, high }: Range, by: number): Range {
  return { low: low / by, high: high / by };
}

/** The AMEs whose average count, rounded first, gives this national count; none when no whole number of people does. */
function roundedFirst(national: PrintedValue, groups: number, perPopulation: number): Range | undefined {
  const [fewest, most] = [Math.ceil(national.low / groups), Math.floor(national.high / groups)];
  if (fewest > most) return undefined;
  return { low: (fewest - 0.5) / perPopulation, high: (most + 0.5) / perPopulation };
}

function isProduct({ low, high }: Range, product: number): boolean {
  return product >= low && product <= high;
}

function hull(ranges: readonly Range[]): Range {
  return { low: Math.min(...ranges.map((r) => r.low)), high: Math.max(...ranges.map((r) => r.high)) };
}
