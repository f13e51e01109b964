import type { Basis } from "./basis";
import { heapOf, widthOf } from "./compiled/heap";
import type { PatternHalves } from "./patternHalves";
import type { PreparedDesign } from "./prepareDesign";
import type { Runs } from "./sortRows";

/** A label of every cell, e.g. its cluster: codes below `count`. */
export interface Labelling {
  readonly ofCell: Uint32Array;
  readonly count: number;
}

/**
 * Sums v x by label for every column of the basis, v being a value per run (zero for runs outside the sample): column j's sums
 * are `totals[j]`. No row is visited.
 */
export function labelTotals(
  design: PreparedDesign,
  values: Float64Array,
  basis: Basis,
  labels: Labelling,
): readonly Float64Array[] {
  const { runs, halves, pointOfCell } = design;
  const tables = jointTables(basis, design, labels.count);
  for (const { row, sums } of tables) addByRow(runs, values, row, labels, sums);
  const byCell = new Float64Array(pointOfCell.length);
  addByCell(runs, values, byCell);
  const interactions = interactionTables(basis, halves.levels, labels.count);
  for (const { factor, numeric, sums } of interactions) {
    addSlopesByRow(design, values, halves.levelOfPattern[factor], labels, basis.values[numeric], sums);
  }
  return columnSums(design, basis, labels, { tables, byCell, interactions });
}

/** What columns' sums by label are read from. */
export interface LabelTables {
  readonly tables: readonly JointTable[];
  readonly byCell: Float64Array;
  readonly interactions: readonly InteractionTable[];
}

/** The sums of every column of the basis by label. */
export function columnSums(
  { pointOfCell, halves }: PreparedDesign,
  basis: Basis,
  { ofCell, count }: Labelling,
  { tables, byCell, interactions }: LabelTables,
): readonly Float64Array[] {
  return basis.columns.map(({ factor, level, numeric }) => {
    if (factor < 0)
      return cellTotals(byCell, numeric < 0 ? undefined : basis.values[numeric], pointOfCell, ofCell, count);
    if (numeric < 0)
      return levelTotals(
        halves,
        tables.find((table) => table.factors.includes(factor)) as JointTable,
        factor,
        level,
        count,
      );
    const { sums } = interactions.find((t) => t.factor === factor && t.numeric === numeric) as InteractionTable;
    return sums.slice(level * count, (level + 1) * count);
  });
}

/** Sums by the combinations of some factors' levels, and label: `sums[combination * labels + label]`. */
export interface JointTable {
  readonly factors: readonly number[];
  readonly levels: readonly number[];
  /** Every pattern's combination. */
  readonly row: Uint32Array;
  readonly sums: Float64Array;
}

/** Most sums of a table that is written in no order: what the processor keeps at hand. */
const MOST_SUMS = 1 << 15;

/**
 * Tables that hold several factors each, so that a run is added to few of them. Patterns are sorted, so a table of the first
 * factors is written row by row and may be large; the others are filled up to what stays at hand.
 */
export function jointTables(basis: Basis, { halves, runs }: PreparedDesign, count: number): readonly JointTable[] {
  const heap = heapOf(halves.memory);
  const wanted = halves.levels.flatMap((_, f) =>
    basis.columns.some((c) => c.factor === f && c.numeric < 0) ? [f] : [],
  );
  const size = (factors: readonly number[]) => factors.reduce((product, f) => product * halves.levels[f], count);
  let leading = 0;
  while (leading < wanted.length && size(wanted.slice(0, leading + 1)) <= Math.max(MOST_SUMS, runs.label.length / 4))
    leading++;
  const sets = leading > 0 ? [wanted.slice(0, leading)] : [];
  const others: number[][] = [];
  for (const f of wanted.slice(leading).sort((f, g) => halves.levels[g] - halves.levels[f])) {
    const roomy = others.find((set) => size([...set, f]) <= MOST_SUMS);
    if (roomy) roomy.push(f);
    else others.push([f]);
  }
  return [...sets, ...others].map((factors) => ({
    factors,
    levels: factors.map((f) => halves.levels[f]),
    row: combinations(factors, halves),
    sums: heap.float64(size(factors)),
  }));
}

/** Every pattern's combination of the factors' levels as one number. */
function combinations(factors: readonly number[], { memory, levelOfPattern, levels, patterns }: PatternHalves) {
  const heap = heapOf(memory);
  const row = heap.uint32(patterns);
  for (const f of factors) {
    const level = levelOfPattern[f];
    heap.kernels.addDigit(heap.at(level), widthOf(level), patterns, levels[f], heap.at(row));
  }
  return row;
}

function addByRow(
  { label, ofPattern }: Runs,
  values: Float64Array,
  row: Uint32Array,
  { ofCell, count }: Labelling,
  sums: Float64Array,
): void {
  for (let p = 0; p < row.length; p++) {
    const first = row[p] * count;
    const end = ofPattern[p + 1];
    for (let j = ofPattern[p]; j < end; j++) sums[first + ofCell[label[j]]] += values[j];
  }
}

function addByCell({ label }: Runs, values: Float64Array, sums: Float64Array): void {
  for (let j = 0; j < values.length; j++) sums[label[j]] += values[j];
}

/** The sums of one level over the combinations that hold it. */
function levelTotals(
  { memory }: PatternHalves,
  { factors, levels, sums }: JointTable,
  factor: number,
  level: number,
  count: number,
): Float64Array {
  const heap = heapOf(memory);
  const at = factors.indexOf(factor);
  const inner = levels.slice(at + 1).reduce((product, n) => product * n, 1);
  const totals = heap.float64(count);
  const rows = sums.length / count;
  const totalsAt = heap.at(totals);
  heap.kernels.sumLevel(heap.at(sums), rows, count, level * inner, inner, levels[at] * inner, totalsAt);
  return totals.slice();
}

/** Sums of v x_k by level and label. */
export interface InteractionTable {
  readonly factor: number;
  readonly numeric: number;
  /** `[level * labels + label]`. */
  readonly sums: Float64Array;
}

function interactionTables(basis: Basis, levels: readonly number[], count: number): readonly InteractionTable[] {
  const columns = basis.columns.filter((c) => c.factor >= 0 && c.numeric >= 0);
  const keys = new Set(columns.map((c) => `${c.factor},${c.numeric}`));
  return [...keys].map((key) => {
    const [factor, numeric] = key.split(",").map(Number);
    return { factor, numeric, sums: new Float64Array(levels[factor] * count) };
  });
}

function addSlopesByRow(
  { runs: { label, ofPattern }, pointOfCell }: PreparedDesign,
  values: Float64Array,
  row: Uint16Array,
  { ofCell, count }: Labelling,
  x: Float64Array,
  sums: Float64Array,
): void {
  for (let p = 0; p < row.length; p++) {
    const first = row[p] * count;
    for (let j = ofPattern[p]; j < ofPattern[p + 1]; j++) {
      const cell = label[j];
      sums[first + ofCell[cell]] += values[j] * x[pointOfCell[cell]];
    }
  }
}

/** Sums by label of values per cell, times a numeric term when there is one. */
function cellTotals(
  byCell: Float64Array,
  x: Float64Array | undefined,
  pointOfCell: Uint32Array,
  ofCell: Uint32Array,
  count: number,
): Float64Array {
  const sums = new Float64Array(count);
  for (let cell = 0; cell < byCell.length; cell++) {
    sums[ofCell[cell]] += x === undefined ? byCell[cell] : byCell[cell] * x[pointOfCell[cell]];
  }
  return sums;
}
