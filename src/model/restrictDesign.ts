import { patternHalves } from "./patternHalves";
import { flagOfWord, type PreparedDesign } from "./prepareDesign";
import { sharedCodes, sharedUint16 } from "./sharedArrays";
import { GROUP_START, RUN_START, type Runs, WORD } from "./sortRows";

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
  const { words, runsBefore, groupsBefore } = keptRows(design, wantedWords(design, flags));
  const patterns = keptPatterns(groups, groupsBefore);
  const levelOfPattern = halves.levelOfPattern.map((levels) => gather(levels, patterns));
  return {
    ...design,
    halves: patternHalves(levelOfPattern, halves.levels, patterns.length),
    words,
    runs: keptRuns(runs, runsBefore, patterns, design.pointOfCell.length),
    groups: keptRuns(groups, groupsBefore, patterns, design.pointOfCell.length),
  };
}

function wantedWords(design: PreparedDesign, flags: readonly string[]): Uint8Array {
  const values = flags.map((flag) => flagOfWord(design, flag));
  return Uint8Array.from({ length: design.wordCount }, (_, word) => (values.every((of) => of[word] === 1) ? 1 : 0));
}

/** The wanted rows' words with their runs and groups marked anew, and the number of those kept before each of the old ones. */
function keptRows({ words, runs, groups }: PreparedDesign, wanted: Uint8Array) {
  const kept = new Uint16Array(words.length + 1);
  const runsBefore = new Uint32Array(runs.label.length + 1);
  const groupsBefore = new Uint32Array(groups.label.length + 1);
  let count = 0;
  let [run, keptRuns, group, keptGroups] = [0, 0, 0, 0];
  // The marks of a run and a group that wait for their first wanted row.
  let marks = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const keep = wanted[word & WORD];
    marks |= word & (RUN_START | GROUP_START);
    kept[count] = (word & WORD) | marks;
    count += keep;
    run += word >>> 15;
    group += (word >>> 14) & 1;
    keptRuns += keep & (marks >>> 15);
    keptGroups += keep & (marks >>> 14);
    runsBefore[run] = keptRuns;
    groupsBefore[group] = keptGroups;
    marks &= keep - 1;
  }
  const shared = sharedUint16(count);
  shared.set(kept.subarray(0, count));
  return { words: shared, runsBefore, groupsBefore };
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

function keptRuns({ label, ofPattern }: Runs, keptBefore: Uint32Array, patterns: Uint32Array, size: number): Runs {
  const kept = sharedCodes(keptBefore[label.length], size);
  for (let j = 0; j < label.length; j++) if (keptBefore[j + 1] > keptBefore[j]) kept[keptBefore[j]] = label[j];
  const firstOf = new Uint32Array(patterns.length + 1);
  for (let i = 0; i < patterns.length; i++) firstOf[i] = keptBefore[ofPattern[patterns[i]]];
  firstOf[patterns.length] = kept.length;
  return { label: kept, ofPattern: firstOf };
}
