import type { Frame } from "../data/frame";
import { distinctPairs } from "./distinctPairs";

/** The flags of each row as one word: rows with the same word are alike in every flag. */
export interface FlagWords {
  readonly words: Uint16Array;
  /** Number of words; not all need occur. */
  readonly count: number;
  /** What each word says of a flag: 0 no, 1 yes, 3 missing. */
  readonly values: ReadonlyMap<string, Uint8Array>;
}

/** Flags of two bits each that one pack holds. */
const FLAGS_PER_PACK = 7;

/** Words of the named flags, or undefined when the rows differ in more ways than `most`. */
export function packFlags(frame: Frame, names: readonly string[], most: number): FlagWords | undefined {
  let packed = pack(frame, names.slice(0, FLAGS_PER_PACK));
  for (let first = FLAGS_PER_PACK; first < names.length; first += FLAGS_PER_PACK) {
    packed = joined(packed, pack(frame, names.slice(first, first + FLAGS_PER_PACK)));
    if (packed.count > most) return undefined;
  }
  return packed;
}

function pack(frame: Frame, names: readonly string[]): FlagWords {
  const words = new Uint16Array(frame.rows);
  const none = new Uint8Array(frame.rows);
  const flags = names.map((name) => flagValues(frame, name));
  for (let i = 0; i < flags.length; i += 4) {
    const [a, b, c, d] = [...flags.slice(i, i + 4), none, none, none];
    addFlags(words, a, b, c, d, 2 * i);
  }
  const count = 1 << (2 * names.length);
  const values = names.map(
    (name, i) => [name, Uint8Array.from({ length: count }, (_, w) => (w >>> (2 * i)) & 3)] as const,
  );
  return { words, count, values: new Map(values) };
}

function flagValues(frame: Frame, name: string): Uint8Array {
  const column = frame.columns[name];
  if (column?.kind !== "flag") throw new Error(`${name} is not a flag column`);
  return column.values;
}

/** Adds four flags to the words: 0 becomes the bits 00, 1 becomes 01, 255 becomes 11. */
function addFlags(words: Uint16Array, a: Uint8Array, b: Uint8Array, c: Uint8Array, d: Uint8Array, shift: number): void {
  for (let i = 0; i < words.length; i++) {
    words[i] |= ((a[i] & 3) | ((b[i] & 3) << 2) | ((c[i] & 3) << 4) | ((d[i] & 3) << 6)) << shift;
  }
}

/** One word for every pair of words that occurs. */
function joined(a: FlagWords, b: FlagWords): FlagWords {
  const { codes, first, second } = distinctPairs(a.words, a.count, b.words, b.count, new Uint8Array(a.words.length));
  const at = (values: FlagWords["values"], members: Uint32Array) =>
    [...values].map(([name, of]) => [name, Uint8Array.from(members, (word) => of[word])] as const);
  return {
    words: codes instanceof Uint16Array ? codes : Uint16Array.from(codes),
    count: first.length,
    values: new Map([...at(a.values, first), ...at(b.values, second)]),
  };
}
