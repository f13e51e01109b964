import type { PreparedDesign } from "./prepareDesign";

/** Which patterns and points take part; rows of the others have left by perfect prediction. */
export interface Kept {
  readonly pattern: Uint8Array;
  readonly point: Uint8Array;
}

/** The sample of one model as counts per pattern and point. */
export interface Groups {
  /** Groups of pattern p: `ofPattern[p]` to `ofPattern[p + 1]`. */
  readonly ofPattern: Uint32Array;
  readonly point: Uint32Array;
  readonly count: Float64Array;
  /** Rows and events per pattern. */
  readonly rows: Float64Array;
  readonly events: Float64Array;
  /** For each numeric term the sum of its standardised value over the events of a pattern. */
  readonly eventValues: readonly Float64Array[];
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
  const { groups, words } = design;
  const { patterns } = design.halves;
  const ofPattern = new Uint32Array(patterns + 1);
  const point = new Uint32Array(groups.label.length);
  const count = new Float64Array(groups.label.length);
  const eventCount = new Float64Array(values.length > 0 ? maxRuns(groups.ofPattern) : 0);
  const rows = new Float64Array(patterns);
  const events = new Float64Array(patterns);
  const eventValues = values.map(() => new Float64Array(patterns));
  const { label, start } = groups;
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
      if (values.length > 0) eventCount[used - first] = y;
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
  return { ofPattern, point: point.subarray(0, used), count: count.subarray(0, used), rows, events, eventValues };
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

function maxRuns(ofPattern: Uint32Array): number {
  let most = 0;
  for (let p = 0; p + 1 < ofPattern.length; p++) most = Math.max(most, ofPattern[p + 1] - ofPattern[p]);
  return most;
}

/** Rows and events of the sample at every point. */
export function tallyPoints(design: PreparedDesign, take: Uint8Array, kept: Kept) {
  const { groups, words } = design;
  const rows = new Float64Array(design.points);
  const events = new Float64Array(design.points);
  for (let p = 0; p < design.halves.patterns; p++) {
    if (kept.pattern[p] === 0) continue;
    for (let i = groups.ofPattern[p]; i < groups.ofPattern[p + 1]; i++) {
      const point = groups.label[i];
      if (kept.point[point] === 0) continue;
      for (let r = groups.start[i]; r < groups.start[i + 1]; r++) {
        rows[point] += take[words[r]] & 1;
        events[point] += take[words[r]] >> 1;
      }
    }
  }
  return { rows, events };
}
