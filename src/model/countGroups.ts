import type { PreparedDesign } from "./prepareDesign";

/** Which patterns and cells take part; rows of the others have left by perfect prediction. */
export interface Kept {
  readonly pattern: Uint8Array;
  readonly cell: Uint8Array;
}

/** The sample of one model as counts per pattern and point. Counts are sums of weights where there are weights. */
export interface Groups {
  /** Groups of pattern p: `ofPattern[p]` to `ofPattern[p + 1]`. */
  readonly ofPattern: Uint32Array;
  readonly point: Uint32Array;
  readonly count: Float64Array;
  /** Weighted rows and events per pattern. */
  readonly rows: Float64Array;
  readonly events: Float64Array;
  /** For each numeric term the weighted sum of its standardised value over the events of a pattern. */
  readonly eventValues: readonly Float64Array[];
  /** Rows and events per pattern without survey weights: whole numbers, frequencies counted. */
  readonly persons: Float64Array;
  readonly personEvents: Float64Array;
  /** Rows and events of every run of the design, unweighted; 0 where a run has left. */
  readonly runRows: RunCounts;
  readonly runEvents: RunCounts;
}

export type RunCounts = Uint16Array | Uint32Array;

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
  const counted = countRuns(design, take, kept);
  return design.multiplicity ? groupWeighted(design, counted, values) : groupPlain(design, counted, values);
}

type Counted = Pick<Groups, "runRows" | "runEvents">;

/** The pass over the rows: how many of each run are in the sample, and how many of them have the outcome. */
function countRuns({ runs, words, halves }: PreparedDesign, take: Uint8Array, kept: Kept): Counted {
  const { label, start, ofPattern } = runs;
  const Counts = runs.longest <= 0xffff ? Uint16Array : Uint32Array;
  const runRows = new Counts(label.length);
  const runEvents = new Counts(label.length);
  const keptCell = kept.cell;
  for (let p = 0; p < halves.patterns; p++) {
    if (kept.pattern[p] === 0) continue;
    const last = ofPattern[p + 1];
    for (let j = ofPattern[p]; j < last; j++) {
      if (keptCell[label[j]] === 0) continue;
      let n = 0;
      let y = 0;
      const end = start[j + 1];
      for (let i = start[j]; i < end; i++) {
        const taken = take[words[i]];
        n += taken & 1;
        y += taken >> 1;
      }
      runRows[j] = n;
      runEvents[j] = y;
    }
  }
  return { runRows, runEvents };
}

function groupPlain(
  { groups, runs, pointOfCell, halves }: PreparedDesign,
  counted: Counted,
  values: readonly Float64Array[],
): Groups {
  const { patterns } = halves;
  const { runRows, runEvents } = counted;
  const { label } = runs;
  const ofPattern = new Uint32Array(patterns + 1);
  const point = new Uint32Array(groups.label.length);
  const count = new Float64Array(groups.label.length);
  const eventCount = new Float64Array(longestPattern(groups.ofPattern));
  const rows = new Float64Array(patterns);
  const events = new Float64Array(patterns);
  const eventValues = values.map(() => new Float64Array(patterns));
  let used = 0;
  for (let p = 0; p < patterns; p++) {
    const first = used;
    ofPattern[p] = first;
    let patternRows = 0;
    let patternEvents = 0;
    let groupRows = 0;
    let groupEvents = 0;
    let current = -1;
    const last = runs.ofPattern[p + 1];
    for (let j = runs.ofPattern[p]; j < last; j++) {
      const n = runRows[j];
      if (n === 0) continue;
      const at = pointOfCell[label[j]];
      if (at !== current) {
        patternRows += groupRows;
        patternEvents += groupEvents;
        groupRows = 0;
        groupEvents = 0;
        current = at;
        point[used++] = at;
      }
      groupRows += n;
      groupEvents += runEvents[j];
      count[used - 1] = groupRows;
      eventCount[used - 1 - first] = groupEvents;
    }
    rows[p] = patternRows + groupRows;
    events[p] = patternEvents + groupEvents;
    for (let k = 0; k < values.length; k++) {
      eventValues[k][p] = weightedValues(values[k], point, eventCount, first, used);
    }
  }
  ofPattern[patterns] = used;
  const grouped = { ofPattern, point: point.subarray(0, used), count: count.subarray(0, used) };
  return { ...grouped, rows, events, eventValues, persons: rows, personEvents: events, ...counted };
}

/** The same with frequencies and weights, which differ between the cells of a point. */
function groupWeighted(design: PreparedDesign, counted: Counted, values: readonly Float64Array[]): Groups {
  const { patterns } = design.halves;
  const { groups, runs, pointOfCell } = design;
  const { frequency, weight } = design.multiplicity as NonNullable<PreparedDesign["multiplicity"]>;
  const ofPattern = new Uint32Array(patterns + 1);
  const point = new Uint32Array(groups.label.length);
  const count = new Float64Array(groups.label.length);
  const eventCount = new Float64Array(longestPattern(groups.ofPattern));
  const [rows, events, persons, personEvents] = [0, 0, 0, 0].map(() => new Float64Array(patterns));
  const eventValues = values.map(() => new Float64Array(patterns));
  let used = 0;
  for (let p = 0; p < patterns; p++) {
    const first = used;
    ofPattern[p] = first;
    for (let j = runs.ofPattern[p]; j < runs.ofPattern[p + 1]; j++) {
      const n = counted.runRows[j];
      const y = counted.runEvents[j];
      if (n === 0) continue;
      const cell = runs.label[j];
      if (used === first || point[used - 1] !== pointOfCell[cell]) {
        eventCount[used - first] = 0;
        point[used++] = pointOfCell[cell];
      }
      count[used - 1] += n * weight[cell];
      eventCount[used - first - 1] += y * weight[cell];
      persons[p] += n * frequency[cell];
      personEvents[p] += y * frequency[cell];
      rows[p] += n * weight[cell];
      events[p] += y * weight[cell];
    }
    for (let k = 0; k < values.length; k++) {
      eventValues[k][p] = weightedValues(values[k], point, eventCount, first, used);
    }
  }
  ofPattern[patterns] = used;
  const grouped = { ofPattern, point: point.subarray(0, used), count: count.subarray(0, used) };
  return { ...grouped, rows, events, eventValues, persons, personEvents, ...counted };
}

/** Sum of weights times the values at the points of neighbouring groups. */
export function weightedValues(
  values: Float64Array,
  point: Uint32Array,
  weights: Float64Array,
  first: number,
  end: number,
): number {
  let sum = 0;
  for (let j = first; j < end; j++) sum += weights[j - first] * values[point[j]];
  return sum;
}

/** Most runs of any pattern. */
export function longestPattern(ofPattern: Uint32Array): number {
  let most = 0;
  for (let p = 0; p + 1 < ofPattern.length; p++) most = Math.max(most, ofPattern[p + 1] - ofPattern[p]);
  return most;
}

/** Sum of the values, in order. */
export function total(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

/** Rows and events of the sample at every point, frequencies counted. */
export function tallyPoints(design: PreparedDesign, { runRows, runEvents }: Groups) {
  const { runs, pointOfCell, multiplicity } = design;
  const rows = new Float64Array(design.points);
  const events = new Float64Array(design.points);
  for (let j = 0; j < runRows.length; j++) {
    const cell = runs.label[j];
    const times = multiplicity ? multiplicity.frequency[cell] : 1;
    rows[pointOfCell[cell]] += times * runRows[j];
    events[pointOfCell[cell]] += times * runEvents[j];
  }
  return { rows, events };
}
