import type { Codes } from "./codedColumn";
import { sharedCodes, sharedUint16 } from "./sharedArrays";

/** Complete rows ordered by pattern, then cell, with the runs of equal rows marked. */
export interface SortedRows {
  /** Flag word of each ordered row, with `RUN_START` and `GROUP_START` on the first row of a run and of a group. */
  readonly words: Uint16Array;
  /** Key of each pattern that occurs, in increasing order. */
  readonly patterns: Uint32Array;
  /** Rows alike in pattern and cell. */
  readonly runs: Runs;
  /** Rows alike in pattern and point. */
  readonly groups: Runs;
  readonly rowsOfCell: Uint32Array;
}

/** Neighbouring rows with one label, a cell or a point: pattern p has runs `ofPattern[p]` to `ofPattern[p + 1]`. */
export interface Runs {
  readonly label: Codes;
  readonly ofPattern: Uint32Array;
}

/** The bits of an ordered word that mark the first row of a run and of a group; the others are the word. */
export const RUN_START = 0x8000;
export const GROUP_START = 0x4000;
export const WORD = GROUP_START - 1;
/** Longer stretches of equal rows are several groups, so that counts fit 16 bits. */
const LONGEST_GROUP = 0xffff;

export interface RowKeys {
  readonly keys: Uint32Array;
  readonly keySpace: number;
  readonly cellCodes: Codes;
  readonly cellOfCode: Uint32Array;
  readonly pointOfCell: Uint32Array;
  /** Flag word of each row, at most `WORD`. */
  readonly words: Uint16Array;
  /** Rows with a nonzero entry are left out. */
  readonly skip: Uint8Array;
}

/**
 * Orders the rows in two steps that stay within the processor's cache: rows are dealt into buckets by the high bits of their
 * pattern's key, then every bucket is sorted by the low bits and the cell.
 */
export function sortRows(rows: RowKeys): SortedRows {
  const cellBits = bitsFor(rows.pointOfCell.length);
  const restBits = Math.min(MOST_REST_BITS, 32 - cellBits);
  const dealt = deal(rows, cellBits, restBits);
  const bits = cellBits + Math.min(restBits, bitsFor(rows.keySpace));
  const longest = longestOf(dealt.start);
  const spare = { keys: new Uint32Array(longest), words: new Uint16Array(longest) };
  for (let bucket = 0; bucket + 1 < dealt.start.length; bucket++) {
    sortBucket(part(dealt, dealt.start[bucket], dealt.start[bucket + 1]), spare, bits);
  }
  return markRuns(dealt, rows.pointOfCell, cellBits, restBits);
}

/** Low bits of the key that are sorted within a bucket. */
const MOST_REST_BITS = 12;
/** Bits that one pass of the sort within a bucket takes in. */
const DIGIT_BITS = 12;

const bitsFor = (size: number) => Math.max(1, 32 - Math.clz32(Math.max(0, size - 1)));

/** Rows as the low bits of their pattern's key above their cell, and their flag word. */
interface Records {
  readonly keys: Uint32Array;
  readonly words: Uint16Array;
}

/** Records in buckets. */
interface Dealt extends Records {
  readonly start: Uint32Array;
}

const part = ({ keys, words }: Records, first: number, end: number): Records => ({
  keys: keys.subarray(first, end),
  words: words.subarray(first, end),
});

function longestOf(start: Uint32Array): number {
  let longest = 0;
  for (let b = 0; b + 1 < start.length; b++) longest = Math.max(longest, start[b + 1] - start[b]);
  return longest;
}

function deal({ keys, keySpace, cellCodes, cellOfCode, words, skip }: RowKeys, cellBits: number, restBits: number) {
  const start = new Uint32Array((Math.max(0, keySpace - 1) >>> restBits) + 2);
  for (let i = 0; i < skip.length; i++) if (skip[i] === 0) start[(keys[i] >>> restBits) + 1]++;
  for (let b = 1; b < start.length; b++) start[b] += start[b - 1];
  const next = start.slice();
  const included = start[start.length - 1];
  const dealt = { start, keys: new Uint32Array(included), words: sharedUint16(included) };
  const rest = 2 ** restBits - 1;
  for (let i = 0; i < skip.length; i++) {
    if (skip[i] !== 0) continue;
    const key = keys[i];
    const position = next[key >>> restBits]++;
    dealt.keys[position] = ((key & rest) << cellBits) | cellOfCode[cellCodes[i]];
    dealt.words[position] = words[i];
  }
  return dealt;
}

/** Sorts one bucket by its keys, by stable counting sorts of their digits from the lowest. */
function sortBucket(bucket: Records, spare: Records, bits: number): void {
  const { length } = bucket.keys;
  if (length < 2) return;
  let [from, to] = [bucket, part(spare, 0, length)];
  const passes = Math.ceil(bits / DIGIT_BITS);
  const digitBits = Math.ceil(bits / passes);
  for (let pass = 0; pass < passes; pass++) {
    sortDigit(from.keys, from.words, to.keys, to.words, pass * digitBits, digitBits);
    [from, to] = [to, from];
  }
  if (from === bucket) return;
  bucket.keys.set(from.keys);
  bucket.words.set(from.words);
}

function sortDigit(
  keys: Uint32Array,
  words: Uint16Array,
  toKeys: Uint32Array,
  toWords: Uint16Array,
  shift: number,
  digitBits: number,
): void {
  const mask = 2 ** digitBits - 1;
  const next = new Uint32Array(mask + 2);
  for (let i = 0; i < keys.length; i++) next[((keys[i] >>> shift) & mask) + 1]++;
  for (let d = 1; d < next.length; d++) next[d] += next[d - 1];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const position = next[(key >>> shift) & mask]++;
    toKeys[position] = key;
    toWords[position] = words[i];
  }
}

/** Marks the first row of every run and group in its word, and lists runs, groups and patterns. */
function markRuns(
  { start, keys, words }: Dealt,
  pointOfCell: Uint32Array,
  cellBits: number,
  restBits: number,
): SortedRows {
  const runs = { label: labels(keys.length, pointOfCell.length), first: new GrowingUint32(), count: 0 };
  const groups = { label: labels(keys.length, pointOfCell.length), first: new GrowingUint32(), count: 0 };
  const patterns = new GrowingUint32();
  const rowsOfCell = new Uint32Array(pointOfCell.length);
  const cellMask = 2 ** cellBits - 1;
  for (let bucket = 0; bucket + 1 < start.length; bucket++) {
    let key = -1;
    let point = -1;
    let groupEnd = 0;
    for (let i = start[bucket]; i < start[bucket + 1]; i++) {
      const cell = keys[i] & cellMask;
      rowsOfCell[cell]++;
      if (keys[i] === key && i < groupEnd) continue;
      if (keys[i] >>> cellBits !== key >>> cellBits || key < 0) {
        patterns.push(bucket * 2 ** restBits + (keys[i] >>> cellBits));
        runs.first.push(runs.count);
        groups.first.push(groups.count);
        point = -1;
      }
      if (pointOfCell[cell] !== point || i >= groupEnd) {
        point = pointOfCell[cell];
        groupEnd = i + LONGEST_GROUP;
        groups.label[groups.count++] = point;
        words[i] |= GROUP_START;
      }
      key = keys[i];
      runs.label[runs.count++] = cell;
      words[i] |= RUN_START;
    }
  }
  const listed = ({ label, first, count }: typeof runs): Runs => {
    first.push(count);
    const kept = sharedCodes(count, pointOfCell.length);
    kept.set(label.subarray(0, count));
    return { label: kept, ofPattern: first.values() };
  };
  return { words, patterns: patterns.values(), runs: listed(runs), groups: listed(groups), rowsOfCell };
}

const labels = (length: number, size: number): Codes => new (size <= 0xffff ? Uint16Array : Uint32Array)(length);

/** A list of whole numbers in a typed array. */
class GrowingUint32 {
  private array = new Uint32Array(1024);
  private length = 0;

  push(value: number): void {
    if (this.length === this.array.length) {
      const longer = new Uint32Array(2 * this.length);
      longer.set(this.array);
      this.array = longer;
    }
    this.array[this.length++] = value;
  }

  values(): Uint32Array<ArrayBuffer> {
    return this.array.slice(0, this.length);
  }
}
