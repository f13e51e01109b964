import type { Frame } from "../data/frame";
import type { Heap } from "./compiled/heap";
import { BLOCK } from "./compiled/kernels";
import { overRows } from "./compiled/overRows";
import { distinctPairs } from "./distinctPairs";

/** The flags of each row as one word: rows with the same word are alike in every flag. */
export interface FlagWords {
  /** Flags of two bits each from the lowest, or words that are made already. */
  readonly columns: { readonly flags: readonly Uint8Array[] } | { readonly words: Uint16Array };
  /** Number of words; not all need occur. */
  readonly count: number;
  /** What each word says of a flag: 0 no, 1 yes, 3 missing. */
  readonly values: ReadonlyMap<string, Uint8Array>;
}

/** Flags of two bits each that one word holds directly. */
const FLAGS_PER_PACK = 7;

/** Words of the named flags, or undefined when the rows differ in more ways than `most`. */
export function packFlags(heap: Heap, frame: Frame, names: readonly string[], most: number): FlagWords | undefined {
  let packed = pack(frame, names.slice(0, FLAGS_PER_PACK));
  for (let first = FLAGS_PER_PACK; first < names.length; first += FLAGS_PER_PACK) {
    packed = joined(heap, frame.rows, packed, pack(frame, names.slice(first, first + FLAGS_PER_PACK)));
    if (packed.count > most) return undefined;
  }
  return packed;
}

function pack(frame: Frame, names: readonly string[]): FlagWords {
  const count = 1 << (2 * names.length);
  const valuesOf = (i: number) => {
    const values = new Uint8Array(count);
    for (let word = 0; word < count; word++) values[word] = (word >>> (2 * i)) & 3;
    return values;
  };
  const values = names.map((name, i) => [name, valuesOf(i)] as const);
  return { columns: { flags: names.map((name) => flagValues(frame, name)) }, count, values: new Map(values) };
}

/** Columns that the words of a stretch are read from. */
export const wordColumns = ({ columns }: FlagWords): readonly (Uint8Array | Uint16Array)[] =>
  "flags" in columns ? columns.flags : [columns.words];

/** Address of the words of a stretch of rows, written to `room` unless they are made already. */
export function wordsAt(
  heap: Heap,
  { columns }: FlagWords,
  at: readonly number[],
  room: Uint16Array,
  rows: number,
): number {
  if ("words" in columns) return at[0];
  room.fill(0);
  at.forEach((flag, i) => {
    heap.kernels.addFlag(flag, rows, 2 * i, heap.at(room));
  });
  return heap.at(room);
}

function flagValues(frame: Frame, name: string): Uint8Array {
  const column = frame.columns[name];
  if (column?.kind !== "flag") throw new Error(`${name} is not a flag column`);
  return column.values;
}

/** One word for every pair of words that occurs. */
function joined(heap: Heap, rows: number, a: FlagWords, b: FlagWords): FlagWords {
  const [wordsA, wordsB] = [allWords(heap, rows, a), allWords(heap, rows, b)];
  const { codes, first, second } = distinctPairs(wordsA, a.count, wordsB, b.count, new Uint8Array(rows));
  const at = (values: FlagWords["values"], members: Uint32Array) =>
    [...values].map(([name, of]) => [name, Uint8Array.from(members, (word) => of[word])] as const);
  return {
    columns: { words: Uint16Array.from(codes) },
    count: first.length,
    values: new Map([...at(a.values, first), ...at(b.values, second)]),
  };
}

function allWords(heap: Heap, rows: number, packed: FlagWords): Uint16Array {
  if ("words" in packed.columns) return packed.columns.words;
  const words = new Uint16Array(rows);
  heap.scoped(() => {
    const room = heap.uint16(BLOCK);
    overRows(heap, rows, wordColumns(packed), (addresses, from, count) => {
      wordsAt(heap, packed, addresses, room, count);
      words.set(room.subarray(0, count), from);
    });
  });
  return words;
}
