import { codeAt, maskOf, setCode } from "./codes";

/** Picking the rows of a subgroup out of ordered rows. */

/**
 * Writes the words of wanted rows with their runs and groups marked anew, and counts the kept runs and groups before each of the old ones.
 * `state` holds kept rows, run, kept runs, group, kept groups, and the marks that wait for their first wanted row.
 */
export function keepRows(
  words: usize,
  rows: i32,
  wanted: usize,
  kept: usize,
  runsBefore: usize,
  groupsBefore: usize,
  state: usize,
): void {
  let count: u32 = load<u32>(state);
  let run: u32 = load<u32>(state + 4);
  let keptRuns: u32 = load<u32>(state + 8);
  let group: u32 = load<u32>(state + 12);
  let keptGroups: u32 = load<u32>(state + 16);
  let marks: u32 = load<u32>(state + 20);
  const end = words + (rows << 1);
  for (let at = words; at < end; at += 2) {
    const word: u32 = load<u16>(at);
    const keep: u32 = load<u8>(wanted + (word & 0x3fff));
    marks |= word & 0xc000;
    store<u16>(kept + (count << 1), (word & 0x3fff) | marks);
    count += keep;
    run += word >>> 15;
    group += (word >>> 14) & 1;
    keptRuns += keep & (marks >>> 15);
    keptGroups += keep & (marks >>> 14);
    store<u32>(runsBefore + (run << 2), keptRuns);
    store<u32>(groupsBefore + (group << 2), keptGroups);
    marks &= keep - 1;
  }
  store<u32>(state, count);
  store<u32>(state + 4, run);
  store<u32>(state + 8, keptRuns);
  store<u32>(state + 12, group);
  store<u32>(state + 16, keptGroups);
  store<u32>(state + 20, marks);
}

/**
 * Labels of the kept runs or groups. Each label is written to the next place, where the next kept one takes the place of one that is not,
 * so there is no branch to guess; one more place is written than there are kept labels.
 */
export function keepLabels(labels: usize, width: u32, count: i32, before: usize, kept: usize): void {
  const mask = maskOf(width);
  let place: u32 = load<u32>(before);
  for (let j: i32 = 0; j < count; j++) {
    setCode(kept, place, width, codeAt(labels, j, width, mask));
    place = load<u32>(before + (j << 2) + 4);
  }
}
