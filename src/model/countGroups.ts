import type { PreparedDesign } from "./prepareDesign";

/** Which patterns and points take part; rows of the others have left by perfect prediction. */
export interface Kept {
  readonly pattern: Uint8Array;
  readonly point: Uint8Array;
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
}

/** Every pattern and point. */
export function keepAll(design: PreparedDesign): Kept {
  return {
    pattern: new Uint8Array(design.halves.patterns).fill(1),
    point: new Uint8Array(design.points).fill(1),
  };
}

/** Counts rows and events of the sample in one pass over the ordered rows. `values` are the numeric terms at every point. */
export function countGroups(
  design: PreparedDesign,
  take: Uint8Array,
  kept: Kept,
  values: readonly Float64Array[],
): Groups {
  return design.multiplicity ? countWeighted(design, take, kept, values) : countPlain(design, take, kept, values);
}

function countPlain(
  { groups, words, halves }: PreparedDesign,
  take: Uint8Array,
  kept: Kept,
  values: readonly Float64Array[],
): Groups {
  const { patterns } = halves;
  const { label, start } = groups;
  const ofPattern = new Uint32Array(patterns + 1);
  const point = new Uint32Array(label.length);
  const count = new Float64Array(label.length);
  const eventCount = new Float64Array(longestPattern(groups.ofPattern));
  const rows = new Float64Array(patterns);
  const events = new Float64Array(patterns);
  const eventValues = values.map(() => new Float64Array(patterns));
  let used = 0;
  for (let p = 0; p < patterns; p++) {
    const first = used;
    ofPattern[p] = first;
    if (kept.pattern[p] === 0) continue;
    let patternRows = 0;
    let patternEvents = 0;
    for (let j = groups.ofPattern[p]; j < groups.ofPattern[p + 1]; j++) {
      if (kept.point[label[j]] === 0) continue;
      let n = 0;
      let y = 0;
      for (let i = start[j]; i < start[j + 1]; i++) {
        const taken = take[words[i]];
        n += taken & 1;
        y += taken >> 1;
      }
      if (n === 0) continue;
      point[used] = label[j];
      count[used] = n;
      eventCount[used - first] = y;
      used++;
      patternRows += n;
      patternEvents += y;
    }
    rows[p] = patternRows;
    events[p] = patternEvents;
    for (let k = 0; k < values.length; k++) {
      eventValues[k][p] = weightedValues(values[k], point, eventCount, first, used);
    }
  }
  ofPattern[patterns] = used;
  return {
    ofPattern,
    point: point.subarray(0, used),
    count: count.subarray(0, used),
    rows,
    events,
    eventValues,
    persons: rows,
    personEvents: events,
  };
}

/** The same with frequencies and weights, which differ between the cells of a point. */
function countWeighted(design: PreparedDesign, take: Uint8Array, kept: Kept, values: readonly Float64Array[]): Groups {
  const { patterns } = design.halves;
  const { groups, runs, words, pointOfCell } = design;
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
    if (kept.pattern[p] === 0) continue;
    for (let j = runs.ofPattern[p]; j < runs.ofPattern[p + 1]; j++) {
      const cell = runs.label[j];
      if (kept.point[pointOfCell[cell]] === 0) continue;
      let n = 0;
      let y = 0;
      for (let i = runs.start[j]; i < runs.start[j + 1]; i++) {
        n += take[words[i]] & 1;
        y += take[words[i]] >> 1;
      }
      if (n === 0) continue;
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
  return { ...grouped, rows, events, eventValues, persons, personEvents };
}

function weightedValues(
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
export function tallyPoints(design: PreparedDesign, take: Uint8Array, kept: Kept) {
  const { runs, words, pointOfCell, multiplicity } = design;
  const rows = new Float64Array(design.points);
  const events = new Float64Array(design.points);
  for (let p = 0; p < design.halves.patterns; p++) {
    if (kept.pattern[p] === 0) continue;
    for (let j = runs.ofPattern[p]; j < runs.ofPattern[p + 1]; j++) {
      const cell = runs.label[j];
      const point = pointOfCell[cell];
      if (kept.point[point] === 0) continue;
      const times = multiplicity ? multiplicity.frequency[cell] : 1;
      for (let r = runs.start[j]; r < runs.start[j + 1]; r++) {
        rows[point] += times * (take[words[r]] & 1);
        events[point] += times * (take[words[r]] >> 1);
      }
    }
  }
  return { rows, events };
}
