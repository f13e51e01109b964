import type { Codes } from "./codedColumn";
import { type Heap, widthOf } from "./compiled/heap";
import { inBlocks } from "./compiled/kernels";

/** Complete rows ordered by pattern, then cell, with the runs of equal rows marked. Words and runs stay as long as the memory. */
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
  readonly label: Uint16Array | Uint32Array;
  readonly ofPattern: Uint32Array;
}

/** The bits of an ordered word that mark the first row of a run and of a group; the others are the word. */
export const RUN_START = 0x8000;
export const GROUP_START = 0x4000;
export const WORD = GROUP_START - 1;

/** A stretch of rows: addresses of their keys, words, codes of their cells, and marks on those that are left out. */
export interface RowStretch {
  readonly keys: number;
  readonly words: number;
  readonly codes: number;
  readonly skip: number;
  readonly rows: number;
}

/** Rows that can be read again and again, stretch by stretch. */
export interface CodedRows {
  readonly count: number;
  readonly keySpace: number;
  readonly cellCodes: Codes;
  readonly cellOfCode: Uint32Array;
  readonly pointOfCell: Uint32Array;
  read(work: (stretch: RowStretch) => void): void;
}

/** Rows as the low bits of their pattern's key above their cell, and their flag word, in buckets by the key's high bits. */
export interface Dealt {
  readonly keys: Uint32Array;
  readonly words: Uint16Array;
  readonly start: Uint32Array;
  readonly cellBits: number;
  readonly restBits: number;
  /** Bits of the keys that are in use. */
  readonly bits: number;
}

/** Low bits of the key that are sorted within a bucket. */
const MOST_REST_BITS = 12;
/** Bits that one pass of the sort within a bucket takes in. */
const DIGIT_BITS = 12;

const bitsFor = (size: number) => Math.max(1, 32 - Math.clz32(Math.max(0, size - 1)));

/** Complete rows by the high bits of their pattern's key: `buckets[1 + (key >>> restBits)]`. */
export interface BucketSizes {
  readonly cellBits: number;
  readonly restBits: number;
  readonly buckets: Uint32Array;
}

/** No complete row as yet, for the heap's current work. */
export function noBuckets(heap: Heap, { keySpace, pointOfCell }: CodedRows): BucketSizes {
  const cellBits = bitsFor(pointOfCell.length);
  const restBits = Math.min(MOST_REST_BITS, 32 - cellBits);
  return { cellBits, restBits, buckets: heap.uint32((Math.max(0, keySpace - 1) >>> restBits) + 2) };
}

/**
 * The first of two steps that stay within the processor's cache: rows are dealt into buckets by the high bits of their pattern's key.
 */
export function dealRows(heap: Heap, coded: CodedRows, { cellBits, restBits, buckets }: BucketSizes): Dealt {
  const start = Uint32Array.from(buckets);
  for (let b = 1; b < start.length; b++) start[b] += start[b - 1];
  const included = start[start.length - 1];
  const [keys, words] = [heap.uint32(included, false), heap.lasting(Uint16Array, included)];
  heap.scoped(() => {
    const [next, ofCode, toKeys, toWords] = [start, coded.cellOfCode, keys, words].map((array) => heap.at(array));
    const width = widthOf(coded.cellCodes);
    coded.read(({ keys: key, codes, words: word, skip, rows }) => {
      const given = [key, codes, width, ofCode, word, skip, rows] as const;
      heap.kernels.dealRows(...given, restBits, cellBits, next, toKeys, toWords);
    });
  });
  const bits = cellBits + Math.min(restBits, bitsFor(coded.keySpace));
  return { keys, words, start, cellBits, restBits, bits };
}

/** The second step: every bucket is sorted by the low bits and the cell; then runs, groups and patterns are listed. */
export function sortDealt(heap: Heap, { start, keys, words, ...dealt }: Dealt, pointOfCell: Uint32Array): SortedRows {
  const { kernels } = heap;
  const { cellBits, restBits } = dealt;
  const buckets = start.length - 1;
  const startAt = heap.at(start);
  heap.scoped(() => {
    const longest = longestOf(start);
    const passes = Math.ceil(dealt.bits / DIGIT_BITS);
    const digitBits = Math.ceil(dealt.bits / passes);
    const spare = [heap.uint32(longest, false), heap.uint16(longest, false), heap.uint32(2 ** digitBits + 1)];
    const [spareKeys, spareWords, next] = spare.map((array) => heap.at(array));
    inBuckets(buckets, (from, to) => {
      const records = [heap.at(keys), heap.at(words), spareKeys, spareWords, next] as const;
      kernels.sortBuckets(startAt, from, to, ...records, passes, digitBits);
    });
  });
  const points = heap.at(pointOfCell);
  const rowsOfCell = heap.uint32(pointOfCell.length);
  const found = heap.uint32(3);
  inBuckets(buckets, (from, to) => {
    const at = [heap.at(keys), heap.at(words), points, cellBits, heap.at(rowsOfCell), heap.at(found)] as const;
    kernels.markRuns(startAt, from, to, ...at);
  });
  const [patternCount, runCount, groupCount] = found;
  const labels = (count: number) =>
    pointOfCell.length <= 0xffff ? heap.lasting(Uint16Array, count) : heap.lasting(Uint32Array, count);
  const patterns = heap.uint32(patternCount);
  const runs = { label: labels(runCount), ofPattern: heap.lasting(Uint32Array, patternCount + 1) };
  const groups = { label: labels(groupCount), ofPattern: heap.lasting(Uint32Array, patternCount + 1) };
  found.fill(0);
  inBuckets(buckets, (from, to) => {
    const given = [heap.at(keys), heap.at(words), points, cellBits, restBits] as const;
    const lists = [runs.label, runs.ofPattern, groups.label, groups.ofPattern, found].map((array) => heap.at(array));
    const [runLabel, ofRuns, groupLabel, ofGroups, foundAt] = lists;
    const width = widthOf(runs.label);
    kernels.listRuns(
      ...([
        startAt,
        from,
        to,
        ...given,
        heap.at(patterns),
        width,
        runLabel,
        ofRuns,
        groupLabel,
        ofGroups,
        foundAt,
      ] as const),
    );
  });
  runs.ofPattern[patternCount] = runCount;
  groups.ofPattern[patternCount] = groupCount;
  return { words, patterns, runs, groups, rowsOfCell };
}

function longestOf(start: Uint32Array): number {
  let longest = 0;
  for (let b = 0; b + 1 < start.length; b++) longest = Math.max(longest, start[b + 1] - start[b]);
  return longest;
}

/** Buckets hold some thousand rows each. */
const inBuckets = (count: number, work: (from: number, to: number) => void) => inBlocks(count, work, 16);
