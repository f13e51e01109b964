import { codeAt, maskOf, setCode } from "./codes";

/** Ordering rows by pattern and cell: counting sorts, and the marks of runs and groups. A record is a key of 32 bits and a word of 16. */

/** Counts complete rows by the high bits of their key: `buckets[1 + (key >>> restBits)]`. */
export function countBuckets(keys: usize, skip: usize, rows: i32, restBits: u32, buckets: usize): void {
  for (let i: i32 = 0; i < rows; i++) {
    // The key of an incomplete row may be any number.
    if (load<u8>(skip + i) !== 0) continue;
    const at = buckets + 4 + ((load<u32>(keys + (i << 2)) >>> restBits) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

/** Deals complete rows to the next free places of their buckets, with the low bits of their key above their cell. */
export function dealRows(
  keys: usize,
  codes: usize,
  width: u32,
  cellOfCode: usize,
  words: usize,
  skip: usize,
  rows: i32,
  restBits: u32,
  cellBits: u32,
  next: usize,
  toKeys: usize,
  toWords: usize,
): void {
  const rest: u32 = (1 << restBits) - 1;
  const mask = maskOf(width);
  for (let i: i32 = 0; i < rows; i++) {
    if (load<u8>(skip + i) !== 0) continue;
    const key: u32 = load<u32>(keys + (i << 2));
    const bucket = next + ((key >>> restBits) << 2);
    const place: u32 = load<u32>(bucket);
    store<u32>(bucket, place + 1);
    const cell: u32 = load<u32>(cellOfCode + (codeAt(codes, i, width, mask) << 2));
    store<u32>(toKeys + (place << 2), ((key & rest) << cellBits) | cell);
    store<u16>(toWords + (place << 1), load<u16>(words + (i << 1)));
  }
}

/** Sorts the records of every bucket by the lowest bits of their keys, by stable counting sorts of some bits at a time. */
export function sortBuckets(
  start: usize,
  from: i32,
  to: i32,
  keys: usize,
  words: usize,
  spareKeys: usize,
  spareWords: usize,
  next: usize,
  passes: i32,
  digitBits: u32,
): void {
  for (let bucket = from; bucket < to; bucket++) {
    const first: u32 = load<u32>(start + (bucket << 2));
    const count: i32 = load<u32>(start + (bucket << 2) + 4) - first;
    if (count < 2) continue;
    const ownKeys = keys + (first << 2);
    const ownWords = words + (first << 1);
    for (let pass: i32 = 0; pass < passes; pass++) {
      const shift = pass * digitBits;
      if ((pass & 1) === 0) sortDigit(ownKeys, ownWords, spareKeys, spareWords, count, shift, digitBits, next);
      else sortDigit(spareKeys, spareWords, ownKeys, ownWords, count, shift, digitBits, next);
    }
    if ((passes & 1) === 0) continue;
    memory.copy(ownKeys, spareKeys, count << 2);
    memory.copy(ownWords, spareWords, count << 1);
  }
}

function sortDigit(
  keys: usize,
  words: usize,
  toKeys: usize,
  toWords: usize,
  count: i32,
  shift: u32,
  digitBits: u32,
  next: usize,
): void {
  const digits: u32 = 1 << digitBits;
  const mask: u32 = digits - 1;
  memory.fill(next, 0, (digits + 1) << 2);
  for (let i: i32 = 0; i < count; i++) {
    const at = next + 4 + (((load<u32>(keys + (i << 2)) >>> shift) & mask) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let sum: u32 = 0;
  for (let d: u32 = 0; d < digits; d++) {
    sum += load<u32>(next + (d << 2));
    store<u32>(next + (d << 2), sum);
  }
  for (let i: i32 = 0; i < count; i++) {
    const key: u32 = load<u32>(keys + (i << 2));
    const at = next + (((key >>> shift) & mask) << 2);
    const place: u32 = load<u32>(at);
    store<u32>(at, place + 1);
    store<u32>(toKeys + (place << 2), key);
    store<u16>(toWords + (place << 1), load<u16>(words + (i << 1)));
  }
}

/** Rows of one group at most, so that counts fit 16 bits: longer stretches of equal rows are several groups. */
const LONGEST_GROUP: i32 = 0xffff;

/** Marks the first row of every run and group of a bucket in its word; `found` holds patterns, runs, groups so far. */
export function markRuns(
  start: usize,
  from: i32,
  to: i32,
  keys: usize,
  words: usize,
  pointOfCell: usize,
  cellBits: u32,
  rowsOfCell: usize,
  found: usize,
): void {
  const cellMask: u32 = (1 << cellBits) - 1;
  let patterns: u32 = load<u32>(found);
  let runs: u32 = load<u32>(found + 4);
  let groups: u32 = load<u32>(found + 8);
  for (let bucket = from; bucket < to; bucket++) {
    const first: i32 = load<u32>(start + (bucket << 2));
    const end: i32 = load<u32>(start + (bucket << 2) + 4);
    // No cell has the number that is compared with first.
    let key: u32 = first < end ? ~load<u32>(keys + (first << 2)) : 0;
    let point: u32 = 0;
    let groupEnd: i32 = first;
    for (let i = first; i < end; i++) {
      const own: u32 = load<u32>(keys + (i << 2));
      const cell = own & cellMask;
      const counted = rowsOfCell + (cell << 2);
      store<u32>(counted, load<u32>(counted) + 1);
      const ownPoint: u32 = load<u32>(pointOfCell + (cell << 2));
      const tooLong: u32 = i >= groupEnd ? 1 : 0;
      const newPattern: u32 = own >>> cellBits !== key >>> cellBits ? 1 : 0;
      const newGroup: u32 = newPattern | (ownPoint !== point ? 1 : 0) | tooLong;
      const newRun: u32 = newGroup | (own !== key ? 1 : 0);
      if (newGroup) groupEnd = i + LONGEST_GROUP;
      patterns += newPattern;
      groups += newGroup;
      runs += newRun;
      key = own;
      point = ownPoint;
      const at = words + (i << 1);
      store<u16>(at, load<u16>(at) | (newRun << 15) | (newGroup << 14));
    }
  }
  store<u32>(found, patterns);
  store<u32>(found + 4, runs);
  store<u32>(found + 8, groups);
}

/** Lists patterns by key, and the cells of runs and the points of groups, of marked records; `found` as above. */
export function listRuns(
  start: usize,
  from: i32,
  to: i32,
  keys: usize,
  words: usize,
  pointOfCell: usize,
  cellBits: u32,
  restBits: u32,
  patterns: usize,
  width: u32,
  runLabel: usize,
  runsOfPattern: usize,
  groupLabel: usize,
  groupsOfPattern: usize,
  found: usize,
): void {
  const cellMask: u32 = (1 << cellBits) - 1;
  let pattern: u32 = load<u32>(found);
  let run: u32 = load<u32>(found + 4);
  let group: u32 = load<u32>(found + 8);
  for (let bucket = from; bucket < to; bucket++) {
    const first: i32 = load<u32>(start + (bucket << 2));
    const end: i32 = load<u32>(start + (bucket << 2) + 4);
    let key: u32 = 0;
    for (let i = first; i < end; i++) {
      const word: u32 = load<u16>(words + (i << 1));
      const own: u32 = load<u32>(keys + (i << 2));
      const cell = own & cellMask;
      if (i === first || own >>> cellBits !== key) {
        key = own >>> cellBits;
        store<u32>(patterns + (pattern << 2), (bucket << restBits) + key);
        store<u32>(runsOfPattern + (pattern << 2), run);
        store<u32>(groupsOfPattern + (pattern << 2), group);
        pattern++;
      }
      run += word >>> 15;
      group += (word >>> 14) & 1;
      // Every row of a run or group writes the same label again: a branch would be guessed wrong more often.
      setCode(runLabel, run - 1, width, cell);
      setCode(groupLabel, group - 1, width, load<u32>(pointOfCell + (cell << 2)));
    }
  }
  store<u32>(found, pattern);
  store<u32>(found + 4, run);
  store<u32>(found + 8, group);
}
