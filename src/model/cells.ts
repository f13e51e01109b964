import type { CodedColumn, CodedNumbers, Codes } from "./codedColumn";
import type { Heap } from "./compiled/heap";
import { distinctPairs, functionalPairs } from "./distinctPairs";

/**
 * Cells: the distinct combinations of the numeric terms' values, the labels (clusters, absorbed effects) and the weights.
 * Points: the distinct combinations of the numeric values alone. Cells are sorted by point first, so the rows of a point are
 * neighbours in cell order.
 */
export interface Cells {
  /** Cell of a row: `ofCode[codes[row]]`. */
  readonly codes: Codes;
  readonly ofCode: Uint32Array;
  readonly count: number;
  readonly pointOfCell: Uint32Array;
  /** Per label column its code at every cell, per weight column its value. */
  readonly labelOfCell: readonly Uint32Array[];
  readonly weightOfCell: readonly Float64Array[];
  readonly points: number;
  /** For each numeric term its value at every point. */
  readonly pointValues: readonly Float64Array[];
}

/** Numbers the cells. Rows with `skip` set get an unspecified cell. */
export function numberCells(
  heap: Heap,
  numerics: readonly CodedNumbers[],
  labels: readonly CodedColumn[],
  weights: readonly CodedNumbers[],
  rows: number,
  skip: Uint8Array,
): Cells {
  const dimensions = [...numerics.map(rankedValues), ...labels.map(identity), ...weights.map(rankedValues)];
  if (dimensions.length === 0) return singleCell(rows);
  const { codes, ranks } = combinations(heap, dimensions, skip);
  const { ofCode, firstOfCell, firstOfPoint, pointOfCell } = sortedCells(ranks, numerics.length);
  const labelRanks = ranks.slice(numerics.length, numerics.length + labels.length);
  const weightRanks = ranks.slice(numerics.length + labels.length);
  return {
    codes,
    ofCode,
    count: firstOfCell.length,
    pointOfCell: Uint32Array.from(pointOfCell),
    labelOfCell: labelRanks.map((rank) => Uint32Array.from(firstOfCell, (code) => rank[code])),
    weightOfCell: weights.map((column, d) => valuesAt(column, weightRanks[d], firstOfCell)),
    points: firstOfPoint.length,
    pointValues: numerics.map((column, d) => valuesAt(column, ranks[d], firstOfPoint)),
  };
}

/** A coding with, for every code, its place in the canonical order of that dimension. */
interface Dimension {
  readonly codes: Codes;
  readonly size: number;
  readonly ranks: Uint32Array;
}

function rankedValues(numeric: CodedNumbers): Dimension {
  const { codes, size, values } = numeric;
  const distinct = distinctValues(numeric);
  if (distinct === values) return { codes, size, ranks: Uint32Array.from(values, (_, i) => i) };
  const rank = new Map(Array.from(distinct, (value, i) => [value, i]));
  return { codes, size, ranks: Uint32Array.from(values, (value) => rank.get(value) ?? 0) };
}

/** The present values in increasing order without repetition: `values` itself when it is so already. */
function distinctValues({ values, usable }: CodedNumbers): Float64Array {
  let increasing = values.length === 0 || usable[0] === 1;
  for (let i = 1; i < values.length && increasing; i++) increasing = values[i - 1] < values[i];
  return increasing ? values : Float64Array.from(new Set(values.filter((_, i) => usable[i] === 1))).sort();
}

function identity({ codes, size }: CodedColumn): Dimension {
  return { codes, size, ranks: Uint32Array.from({ length: size }, (_, i) => i) };
}

/** The distinct combinations of all dimensions: a code per row and, per dimension, the rank of each code. */
function combinations(heap: Heap, dimensions: readonly Dimension[], skip: Uint8Array) {
  let codes = dimensions[0].codes;
  let size = dimensions[0].size;
  let ranks = [dimensions[0].ranks];
  for (const next of dimensions.slice(1)) {
    const pairs =
      functionalPairs(heap, codes, size, next.codes, skip) ?? distinctPairs(codes, size, next.codes, next.size, skip);
    ranks = [...ranks.map((rank) => pairs.first.map((i) => rank[i])), pairs.second.map((i) => next.ranks[i])];
    codes = pairs.codes;
    size = pairs.first.length;
  }
  return { codes, ranks };
}

/** Numbers the combinations in order; a point is what the first `numerics` dimensions tell apart. */
function sortedCells(ranks: readonly Uint32Array[], numerics: number) {
  const size = ranks[0].length;
  const order = Uint32Array.from({ length: size }, (_, i) => i).sort((i, j) => compare(ranks, ranks.length, i, j));
  const ofCode = new Uint32Array(size);
  const firstOfCell: number[] = [];
  const firstOfPoint: number[] = [];
  const pointOfCell: number[] = [];
  for (let i = 0; i < size; i++) {
    const code = order[i];
    if (i === 0 || compare(ranks, numerics, order[i - 1], code) !== 0) firstOfPoint.push(code);
    if (i === 0 || compare(ranks, ranks.length, order[i - 1], code) !== 0) {
      firstOfCell.push(code);
      pointOfCell.push(firstOfPoint.length - 1);
    }
    ofCode[code] = firstOfCell.length - 1;
  }
  return { ofCode, firstOfCell, firstOfPoint, pointOfCell };
}

function compare(ranks: readonly Uint32Array[], dimensions: number, i: number, j: number): number {
  for (let d = 0; d < dimensions; d++) {
    if (ranks[d][i] !== ranks[d][j]) return ranks[d][i] - ranks[d][j];
  }
  return 0;
}

/** The value that stands behind each of some codes. */
function valuesAt(numeric: CodedNumbers, ranks: Uint32Array, codes: readonly number[]): Float64Array {
  const distinct = distinctValues(numeric);
  return Float64Array.from(codes, (code) => distinct[ranks[code]] ?? 0);
}

function singleCell(rows: number): Cells {
  return {
    codes: new Uint8Array(rows),
    ofCode: Uint32Array.of(0),
    count: 1,
    pointOfCell: Uint32Array.of(0),
    labelOfCell: [],
    weightOfCell: [],
    points: 1,
    pointValues: [],
  };
}
