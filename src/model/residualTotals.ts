import type { Basis } from "./basis";
import { heapOf, widthOf } from "./compiled/heap";
import { inBlocks } from "./compiled/kernels";
import { eventsIn, type Groups, groupsOfRuns, rowsIn } from "./countGroups";
import { columnSums, type JointTable, jointTables, type Labelling, labelTotals } from "./labelTotals";
import type { Predictor } from "./linearPredictor";
import type { PreparedDesign } from "./prepareDesign";

/** Tables that one pass over the runs fills. */
const TABLES = 5;

/** Sums of (y - p) x by label for every column of the basis, and the labels with a row in the sample, increasing. */
export function residualTotals(
  design: PreparedDesign,
  groups: Groups,
  basis: Basis,
  predictor: Predictor,
  labels: Labelling,
): { readonly totals: readonly Float64Array[]; readonly present: Uint32Array } {
  const heap = heapOf(design.halves.memory);
  return heap.scoped(() => {
    const tables = jointTables(basis, design, labels.count);
    const simple = !predictor.direct && predictor.classes.count === 1 && design.multiplicity === undefined;
    if (!simple || tables.length > TABLES || basis.columns.some((c) => c.factor >= 0 && c.numeric >= 0)) {
      const totals = labelTotals(design, runResiduals(design, groups, predictor), basis, labels);
      return { totals, present: presentLabels(design, groups, labels) };
    }
    const byCell = heap.float64(design.pointOfCell.length);
    const inSample = heap.uint8(design.pointOfCell.length);
    addResiduals(design, groups, predictor, labels, byCell, inSample, tables);
    return {
      totals: columnSums(design, basis, labels, { tables, byCell, interactions: [] }),
      present: labelsWhere(labels, inSample),
    };
  });
}

/** The usual case in one pass: residuals of runs are added to all tables as they are made, in the same order as one by one. */
function addResiduals(
  { runs: { label, ofPattern }, pointOfCell, halves }: PreparedDesign,
  { runCounts }: Groups,
  { oddsA, oddsB, oddsPoint }: Predictor,
  { ofCell, count }: Labelling,
  byCell: Float64Array,
  inSample: Uint8Array,
  tables: readonly JointTable[],
): void {
  const heap = heapOf(halves.memory);
  const { a, b, patterns } = halves;
  const spare = { row: heap.uint32(patterns), sums: heap.float64(count) };
  const into = Array.from({ length: TABLES }, (_, t) => tables[t] ?? spare).map(({ row, sums }) => [row, sums]);
  const [rowA, sumsA, rowB, sumsB, rowC, sumsC, rowD, sumsD, rowE, sumsE] = into.flat().map((array) => heap.at(array));
  const oddsCell = valuesAt(oddsPoint, pointOfCell, heap.float64(pointOfCell.length, false));
  const [patternAt, labelAt, oddsAt, ofCellAt, countsAt] = [ofPattern, label, oddsCell, ofCell, runCounts].map(
    (array) => heap.at(array),
  );
  const [ofA, atA, ofB, atB] = [a.ofPattern, oddsA, b.ofPattern, oddsB].map((array) => heap.at(array));
  inBlocks(patterns, (from, to) => {
    const given = [patternAt, labelAt, widthOf(label), oddsAt, ofCellAt, count, countsAt, ofA, atA, ofB, atB] as const;
    const out = [
      heap.at(byCell),
      heap.at(inSample),
      rowA,
      sumsA,
      rowB,
      sumsB,
      rowC,
      sumsC,
      rowD,
      sumsD,
      rowE,
      sumsE,
    ] as const;
    heap.kernels.addResiduals(...given, from, to, ...out);
  });
}

function valuesAt(values: Float64Array, positions: Uint32Array, out: Float64Array): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = values[positions[i]];
  return out;
}

/** Codes of the labels with a row in the sample, increasing. */
export function presentLabels({ runs, pointOfCell }: PreparedDesign, { runCounts }: Groups, labels: Labelling) {
  const inSample = new Uint8Array(pointOfCell.length);
  for (let j = 0; j < runCounts.length; j++) if (runCounts[j] !== 0) inSample[runs.label[j]] = 1;
  return labelsWhere(labels, inSample);
}

/** Codes of the labels of the marked cells, increasing. */
function labelsWhere({ ofCell, count }: Labelling, marked: Uint8Array): Uint32Array {
  const present = new Uint8Array(count);
  for (let cell = 0; cell < marked.length; cell++) if (marked[cell] === 1) present[ofCell[cell]] = 1;
  return Uint32Array.from(present.keys()).filter((code) => present[code] === 1);
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
