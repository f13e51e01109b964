import { type Basis, interacts } from "./basis";
import { heapOf, widthOf } from "./compiled/heap";
import { inBlocks } from "./compiled/kernels";
import { type Groups, total, weightedValues } from "./countGroups";
import { columnTotals } from "./gram";
import { oddsArguments, type Predictor, type SlopeClasses } from "./linearPredictor";
import type { PatternHalves } from "./patternHalves";
import type { PatternMoments } from "./patternMoments";

/** An average marginal effect and its gradient with respect to the coefficients of the basis. */
export interface EffectWithGradient {
  readonly value: number;
  readonly gradient: Float64Array;
}

/**
 * Sums over the rows of each pattern of w(1 - 2p) and of w(1 - 2p) x_k, the slope of the weight w = p(1 - p). Where no numeric term
 * interacts, the latter are one total each, as in {@link PatternMoments}.
 */
export interface WeightSlopes {
  readonly slope: Float64Array;
  readonly slopeX: readonly Float64Array[];
}

/** The sums that the gradients of all average marginal effects of a fit share. */
export function weightSlopes(groups: Groups, halves: PatternHalves, predictor: Predictor, basis: Basis): WeightSlopes {
  const { ofPattern, point, count } = groups;
  const heap = heapOf(halves.memory);
  const { values } = basis;
  const slope = heap.float64(halves.patterns, false);
  const slopeX = heap.float64(halves.patterns, false);
  const single = values.length === 1;
  const own = heap.float64(single ? 0 : count.length, false);
  heap.scoped(() => {
    const [patternAt, pointAt, countAt] = [ofPattern, point, count].map((array) => heap.at(array));
    const odds = oddsArguments(heap, halves, predictor, values[0]?.length ?? 1);
    const x = single ? heap.at(values[0]) : 0;
    const ownAt = single ? 0 : heap.at(own);
    const given = [patternAt, pointAt, widthOf(point), countAt, ...odds] as const;
    inBlocks(halves.patterns, (from, to) => {
      heap.kernels.sumSlopes(...given, from, to, x, ownAt, heap.at(slope), heap.at(slopeX));
    });
  });
  const sums = single ? [slopeX] : values.map((x) => weightedValues(heap, ofPattern, point, own, x));
  return { slope, slopeX: interacts(basis) ? sums : sums.map((sum) => Float64Array.of(total(sum))) };
}

/**
 * Average marginal effect of numeric term `numeric` over the sample's own rows: the mean of w times the row's slope.
 * Its gradient is the mean of w(1 - 2p) x slope, plus the mean of w over the rows whose slope holds the coefficient.
 */
export function averageMarginalEffect(
  numeric: number,
  n: number,
  basis: Basis,
  halves: PatternHalves,
  { classes, slopes: termSlopes }: Predictor,
  { weight }: Pick<PatternMoments, "weight">,
  slopes: WeightSlopes,
): EffectWithGradient {
  const byClass = termSlopes[numeric].map((s) => s / basis.scale[numeric]);
  const timesSlope = (values: Float64Array) => scaledByClass(values, byClass, classes);
  const constant = classes.count === 1;
  const weights = basis.values.map(() => weight);
  const own = columnTotals(basis, halves, weight, weights);
  const through = constant
    ? columnTotals(basis, halves, slopes.slope, slopes.slopeX).map((total) => total * byClass[0])
    : columnTotals(basis, halves, timesSlope(slopes.slope), slopes.slopeX.map(timesSlope));
  const gradient = Float64Array.from(basis.columns, (column, j) => {
    const direct = column.numeric === numeric ? own[j] / basis.scale[numeric] : 0;
    return (through[j] + direct) / n;
  });
  const value = constant ? (byClass[0] * own[0]) / n : total(timesSlope(weight)) / n;
  return { value, gradient };
}

function scaledByClass(values: Float64Array, byClass: Float64Array, { ofPattern }: SlopeClasses): Float64Array {
  const scaled = new Float64Array(values.length);
  for (let p = 0; p < scaled.length; p++) scaled[p] = values[p] * byClass[ofPattern[p]];
  return scaled;
}
