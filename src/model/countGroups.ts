import type { Codes } from "./codedColumn";
import { type Heap, heapOf, widthOf } from "./compiled/heap";
import { inBlocks } from "./compiled/kernels";
import type { PreparedDesign } from "./prepareDesign";

/** Which patterns and cells take part; rows of the others have left by perfect prediction. */
export interface Kept {
  readonly pattern: Uint8Array;
  readonly cell: Uint8Array;
}

/**
 * The sample of one model as counts per pattern and point, for the heap's current work. Counts are sums of weights where there
 * are weights.
 */
export interface Groups {
  /** Groups of pattern p: `ofPattern[p]` to `ofPattern[p + 1]`. */
  readonly ofPattern: Uint32Array;
  readonly point: Codes;
  /** Weighted rows of every group; 0 where it has none in the sample. */
  readonly count: Float64Array;
  /** Weighted rows and events per pattern. */
  readonly rows: Float64Array;
  readonly events: Float64Array;
  /** For each numeric term the weighted sum of its standardised value over the events of a pattern. */
  readonly eventValues: readonly Float64Array[];
  /** Rows and events per pattern without survey weights: whole numbers, frequencies counted. */
  readonly persons: Float64Array;
  readonly personEvents: Float64Array;
  /** Counts of every run of the design, unweighted; 0 where a run has left. */
  readonly runCounts: Uint32Array;
  /** Sums over the rows of a pattern, where they are known, of the numeric terms' values and of their squares. */
  readonly xSums?: readonly { readonly values: Float64Array; readonly x: Float64Array; readonly xx: Float64Array }[];
}

/** Rows and events in one number of 32 bits. */
export const rowsIn = (count: number): number => count & 0xffff;
export const eventsIn = (count: number): number => count >>> 16;

/** Every pattern and cell. */
export function keepAll(design: PreparedDesign): Kept {
  return {
    pattern: new Uint8Array(design.halves.patterns).fill(1),
    cell: new Uint8Array(design.pointOfCell.length).fill(1),
  };
}

/** Counts rows and events of the sample in one pass over the ordered rows. `values` are the numeric terms at every point. */
export function countGroups(
  design: PreparedDesign,
  take: Uint8Array,
  kept: Kept,
  values: readonly Float64Array[],
): Groups {
  const { runCounts, groupCounts } = countRows(design, take);
  if (kept.pattern.includes(0) || kept.cell.includes(0)) leaveOut(design, kept, runCounts, groupCounts);
  const { ofPattern, label: point } = design.groups;
  const sums = design.multiplicity ? weightedSums(design, runCounts, values) : plainSums(design, groupCounts, values);
  return { ofPattern, point, runCounts, ...sums };
}

/** The pass over the rows: how many of each run and group are in the sample, and how many of them have the outcome. */
function countRows({ runs, groups, words, halves }: PreparedDesign, take: Uint8Array) {
  const heap = heapOf(halves.memory);
  const runCounts = heap.uint32(runs.label.length, false);
  const groupCounts = heap.uint32(groups.label.length, false);
  heap.scoped(() => {
    // No run and no group has begun.
    const state = Uint32Array.of(-1, 0, -1, 0);
    const [takeAt, runsAt, groupsAt, stateAt] = [take, runCounts, groupCounts, state].map((array) => heap.at(array));
    inBlocks(words.length, (from, to) => {
      heap.kernels.countRows(heap.at(words) + 2 * from, to - from, takeAt, runsAt, groupsAt, stateAt);
    });
  });
  return { runCounts, groupCounts };
}

/** Empties the runs and groups of patterns and cells that have left. */
function leaveOut(design: PreparedDesign, kept: Kept, runCounts: Uint32Array, groupCounts: Uint32Array): void {
  const { label, ofPattern } = design.runs;
  const groupOf = groupsOfRuns(design);
  groupCounts.fill(0);
  for (let p = 0; p < kept.pattern.length; p++) {
    for (let j = ofPattern[p]; j < ofPattern[p + 1]; j++) {
      if (kept.pattern[p] === 0 || kept.cell[label[j]] === 0) runCounts[j] = 0;
      groupCounts[groupOf[j]] += runCounts[j];
    }
  }
}

/** The group of every run. */
export function groupsOfRuns({ words, runs }: Pick<PreparedDesign, "words" | "runs">): Uint32Array {
  const groupOf = new Uint32Array(runs.label.length);
  let [run, group] = [-1, -1];
  for (let i = 0; i < words.length; i++) {
    run += words[i] >>> 15;
    group += (words[i] >>> 14) & 1;
    groupOf[run] = group;
  }
  return groupOf;
}

/** Without weights: rows and events of groups and patterns, and their sums of every numeric term. */
function plainSums({ groups, halves }: PreparedDesign, groupCounts: Uint32Array, values: readonly Float64Array[]) {
  const { ofPattern, label: point } = groups;
  const heap = heapOf(halves.memory);
  const count = heap.float64(groupCounts.length, false);
  const byPattern = () => heap.float64(halves.patterns, false);
  const [rows, events] = [byPattern(), byPattern()];
  const sumsOf = (values: Float64Array | undefined) => {
    const sums = { x: byPattern(), events: byPattern(), xx: byPattern() };
    heap.scoped(() => {
      const [ofPatternAt, pointAt, countsAt] = [ofPattern, point, groupCounts].map((array) => heap.at(array));
      const given = [
        ofPatternAt,
        pointAt,
        widthOf(point),
        countsAt,
        values === undefined ? 0 : heap.at(values),
      ] as const;
      const out = [count, rows, events, sums.x, sums.events, sums.xx].map((array) => heap.at(array));
      const [countAt, rowsAt, eventsAt, rowX, eventX, rowXX] = out;
      inBlocks(halves.patterns, (from, to) => {
        heap.kernels.sumGroups(...given, from, to, countAt, rowsAt, eventsAt, rowX, eventX, rowXX);
      });
    });
    return sums;
  };
  const sums = values.map((x) => sumsOf(x));
  if (values.length === 0) sumsOf(undefined);
  const xSums = sums.map(({ x, xx }, k) => ({ values: values[k], x, xx }));
  const eventValues = sums.map((of) => of.events);
  return { count, rows, events, eventValues, persons: rows, personEvents: events, xSums };
}

/** The same with frequencies and weights, which differ between the cells of a point. */
function weightedSums(design: PreparedDesign, runCounts: Uint32Array, values: readonly Float64Array[]) {
  const { frequency, weight } = design.multiplicity as NonNullable<PreparedDesign["multiplicity"]>;
  const { runs, groups, halves } = design;
  const groupOf = groupsOfRuns(design);
  const count = new Float64Array(groups.label.length);
  const eventCount = new Float64Array(groups.label.length);
  const [rows, events, persons, personEvents] = [0, 0, 0, 0].map(() => new Float64Array(halves.patterns));
  for (let p = 0; p < halves.patterns; p++) {
    for (let j = runs.ofPattern[p]; j < runs.ofPattern[p + 1]; j++) {
      const [n, y] = [rowsIn(runCounts[j]), eventsIn(runCounts[j])];
      const cell = runs.label[j];
      count[groupOf[j]] += n * weight[cell];
      eventCount[groupOf[j]] += y * weight[cell];
      persons[p] += n * frequency[cell];
      personEvents[p] += y * frequency[cell];
      rows[p] += n * weight[cell];
      events[p] += y * weight[cell];
    }
  }
  const heap = heapOf(halves.memory);
  const eventValues = values.map((x) => weightedValues(heap, groups.ofPattern, groups.label, eventCount, x));
  return { count, rows, events, eventValues, persons, personEvents };
}

/** Per pattern the sum of weights of its groups times the values at their points, and times other values when there are some. */
export function weightedValues(
  heap: Heap,
  ofPattern: Uint32Array,
  point: Codes,
  weights: Float64Array,
  x: Float64Array,
  z?: Float64Array,
): Float64Array {
  const sums = heap.float64(ofPattern.length - 1, false);
  heap.scoped(() => {
    const [ofPatternAt, pointAt, weightsAt, xAt] = [ofPattern, point, weights, x].map((array) => heap.at(array));
    const zAt = z === undefined ? 0 : heap.at(z);
    inBlocks(sums.length, (from, to) => {
      heap.kernels.sumWeighted(ofPatternAt, pointAt, widthOf(point), weightsAt, xAt, zAt, from, to, heap.at(sums));
    });
  });
  return sums;
}

/** Sum of the values: four sums side by side, as an addition need not wait for the one before. */
export function total(values: Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const rest = values.length & 3;
  for (let i = values.length - rest; i < values.length; i++) a += values[i];
  for (let i = 0; i + 3 < values.length; i += 4) {
    a += values[i];
    b += values[i + 1];
    c += values[i + 2];
    d += values[i + 3];
  }
  return a + b + (c + d);
}

/** Rows and events of the sample at every point, frequencies counted. */
export function tallyPoints(design: PreparedDesign, { runCounts }: Groups) {
  const { runs, pointOfCell, multiplicity } = design;
  const rows = new Float64Array(design.points);
  const events = new Float64Array(design.points);
  for (let j = 0; j < runCounts.length; j++) {
    const cell = runs.label[j];
    const times = multiplicity ? multiplicity.frequency[cell] : 1;
    rows[pointOfCell[cell]] += times * rowsIn(runCounts[j]);
    events[pointOfCell[cell]] += times * eventsIn(runCounts[j]);
  }
  return { rows, events };
}
