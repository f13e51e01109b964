import { type Heap, heapOf, widthOf } from "./compiled/heap";
import { inBlocks } from "./compiled/kernels";
import { patternHalves } from "./patternHalves";
import { flagOfWord, type PreparedDesign } from "./prepareDesign";
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
  const { halves, runs, groups } = design;
  const heap = heapOf(halves.memory);
  return heap.scoped(() => {
    const { words, runsBefore, groupsBefore } = keptRows(heap, design, wantedWords(design, flags));
    const patterns = keptPatterns(groups, groupsBefore);
    const levelOfPattern = halves.levelOfPattern.map((levels) => gather(levels, patterns));
    return {
      ...design,
      halves: patternHalves(heap, levelOfPattern, halves.levels, patterns.length),
      words: heap.keep(words),
      runs: keptRuns(heap, runs, runsBefore, patterns),
      groups: keptRuns(heap, groups, groupsBefore, patterns),
    };
  });
}

function wantedWords(design: PreparedDesign, flags: readonly string[]): Uint8Array {
  const values = flags.map((flag) => flagOfWord(design, flag));
  return Uint8Array.from({ length: design.wordCount }, (_, word) => (values.every((of) => of[word] === 1) ? 1 : 0));
}

/** The wanted rows' words with their runs and groups marked anew, and the number of those kept before each of the old ones. */
function keptRows(heap: Heap, { words, runs, groups }: PreparedDesign, wanted: Uint8Array) {
  const kept = heap.uint16(words.length + 1, false);
  const runsBefore = heap.uint32(runs.label.length + 1);
  const groupsBefore = heap.uint32(groups.label.length + 1);
  const state = heap.uint32(6);
  const out = [wanted, kept, runsBefore, groupsBefore, state].map((array) => heap.at(array));
  const [wantedAt, keptAt, runsAt, groupsAt, stateAt] = out;
  inBlocks(words.length, (from, to) => {
    heap.kernels.keepRows(heap.at(words) + 2 * from, to - from, wantedAt, keptAt, runsAt, groupsAt, stateAt);
  });
  return { words: kept.subarray(0, state[0]), runsBefore, groupsBefore };
}

/** `values` at the given positions. */
function gather(values: Uint16Array, positions: Uint32Array): Uint16Array {
  const gathered = new Uint16Array(positions.length);
  for (let i = 0; i < gathered.length; i++) gathered[i] = values[positions[i]];
  return gathered;
}

function keptPatterns({ ofPattern }: Runs, keptBefore: Uint32Array): Uint32Array {
  const kept = new Uint32Array(ofPattern.length);
  let count = 0;
  for (let p = 0; p + 1 < ofPattern.length; p++) {
    if (keptBefore[ofPattern[p + 1]] > keptBefore[ofPattern[p]]) kept[count++] = p;
  }
  return kept.slice(0, count);
}

function keptRuns(heap: Heap, { label, ofPattern }: Runs, keptBefore: Uint32Array, patterns: Uint32Array): Runs {
  const count = keptBefore[label.length];
  const kept = label instanceof Uint16Array ? heap.uint16(count, false) : heap.uint32(count, false);
  heap.kernels.keepLabels(heap.at(label), widthOf(label), label.length, heap.at(keptBefore), heap.at(kept));
  const firstOf = new Uint32Array(patterns.length + 1);
  for (let i = 0; i < patterns.length; i++) firstOf[i] = keptBefore[ofPattern[patterns[i]]];
  firstOf[patterns.length] = count;
  return { label: heap.keep(kept), ofPattern: heap.keep(firstOf) };
}
