import type { Frame } from "../data/frame";

/** The flags of each row packed two bits each (0 = no, 1 = yes, 3 = missing) into one word. */
export interface FlagWords {
  /** Position of the flag's two bits in a word's bit pattern. */
  readonly shift: ReadonlyMap<string, number>;
  /** Word of each row: an index into `patterns`. */
  readonly words: Uint16Array;
  /** Bit pattern of each word. */
  readonly patterns: Uint32Array;
}

/** Most flags that fit one word of 16 bits. */
const FLAGS_PER_WORD = 8;
/** Most flags that fit a bit pattern of 32 bits. */
export const MOST_FLAGS = 16;

/** Packs the named flags of every row. Up to eight flags need no dictionary: the word is the bit pattern. */
export function packFlags(frame: Frame, names: readonly string[]): FlagWords {
  const shift = new Map(names.map((name, i) => [name, 2 * i]));
  if (names.length <= FLAGS_PER_WORD) {
    const words = new Uint16Array(frame.rows);
    for (const name of names) addFlag(words, flagValues(frame, name), shift.get(name) as number);
    return { shift, words, patterns: Uint32Array.from({ length: 1 << (2 * names.length) }, (_, i) => i) };
  }
  const wide = new Uint32Array(frame.rows);
  for (const name of names) addFlag(wide, flagValues(frame, name), shift.get(name) as number);
  const patterns = Uint32Array.from(new Set(wide)).sort();
  const index = new Map(Array.from(patterns, (pattern, i) => [pattern, i]));
  const words = new Uint16Array(frame.rows);
  for (let i = 0; i < words.length; i++) words[i] = index.get(wide[i]) as number;
  return { shift, words, patterns };
}

function flagValues(frame: Frame, name: string): Uint8Array {
  const column = frame.columns[name];
  if (column?.kind !== "flag") throw new Error(`${name} is not a flag column`);
  return column.values;
}

function addFlag(words: Uint16Array | Uint32Array, values: Uint8Array, shift: number): void {
  // 0 -> 00, 1 -> 01, 255 -> 11
  for (let i = 0; i < values.length; i++) words[i] |= ((values[i] & 1) | ((values[i] >>> 7) << 1)) << shift;
}

/** What a word says of a flag: 0 no, 1 yes, 3 missing. */
export function flagIn(pattern: number, shift: number): number {
  return (pattern >>> shift) & 3;
}
