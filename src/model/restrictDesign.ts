import { patternHalves } from "./patternHalves";
import { flagOfWord, type PreparedDesign } from "./prepareDesign";
import { sharedCodes, sharedUint16, sharedUint32 } from "./sharedArrays";
import type { Runs } from "./sortRows";

const restricted = new WeakMap<PreparedDesign, Map<string, PreparedDesign>>();

/**
 * The design with only the rows whose flags are all 1, made once: models of several outcomes in one subgroup then pass over its
 * rows alone. The ledger's tallies stay those of the whole frame.
 */
export function restrictDesign(design: PreparedDesign, flags: readonly string[]): PreparedDesign {
  if (flags.length === 0) return design;
  const key = [...flags].sort((a, b) => (a < b ? -1 : 1)).join("\n");
  const known = restricted.get(design) ?? new Map<string, PreparedDesign>();
  restricted.set(design, known);
  const subset = known.get(key) ?? restrict(design, flags);
  known.set(key, subset);
  return subset;
}

function restrict(design: PreparedDesign, flags: readonly string[]): PreparedDesign {
  const { halves, runs, pointOfCell } = design;
  const wanted = wantedWords(design, flags);
  const rowStart = keptBefore(design.words, wanted);
  const inRuns = keptRuns(runs, rowStart);
  const inGroups = keptRuns(design.groups, rowStart);
  const patterns = keptPatterns(inGroups.perPattern);
  const levelOfPattern = halves.levelOfPattern.map((levels) => gather(levels, patterns));
  return {
    ...design,
    halves: patternHalves(levelOfPattern, halves.levels, patterns.length),
    words: keptWords(design.words, wanted, rowStart[rowStart.length - 1]),
    runs: compact(runs, inRuns, rowStart, patterns, pointOfCell.length),
    groups: compact(design.groups, inGroups, rowStart, patterns, design.points),
  };
}

function wantedWords(design: PreparedDesign, flags: readonly string[]): Uint8Array {
  return Uint8Array.from(design.wordPatterns, (_, word) =>
    flags.every((flag) => flagOfWord(design, flag, word) === 1) ? 1 : 0,
  );
}

/** Number of kept rows before each row, and in all at the end. */
function keptBefore(words: Uint16Array, wanted: Uint8Array): Uint32Array {
  const before = new Uint32Array(words.length + 1);
  for (let i = 0; i < words.length; i++) before[i + 1] = before[i] + wanted[words[i]];
  return before;
}

function keptWords(words: Uint16Array, wanted: Uint8Array, count: number): Uint16Array {
  const kept = sharedUint16(count);
  let next = 0;
  for (let i = 0; i < words.length; i++) if (wanted[words[i]] === 1) kept[next++] = words[i];
  return kept;
}

/** Runs with a kept row, in all and per pattern. */
function keptRuns({ start, ofPattern }: Runs, rowStart: Uint32Array): { total: number; perPattern: Uint32Array } {
  const perPattern = new Uint32Array(ofPattern.length - 1);
  let total = 0;
  for (let p = 0; p < perPattern.length; p++) {
    for (let j = ofPattern[p]; j < ofPattern[p + 1]; j++) {
      if (rowStart[start[j + 1]] > rowStart[start[j]]) perPattern[p]++;
    }
    total += perPattern[p];
  }
  return { total, perPattern };
}

/** `values` at the given positions. */
function gather(values: Uint16Array, positions: Uint32Array): Uint16Array {
  const gathered = new Uint16Array(positions.length);
  for (let i = 0; i < gathered.length; i++) gathered[i] = values[positions[i]];
  return gathered;
}

function keptPatterns(perPattern: Uint32Array): Uint32Array {
  const kept = new Uint32Array(perPattern.length);
  let count = 0;
  for (let p = 0; p < perPattern.length; p++) if (perPattern[p] > 0) kept[count++] = p;
  return kept.slice(0, count);
}

function compact(
  { label, start, ofPattern, longest }: Runs,
  { total }: { total: number },
  rowStart: Uint32Array,
  patterns: Uint32Array,
  labels: number,
): Runs {
  const kept: Runs = {
    label: sharedCodes(total, labels),
    start: sharedUint32(total + 1),
    ofPattern: new Uint32Array(patterns.length + 1),
    longest,
  };
  let next = 0;
  for (let i = 0; i < patterns.length; i++) {
    kept.ofPattern[i] = next;
    for (let j = ofPattern[patterns[i]]; j < ofPattern[patterns[i] + 1]; j++) {
      if (rowStart[start[j + 1]] === rowStart[start[j]]) continue;
      kept.label[next] = label[j];
      kept.start[next++] = rowStart[start[j]];
    }
  }
  kept.ofPattern[patterns.length] = next;
  kept.start[next] = rowStart[rowStart.length - 1];
  return kept;
}
