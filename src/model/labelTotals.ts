import type { Basis } from "./basis";
import { longestPattern, type RunCounts } from "./countGroups";
import type { PreparedDesign } from "./prepareDesign";

/** A label of every cell, e.g. its cluster: codes below `count`. */
export interface Labelling {
  readonly ofCell: Uint32Array;
  readonly count: number;
}

/**
 * Sums v x by label for every column of the basis, v being a value per run (zero for runs outside the sample): column j's sums
 * are `totals[j]`. One pass over the runs; no row is visited.
 */
export function labelTotals(
  design: PreparedDesign,
  runRows: RunCounts,
  values: Float64Array,
  basis: Basis,
  { ofCell, count }: Labelling,
): readonly Float64Array[] {
  const { runs, pointOfCell, halves } = design;
  const tables = emptyTables(basis, count, halves.levels);
  const leading = leadingTables(tables, design, count);
  const inner = tables.filter((table) => !leading.includes(table));
  const segment = new Float64Array(count);
  let segmentPattern = 0;
  const byCell = new Float64Array(pointOfCell.length);
  const buffer = emptyBuffer(longestPattern(runs.ofPattern));
  const { label, ofPattern } = runs;
  for (let p = 0; p < halves.patterns; p++) {
    if (!sameLevels(leading, halves.levelOfPattern, segmentPattern, p)) {
      flush(leading, halves.levelOfPattern, segmentPattern, count, segment);
      segmentPattern = p;
    }
    let length = 0;
    for (let j = ofPattern[p]; j < ofPattern[p + 1]; j++) {
      if (runRows[j] === 0) continue;
      const cell = label[j];
      byCell[cell] += values[j];
      buffer.label[length] = ofCell[cell];
      buffer.point[length] = pointOfCell[cell];
      buffer.value[length++] = values[j];
    }
    if (leading.length > 0) for (let i = 0; i < length; i++) segment[buffer.label[i]] += buffer.value[i];
    addPattern(inner, halves.levelOfPattern, p, count, length, buffer, basis.values);
  }
  flush(leading, halves.levelOfPattern, segmentPattern, count, segment);
  return basis.columns.map(({ factor, level, numeric }) => {
    if (factor < 0)
      return cellTotals(byCell, numeric < 0 ? undefined : basis.values[numeric], pointOfCell, ofCell, count);
    const { sums } = tables.find((t) => t.factor === factor && t.numeric === numeric) as Table;
    return sums.subarray(level * count, (level + 1) * count);
  });
}

/** Sums that need the pattern: by factor level and label, for interactions times a numeric term. */
interface Table {
  readonly factor: number;
  readonly numeric: number;
  /** `[level * labels + label]`. */
  readonly sums: Float64Array;
}

/** The runs of one pattern. */
interface Buffer {
  readonly label: Uint32Array;
  readonly point: Uint32Array;
  readonly value: Float64Array;
}

function emptyBuffer(length: number): Buffer {
  return { label: new Uint32Array(length), point: new Uint32Array(length), value: new Float64Array(length) };
}

function emptyTables(basis: Basis, count: number, levels: readonly number[]): readonly Table[] {
  const keys = new Set(basis.columns.filter((c) => c.factor >= 0).map((c) => `${c.factor},${c.numeric}`));
  return [...keys].map((key) => {
    const [factor, numeric] = key.split(",").map(Number);
    return { factor, numeric, sums: new Float64Array(levels[factor] * count) };
  });
}

/**
 * Tables of the first factors. Patterns are sorted, so their levels change seldom: values are summed by label over neighbouring
 * patterns and added to these tables when a level changes.
 */
function leadingTables(tables: readonly Table[], { halves, runs }: PreparedDesign, count: number): readonly Table[] {
  let combinations = 1;
  const leading: Table[] = [];
  for (let f = 0; f < halves.levels.length; f++) {
    combinations *= halves.levels[f];
    if (combinations * count > runs.label.length / 8) break;
    const table = tables.find((t) => t.factor === f && t.numeric < 0);
    if (table) leading.push(table);
  }
  return leading;
}

function sameLevels(tables: readonly Table[], levelOfPattern: readonly Uint16Array[], p: number, q: number): boolean {
  for (const { factor } of tables) if (levelOfPattern[factor][p] !== levelOfPattern[factor][q]) return false;
  return true;
}

function flush(
  tables: readonly Table[],
  levelOfPattern: readonly Uint16Array[],
  pattern: number,
  count: number,
  segment: Float64Array,
): void {
  for (const { factor, sums } of tables) {
    const offset = levelOfPattern[factor][pattern] * count;
    for (let c = 0; c < count; c++) sums[offset + c] += segment[c];
  }
  segment.fill(0);
}

function addPattern(
  tables: readonly Table[],
  levelOfPattern: readonly Uint16Array[],
  pattern: number,
  count: number,
  length: number,
  { label, point, value }: Buffer,
  values: readonly Float64Array[],
): void {
  for (let t = 0; t < tables.length; t++) {
    const { factor, numeric, sums } = tables[t];
    const offset = levelOfPattern[factor][pattern] * count;
    if (numeric < 0) {
      for (let i = 0; i < length; i++) sums[offset + label[i]] += value[i];
    } else {
      const x = values[numeric];
      for (let i = 0; i < length; i++) sums[offset + label[i]] += value[i] * x[point[i]];
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
