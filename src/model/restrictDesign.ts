import { type Heap, heapOf, widthOf } from "./compiled/heap";
import { inBlocks } from "./compiled/kernels";
import { gathered, restrictHalves } from "./patternHalves";
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
    const patterns = keptPatterns(heap, groups, groupsBefore);
    return {
      ...design,
      halves: restrictHalves(heap, halves, patterns),
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
  const runsBefore = heap.uint32(runs.label.length + 1, false);
  const groupsBefore = heap.uint32(groups.label.length + 1, false);
  runsBefore[0] = 0;
  groupsBefore[0] = 0;
  const state = heap.uint32(6);
  const out = [wanted, kept, runsBefore, groupsBefore, state].map((array) => heap.at(array));
  const [wantedAt, keptAt, runsAt, groupsAt, stateAt] = out;
  inBlocks(words.length, (from, to) => {
    heap.kernels.keepRows(heap.at(words) + 2 * from, to - from, wantedAt, keptAt, runsAt, groupsAt, stateAt);
  });
  return { words: kept.subarray(0, state[0]), runsBefore, groupsBefore };
}

/** The patterns with a kept group, for the heap's current work. */
function keptPatterns(heap: Heap, { ofPattern }: Runs, keptBefore: Uint32Array): Uint32Array {
  const patterns = ofPattern.length - 1;
  const kept = heap.uint32(ofPattern.length, false);
  const count = heap.kernels.keepPatterns(heap.at(ofPattern), patterns, heap.at(keptBefore), heap.at(kept));
  return kept.subarray(0, count);
}

function keptRuns(heap: Heap, { label, ofPattern }: Runs, keptBefore: Uint32Array, patterns: Uint32Array): Runs {
  const count = keptBefore[label.length];
  const kept = label instanceof Uint16Array ? heap.lasting(Uint16Array, count) : heap.lasting(Uint32Array, count);
  heap.kernels.keepLabels(heap.at(label), widthOf(label), label.length, heap.at(keptBefore), heap.at(kept));
  const firstOf = heap.lasting(Uint32Array, patterns.length + 1);
  heap.scoped(() => {
    const old = gathered(heap, ofPattern, patterns, heap.uint32(patterns.length, false));
    gathered(heap, keptBefore, old, firstOf);
  });
  firstOf[patterns.length] = count;
  return { label: kept, ofPattern: firstOf };
}
