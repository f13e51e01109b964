import type { Basis } from "./basis";
import type { Kept } from "./countGroups";
import type { Predictor } from "./linearPredictor";
import type { PreparedDesign } from "./prepareDesign";

/** Sums of the scores within clusters: row c of `scores` (row-major, one column per column of the basis) is cluster `cluster[c]`. */
export interface ClusterScores {
  readonly scores: Float64Array;
  /** Codes of the clusters with a row in the sample, increasing. */
  readonly cluster: Uint32Array;
  readonly rows: Float64Array;
}

/** Score sums of every cluster at the coefficients of the predictor, in one pass over the ordered rows. */
export function clusterScores(
  design: PreparedDesign,
  take: Uint8Array,
  kept: Kept,
  basis: Basis,
  predictor: Predictor,
): ClusterScores {
  const clusters = design.cluster?.levels.length ?? 1;
  const tables = residualTables(design, take, kept, basis, predictor, clusters);
  const present = Array.from(tables.rows.keys()).filter((c) => tables.rows[c] > 0);
  const width = basis.columns.length;
  const scores = new Float64Array(present.length * width);
  basis.columns.forEach((column, j) => {
    const source = tables.of(column.factor, column.level, column.numeric);
    for (let c = 0; c < present.length; c++) scores[c * width + j] = source[present[c]];
  });
  return { scores, cluster: Uint32Array.from(present), rows: Float64Array.from(present, (c) => tables.rows[c]) };
}

interface ResidualTables {
  /** Rows of the sample per cluster. */
  readonly rows: Float64Array;
  /** Residual sums per cluster for a level (or -1) and a numeric term (or -1). */
  of(factor: number, level: number, numeric: number): Float64Array;
}

function residualTables(
  design: PreparedDesign,
  take: Uint8Array,
  kept: Kept,
  basis: Basis,
  predictor: Predictor,
  clusters: number,
): ResidualTables {
  const { runs, words, pointOfCell, clusterOfCell, halves, points } = design;
  const plan = tablePlan(basis, clusters, halves.levels);
  const rows = new Float64Array(clusters);
  const byCell = new Float64Array(pointOfCell.length);
  const most = longestPattern(runs.ofPattern);
  const clusterBuffer = new Uint32Array(most);
  const pointBuffer = new Uint32Array(most);
  const residuals = new Float64Array(most);
  const { oddsA, oddsB, oddsPoint, direct, classes } = predictor;
  let group = 0;
  for (let p = 0; p < halves.patterns; p++) {
    if (kept.pattern[p] === 0) continue;
    const oddsPattern = oddsA[halves.a.ofPattern[p]] * oddsB[halves.b.ofPattern[p]];
    const offset = classes.ofPattern[p] * points;
    let length = 0;
    let lastPoint = -1;
    let probability = 0;
    for (let j = runs.ofPattern[p]; j < runs.ofPattern[p + 1]; j++) {
      let n = 0;
      let y = 0;
      for (let i = runs.start[j]; i < runs.start[j + 1]; i++) {
        const taken = take[words[i]];
        n += taken & 1;
        y += taken >> 1;
      }
      if (n === 0) continue;
      const cell = runs.label[j];
      const point = pointOfCell[cell];
      if (kept.point[point] === 0) continue;
      if (point !== lastPoint) {
        // Groups were counted in this very order.
        const odds = oddsPattern * oddsPoint[direct ? group : offset + point];
        probability = odds / (1 + odds);
        lastPoint = point;
        group++;
      }
      const cluster = clusterOfCell[cell];
      const residual = y - n * probability;
      byCell[cell] += residual;
      rows[cluster] += n;
      clusterBuffer[length] = cluster;
      pointBuffer[length] = point;
      residuals[length++] = residual;
    }
    addPattern(plan, halves.levelOfPattern, p, clusters, length, clusterBuffer, pointBuffer, residuals, basis.values);
  }
  return { rows, of: tableReader(design, basis, plan, byCell, clusters) };
}

/** Tables that need the pattern: one per factor and, for interactions, one per factor and numeric term. */
interface TablePlan {
  readonly tables: readonly { readonly factor: number; readonly numeric: number; readonly sums: Float64Array }[];
}

function tablePlan(basis: Basis, clusters: number, levels: readonly number[]): TablePlan {
  const keys = new Set(basis.columns.filter((c) => c.factor >= 0).map((c) => `${c.factor},${c.numeric}`));
  const tables = [...keys].map((key) => {
    const [factor, numeric] = key.split(",").map(Number);
    return { factor, numeric, sums: new Float64Array(levels[factor] * clusters) };
  });
  return { tables };
}

function addPattern(
  { tables }: TablePlan,
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
  { pointOfCell, clusterOfCell }: PreparedDesign,
  basis: Basis,
  { tables }: TablePlan,
  byCell: Float64Array,
  clusters: number,
): ResidualTables["of"] {
  return (factor, level, numeric) => {
    if (factor >= 0) {
      const table = tables.find((t) => t.factor === factor && t.numeric === numeric);
      return (table as TablePlan["tables"][number]).sums.subarray(level * clusters, (level + 1) * clusters);
    }
    const sums = new Float64Array(clusters);
    for (let cell = 0; cell < byCell.length; cell++) {
      const x = numeric < 0 ? 1 : basis.values[numeric][pointOfCell[cell]];
      sums[clusterOfCell[cell]] += byCell[cell] * x;
    }
    return sums;
  };
}

function longestPattern(ofPattern: Uint32Array): number {
  let most = 0;
  for (let p = 0; p + 1 < ofPattern.length; p++) most = Math.max(most, ofPattern[p + 1] - ofPattern[p]);
  return most;
}
