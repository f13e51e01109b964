import type { Basis } from "./basis";
import { eventsIn, type Groups, groupsOfRuns, rowsIn } from "./countGroups";
import { columnSums, type JointTable, jointTables, type Labelling, labelTotals } from "./labelTotals";
import type { Predictor } from "./linearPredictor";
import type { PreparedDesign } from "./prepareDesign";

/** Tables that one pass over the runs fills. */
const TABLES = 3;

/** Sums of (y - p) x by label for every column of the basis. */
export function residualTotals(
  design: PreparedDesign,
  groups: Groups,
  basis: Basis,
  predictor: Predictor,
  labels: Labelling,
): readonly Float64Array[] {
  const tables = jointTables(basis, design, labels.count);
  const simple = !predictor.direct && predictor.classes.count === 1 && design.multiplicity === undefined;
  if (!simple || tables.length > TABLES || basis.columns.some((c) => c.factor >= 0 && c.numeric >= 0)) {
    return labelTotals(design, runResiduals(design, groups, predictor), basis, labels);
  }
  const byCell = new Float64Array(design.pointOfCell.length);
  const spare: JointTable = {
    factors: [],
    levels: [],
    row: new Int32Array(design.halves.patterns),
    sums: new Float64Array(labels.count),
  };
  const [a, b, c] = [...tables, spare, spare, spare];
  addResiduals(design, groups, predictor, labels, byCell, a, b, c);
  return columnSums(design, basis, labels, { tables, byCell, interactions: [] });
}

/** The usual case in one pass: residuals of runs are added to all tables as they are made, in the same order as one by one. */
function addResiduals(
  { runs: { label, ofPattern }, pointOfCell, halves }: PreparedDesign,
  { runCounts }: Groups,
  { oddsA, oddsB, oddsPoint }: Predictor,
  { ofCell }: Labelling,
  byCell: Float64Array,
  { row: rowA, sums: sumsA }: JointTable,
  { row: rowB, sums: sumsB }: JointTable,
  { row: rowC, sums: sumsC }: JointTable,
): void {
  const [ofA, ofB] = [halves.a.ofPattern, halves.b.ofPattern];
  for (let p = 0; p < rowA.length; p++) {
    const oddsPattern = oddsA[ofA[p]] * oddsB[ofB[p]];
    const [firstA, firstB, firstC] = [rowA[p], rowB[p], rowC[p]];
    const end = ofPattern[p + 1];
    for (let j = ofPattern[p]; j < end; j++) {
      const count = runCounts[j];
      const cell = label[j];
      const odds = oddsPattern * oddsPoint[pointOfCell[cell]];
      const residual = eventsIn(count) - rowsIn(count) * (odds / (1 + odds));
      const of = ofCell[cell];
      byCell[cell] += residual;
      sumsA[firstA + of] += residual;
      sumsB[firstB + of] += residual;
      sumsC[firstC + of] += residual;
    }
  }
}

/** Weighted sum of y - p over every run, zero outside the sample. */
function runResiduals(design: PreparedDesign, { runCounts }: Groups, predictor: Predictor): Float64Array {
  const { runs, pointOfCell, halves, points, multiplicity } = design;
  const { oddsA, oddsB, oddsPoint, direct, classes } = predictor;
  const groupOf = direct ? groupsOfRuns(design) : undefined;
  const residuals = new Float64Array(runCounts.length);
  for (let p = 0; p < halves.patterns; p++) {
    const oddsPattern = oddsA[halves.a.ofPattern[p]] * oddsB[halves.b.ofPattern[p]];
    const offset = classes.ofPattern[p] * points;
    for (let j = runs.ofPattern[p]; j < runs.ofPattern[p + 1]; j++) {
      const cell = runs.label[j];
      const odds = oddsPattern * oddsPoint[groupOf === undefined ? offset + pointOfCell[cell] : groupOf[j]];
      const residual = eventsIn(runCounts[j]) - rowsIn(runCounts[j]) * (odds / (1 + odds));
      residuals[j] = multiplicity === undefined ? residual : residual * multiplicity.weight[cell];
    }
  }
  return residuals;
}
