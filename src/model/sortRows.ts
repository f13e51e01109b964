import type { Codes } from "./codedColumn";
import { sharedCodes, sharedUint16, sharedUint32 } from "./sharedArrays";

/** Complete rows ordered by pattern, then cell, with the runs of equal rows marked. */
export interface SortedRows {
  /** Flag word of each ordered row. */
  readonly words: Uint16Array;
  /** Key of each pattern that occurs, in increasing order. */
  readonly patterns: Uint32Array;
  /** Runs of one pattern and cell: their cell, their first row, and per pattern its first run. */
  readonly runs: Runs;
  /** Runs of one pattern and point, likewise with the point as label. */
  readonly groups: Runs;
}

/** Neighbouring rows with one label: run j has rows `start[j]` to `start[j + 1]`; pattern p has runs `ofPattern[p]` to `ofPattern[p + 1]`. */
export interface Runs {
  readonly label: Uint16Array | Uint32Array;
  readonly start: Uint32Array;
  readonly ofPattern: Uint32Array;
  /** An upper bound on the rows of a run. */
  readonly longest: number;
}

export interface RowKeys {
  readonly keys: Uint32Array;
  readonly keySpace: number;
  readonly cellCodes: Codes;
  readonly cellOfCode: Uint32Array;
  readonly pointOfCell: Uint32Array;
  readonly words: Uint16Array;
  /** Rows with a nonzero entry are left out. */
  readonly skip: Uint8Array;
}

/** Orders the rows by two stable counting sorts, first by cell, then by pattern, and marks the runs. */
export function sortRows(rows: RowKeys): SortedRows {
  const byCell = sortByCell(rows);
  const byPattern = sortByPattern(rows, byCell);
  const { patterns, patternStart } = occupied(byPattern.keyEnd, rows.keySpace);
  const groupLabels = labelOf(rows.pointOfCell);
  return {
    words: byPattern.words,
    patterns,
    runs: markRuns(patternStart, byPattern.cells, undefined, rows.pointOfCell.length),
    groups: markRuns(patternStart, byPattern.cells, rows.pointOfCell, groupLabels),
  };
}

interface CellOrder {
  readonly keys: Uint32Array;
  readonly words: Uint16Array;
  readonly start: Uint32Array;
}

function sortByCell({ keys, cellCodes, cellOfCode, pointOfCell, words, skip }: RowKeys): CellOrder {
  const start = new Uint32Array(pointOfCell.length + 1);
  for (let i = 0; i < skip.length; i++) if (skip[i] === 0) start[cellOfCode[cellCodes[i]] + 1]++;
  for (let c = 1; c < start.length; c++) start[c] += start[c - 1];
  const next = start.slice();
  const included = start[start.length - 1];
  const sorted = { keys: new Uint32Array(included), words: new Uint16Array(included), start };
  for (let i = 0; i < skip.length; i++) {
    if (skip[i] !== 0) continue;
    const position = next[cellOfCode[cellCodes[i]]]++;
    sorted.keys[position] = keys[i];
    sorted.words[position] = words[i];
  }
  return sorted;
}

function sortByPattern({ keySpace, pointOfCell }: RowKeys, { keys, words, start }: CellOrder) {
  const keyEnd = new Uint32Array(keySpace + 1);
  for (let i = 0; i < keys.length; i++) keyEnd[keys[i] + 1]++;
  for (let k = 1; k <= keySpace; k++) keyEnd[k] += keyEnd[k - 1];
  const cells = new (pointOfCell.length <= 0xffff ? Uint16Array : Uint32Array)(keys.length);
  const sortedWords = sharedUint16(keys.length);
  for (let c = 0; c + 1 < start.length; c++) {
    for (let i = start[c]; i < start[c + 1]; i++) {
      const position = keyEnd[keys[i]]++;
      cells[position] = c;
      sortedWords[position] = words[i];
    }
  }
  // Every start has moved to the end of its key.
  return { cells, words: sortedWords, keyEnd };
}

function occupied(keyEnd: Uint32Array, keySpace: number): { patterns: Uint32Array; patternStart: Uint32Array } {
  let count = 0;
  for (let k = 0; k < keySpace; k++) if (keyEnd[k] > (k === 0 ? 0 : keyEnd[k - 1])) count++;
  const patterns = new Uint32Array(count);
  const patternStart = new Uint32Array(count + 1);
  let p = 0;
  for (let k = 0; k < keySpace; k++) {
    const begin = k === 0 ? 0 : keyEnd[k - 1];
    if (keyEnd[k] === begin) continue;
    patterns[p] = k;
    patternStart[p++] = begin;
  }
  patternStart[count] = keySpace === 0 ? 0 : keyEnd[keySpace - 1];
  return { patterns, patternStart };
}

/** Runs of equal labels within each pattern; the label of a cell is itself, or its entry in `labels`. */
function markRuns(
  patternStart: Uint32Array,
  cells: Uint16Array | Uint32Array,
  labels: Uint32Array | undefined,
  labelCount: number,
): Runs {
  const patterns = patternStart.length - 1;
  const count = countRuns(patternStart, cells, labels);
  const label = sharedCodes(count, labelCount);
  const start = sharedUint32(count + 1);
  const ofPattern = new Uint32Array(patterns + 1);
  let run = 0;
  for (let p = 0; p < patterns; p++) {
    ofPattern[p] = run;
    let previous = -1;
    for (let i = patternStart[p]; i < patternStart[p + 1]; i++) {
      const current = labels ? labels[cells[i]] : cells[i];
      if (current === previous) continue;
      label[run] = current;
      start[run++] = i;
      previous = current;
    }
  }
  ofPattern[patterns] = run;
  start[run] = cells.length;
  return { label, start, ofPattern, longest: longestRun(start) };
}

function longestRun(start: Uint32Array): number {
  let longest = 0;
  for (let j = 0; j + 1 < start.length; j++) longest = Math.max(longest, start[j + 1] - start[j]);
  return longest;
}

function countRuns(
  patternStart: Uint32Array,
  cells: Uint16Array | Uint32Array,
  labels: Uint32Array | undefined,
): number {
  let count = 0;
  for (let p = 0; p + 1 < patternStart.length; p++) {
    let previous = -1;
    for (let i = patternStart[p]; i < patternStart[p + 1]; i++) {
      const current = labels ? labels[cells[i]] : cells[i];
      if (current !== previous) count++;
      previous = current;
    }
  }
  return count;
}

/** Number of different labels, given a label per cell in increasing order. */
function labelOf(labels: Uint32Array): number {
  return labels.length === 0 ? 0 : labels[labels.length - 1] + 1;
}
