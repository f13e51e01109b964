import type { Basis } from "./basis";
import { type Groups, longestPattern } from "./countGroups";
import type { Predictor } from "./linearPredictor";
import type { PreparedDesign } from "./prepareDesign";

/** Sums of the scores within clusters: row c of `scores` (row-major, one column per column of the basis) is cluster `cluster[c]`. */
export interface ClusterScores {
  readonly scores: Float64Array;
  /** Codes of the clusters with a row in the sample, increasing. */
  readonly cluster: Uint32Array;
}

/** Clusters by cell: codes below `count`. */
export interface Clustering {
  readonly ofCell: Uint32Array;
  readonly count: number;
}

/** Score sums of every cluster at the coefficients of the predictor, in one pass over the ordered rows. */
export function clusterScores(
  design: PreparedDesign,
  groups: Groups,
  basis: Basis,
  predictor: Predictor,
  clustering: Clustering,
): ClusterScores {
  const tables = residualTables(design, groups, basis, predictor, clustering);
  const present = Array.from(tables.present.keys()).filter((c) => tables.present[c] === 1);
  const width = basis.columns.length;
  const scores = new Float64Array(present.length * width);
  basis.columns.forEach((column, j) => {
    const source = tables.of(column.factor, column.level, column.numeric);
    for (let c = 0; c < present.length; c++) scores[c * width + j] = source[present[c]];
  });
  return { scores, cluster: Uint32Array.from(present) };
}

interface ResidualTables {
  /** By cluster: 1 when it has a row in the sample. */
  readonly present: Uint8Array;
  /** Residual sums per cluster for a level (or -1) and a numeric term (or -1). */
  of(factor: number, level: number, numeric: number): Float64Array;
}

function residualTables(
  design: PreparedDesign,
  groups: Groups,
  basis: Basis,
  predictor: Predictor,
  { ofCell, count: clusters }: Clustering,
): ResidualTables {
  const { runs, pointOfCell, halves, points } = design;
  const { runRows, runEvents } = groups;
  const tables = emptyTables(basis, clusters, halves.levels);
  const leading = leadingTables(tables, design, clusters);
  const inner = tables.filter((table) => !leading.includes(table));
  const segment = new Float64Array(clusters);
  let segmentPattern = 0;
  const weight = design.multiplicity?.weight;
  const byCell = new Float64Array(pointOfCell.length);
  const seen = new Uint8Array(pointOfCell.length);
  const most = longestPattern(runs.ofPattern);
  const clusterBuffer = new Uint32Array(most);
  const pointBuffer = new Uint32Array(most);
  const residuals = new Float64Array(most);
  const { oddsA, oddsB, oddsPoint, direct, classes } = predictor;
  const { label, ofPattern } = runs;
  let group = 0;
  for (let p = 0; p < halves.patterns; p++) {
    if (!sameLevels(leading, halves.levelOfPattern, segmentPattern, p)) {
      flush(leading, halves.levelOfPattern, segmentPattern, clusters, segment);
      segmentPattern = p;
    }
    const oddsPattern = oddsA[halves.a.ofPattern[p]] * oddsB[halves.b.ofPattern[p]];
    const offset = classes.ofPattern[p] * points;
    let length = 0;
    let lastPoint = -1;
    let probability = 0;
    for (let j = ofPattern[p]; j < ofPattern[p + 1]; j++) {
      const n = runRows[j];
      if (n === 0) continue;
      const cell = label[j];
      const point = pointOfCell[cell];
      if (point !== lastPoint) {
        // Groups were counted in this very order.
        const odds = oddsPattern * oddsPoint[direct ? group : offset + point];
        probability = odds / (1 + odds);
        lastPoint = point;
        group++;
      }
      const residual = (runEvents[j] - n * probability) * (weight === undefined ? 1 : weight[cell]);
      byCell[cell] += residual;
      seen[cell] = 1;
      clusterBuffer[length] = ofCell[cell];
      pointBuffer[length] = point;
      residuals[length++] = residual;
    }
    if (leading.length > 0) for (let i = 0; i < length; i++) segment[clusterBuffer[i]] += residuals[i];
    addPattern(inner, halves.levelOfPattern, p, clusters, length, clusterBuffer, pointBuffer, residuals, basis.values);
  }
  flush(leading, halves.levelOfPattern, segmentPattern, clusters, segment);
  const present = new Uint8Array(clusters);
  for (let cell = 0; cell < seen.length; cell++) if (seen[cell] === 1) present[ofCell[cell]] = 1;
  return { present, of: tableReader(pointOfCell, ofCell, basis, tables, byCell, clusters) };
}

/** Sums that need the pattern: by factor level and cluster, for interactions times a numeric term. */
interface Table {
  readonly factor: number;
  readonly numeric: number;
  /** `[level * clusters + cluster]`. */
  readonly sums: Float64Array;
}

function emptyTables(basis: Basis, clusters: number, levels: readonly number[]): readonly Table[] {
  const keys = new Set(basis.columns.filter((c) => c.factor >= 0).map((c) => `${c.factor},${c.numeric}`));
  return [...keys].map((key) => {
    const [factor, numeric] = key.split(",").map(Number);
    return { factor, numeric, sums: new Float64Array(levels[factor] * clusters) };
  });
}

/**
 * Tables of the first factors. Patterns are sorted, so their levels change seldom: residuals are summed by cluster over
 * neighbouring patterns and added to these tables when a level changes.
 */
function leadingTables(tables: readonly Table[], { halves, runs }: PreparedDesign, clusters: number): readonly Table[] {
  let combinations = 1;
  const leading: Table[] = [];
  for (let f = 0; f < halves.levels.length; f++) {
    combinations *= halves.levels[f];
    if (combinations * clusters > runs.label.length / 8) break;
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
  clusters: number,
  segment: Float64Array,
): void {
  for (const { factor, sums } of tables) {
    const offset = levelOfPattern[factor][pattern] * clusters;
    for (let c = 0; c < clusters; c++) sums[offset + c] += segment[c];
  }
  segment.fill(0);
}

function addPattern(
  tables: readonly Table[],
  levelOfPattern: readonly Uint16Array[],
  pattern: number,
  clusters: number,
  length: number,
  cluster: Uint32Array,
  point: Uint32Array,
  residuals: Float64Array,
  values: readonly Float64Array[],
): void {
  for (let t = 0; t < tables.length; t++) {
    const { factor, numeric, sums } = tables[t];
    const offset = levelOfPattern[factor][pattern] * clusters;
    if (numeric < 0) {
      for (let i = 0; i < length; i++) sums[offset + cluster[i]] += residuals[i];
    } else {
      const x = values[numeric];
      for (let i = 0; i < length; i++) sums[offset + cluster[i]] += residuals[i] * x[point[i]];
    }
  }
}

function tableReader(
  pointOfCell: Uint32Array,
  ofCell: Uint32Array,
  basis: Basis,
  tables: readonly Table[],
  byCell: Float64Array,
  clusters: number,
): ResidualTables["of"] {
  return (factor, level, numeric) => {
    if (factor >= 0) {
      const { sums } = tables.find((t) => t.factor === factor && t.numeric === numeric) as Table;
      return sums.subarray(level * clusters, (level + 1) * clusters);
    }
    const sums = new Float64Array(clusters);
    for (let cell = 0; cell < byCell.length; cell++) {
      const x = numeric < 0 ? 1 : basis.values[numeric][pointOfCell[cell]];
      sums[ofCell[cell]] += byCell[cell] * x;
    }
    return sums;
  };
}
