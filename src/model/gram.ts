import type { Basis } from "./basis";
import { heapOf } from "./compiled/heap";
import type { DesignColumn } from "./designColumns";
import { type LevelSums, levelSums } from "./levelSums";
import type { PatternHalves } from "./patternHalves";
import type { WeightMoments } from "./patternMoments";

/** Sum over rows of w x x', row-major, from pattern sums: no row is visited. */
export function gram(basis: Basis, halves: PatternHalves, moments: WeightMoments): Float64Array {
  const { columns } = basis;
  const size = columns.length;
  const sums = weightSums(basis, halves, moments);
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = entry(sums(columns[i].numeric, columns[j].numeric), columns[i], columns[j], halves.levels);
      matrix[i * size + j] = value;
      matrix[j * size + i] = value;
    }
  }
  return matrix;
}

/** Sum over rows of v x for the residual-like sums v of each pattern, per column of the basis. */
export function columnTotals(
  basis: Basis,
  halves: PatternHalves,
  values: Float64Array,
  valuesX: readonly Float64Array[],
): Float64Array {
  const plain = levelSums(halves, values, { pairs: false });
  const byNumeric = valuesX.map((v, k) => {
    if (v === values) return plain;
    return interactsWith(basis, k) ? levelSums(halves, v, { pairs: false }) : totalOf(halves, v);
  });
  return Float64Array.from(basis.columns, ({ factor, level, numeric }) => {
    const sums = numeric < 0 ? plain : byNumeric[numeric];
    return factor < 0 ? sums.total : sums.single[factor][level];
  });
}

/** The total alone, of values by pattern or of one that stands for all patterns. */
function totalOf({ memory }: PatternHalves, values: Float64Array): LevelSums {
  const heap = heapOf(memory);
  const total = heap.scoped(() => heap.kernels.sum(heap.at(values), values.length));
  return { total, single: [], pair: () => NO_SUMS };
}

/** Whether numeric term k interacts with a factor. */
function interactsWith({ columns }: Basis, k: number): boolean {
  return columns.some((column) => column.numeric === k && column.factor >= 0);
}

const NO_SUMS = new Float64Array(0);

type SumsOfPair = (k: number, l: number) => LevelSums;

/** Level sums of w, w x_k and w x_k x_l, with pairs of levels only where two factors can meet. */
function weightSums(basis: Basis, halves: PatternHalves, moments: WeightMoments): SumsOfPair {
  const terms = basis.values.length;
  const interacting = basis.values.map((_, k) => interactsWith(basis, k));
  const plain = levelSums(halves, moments.weight, { pairs: true });
  const single = moments.weightX.map((v, k) => levelSums(halves, v, { pairs: interacting[k] }));
  const double: LevelSums[] = [];
  for (let k = 0; k < terms; k++) {
    for (let l = k; l < terms; l++) {
      const values = moments.weightXX[double.length];
      const byLevel = interacting[k] || interacting[l];
      double.push(
        byLevel ? levelSums(halves, values, { pairs: interacting[k] && interacting[l] }) : totalOf(halves, values),
      );
    }
  }
  return (k, l) => {
    if (k < 0 && l < 0) return plain;
    if (k < 0 || l < 0) return single[Math.max(k, l)];
    return double[pairIndex(Math.min(k, l), Math.max(k, l), terms)];
  };
}

/** Position of the product of numeric terms k <= l. */
function pairIndex(k: number, l: number, terms: number): number {
  return k * terms - (k * (k - 1)) / 2 + (l - k);
}

function entry(sums: LevelSums, i: DesignColumn, j: DesignColumn, levels: readonly number[]): number {
  if (i.factor < 0 && j.factor < 0) return sums.total;
  if (i.factor < 0) return sums.single[j.factor][j.level];
  if (j.factor < 0) return sums.single[i.factor][i.level];
  if (i.factor === j.factor) return i.level === j.level ? sums.single[i.factor][i.level] : 0;
  const [first, second] = i.factor < j.factor ? [i, j] : [j, i];
  return sums.pair(first.factor, second.factor)[first.level * levels[second.factor] + second.level];
}
