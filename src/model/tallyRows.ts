import type { CodedNumbers } from "./codedColumn";
import type { Heap } from "./compiled/heap";
import { type BucketSizes, type CodedRows, noBuckets } from "./sortRows";

/** Rows of the frame by rule and word. Rule 0 is complete rows, rule r a row whose first missing value is in `rules[r - 1]`. */
export interface Tally {
  /** The words that occur. */
  readonly words: Uint16Array;
  /** By rule and position in `words`. */
  readonly rows: readonly Float64Array[];
  /** By position in `words`, whatever the rule. */
  readonly all: Float64Array;
}

/** Rows by rule and word, and complete rows by bucket. A row counts for its frequency; one without a frequency counts once. */
export function tallyRows(
  heap: Heap,
  coded: CodedRows,
  skip: Uint8Array,
  wordCount: number,
  rules: number,
  frequency: CodedNumbers | undefined,
): { readonly tally: Tally; readonly buckets: BucketSizes } {
  const buckets = noBuckets(heap, coded);
  const tally = heap.scoped(() => {
    const flat = heap.uint32((rules + 1) * wordCount);
    const weighted = new Float64Array(frequency ? flat.length : 0);
    let from = 0;
    coded.read(({ keys, words, skip: first, rows }) => {
      heap.kernels.countBuckets(keys, first, rows, buckets.restBits, heap.at(buckets.buckets));
      if (frequency)
        addWeights(skip, new Uint16Array(heap.memory.buffer, words, rows), from, wordCount, frequency, weighted);
      else heap.kernels.tallyWords(first, words, rows, wordCount, heap.at(flat));
      from += rows;
    });
    return tallyOf(frequency ? weighted : flat, wordCount, rules);
  });
  return { tally, buckets };
}

function addWeights(
  skip: Uint8Array,
  words: Uint16Array,
  from: number,
  wordCount: number,
  { codes, size, usable, values }: CodedNumbers,
  flat: Float64Array,
): void {
  for (let i = 0; i < words.length; i++) {
    const code = codes[from + i];
    flat[skip[from + i] * wordCount + words[i]] += code < size && usable[code] === 1 ? values[code] : 1;
  }
}

/** The words that occur, with their rows by rule. */
function tallyOf(flat: Uint32Array | Float64Array, wordCount: number, rules: number): Tally {
  const present = Uint16Array.from({ length: wordCount }, (_, word) => word).filter((word) => {
    for (let rule = 0; rule <= rules; rule++) if (flat[rule * wordCount + word] > 0) return true;
    return false;
  });
  const rowsOf = (rule: number) => Float64Array.from(present, (word) => flat[rule * wordCount + word]);
  const rows = Array.from({ length: rules + 1 }, (_, rule) => rowsOf(rule));
  const all = rows.reduce((sum, ofRule) => sum.map((n, i) => n + ofRule[i]), new Float64Array(present.length));
  return { words: present, rows, all };
}
