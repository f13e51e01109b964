import { codeAt, maskOf, setCode } from "./codes";

/** Arrays with an entry per pattern. */

/** Takes the last digit off the keys. */
export function splitDigit(keys: usize, count: i32, size: u32, digits: usize): void {
  for (let i: i32 = 0; i < count; i++) {
    const at = keys + (i << 2);
    const key: u32 = load<u32>(at);
    const rest: u32 = key / size;
    store<u16>(digits + (i << 1), key - rest * size);
    store<u32>(at, rest);
  }
}

/** Values at the given positions. */
export function gather(values: usize, width: u32, positions: usize, count: i32, out: usize): void {
  const mask = maskOf(width);
  for (let i: i32 = 0; i < count; i++) {
    setCode(out, i, width, codeAt(values, load<u32>(positions + (i << 2)), width, mask));
  }
}

/**
 * Numbers the codes in order of appearance, with the position of the first of each, and returns how many there are. `numberOf` starts at zero
 * and holds the numbers plus 1.
 */
export function numberCodes(codes: usize, count: i32, numberOf: usize, numbers: usize, first: usize): i32 {
  let found: u32 = 0;
  for (let i: i32 = 0; i < count; i++) {
    const at = numberOf + (load<u32>(codes + (i << 2)) << 2);
    if (load<u32>(at) === 0) {
      store<u32>(first + (found << 2), i);
      store<u32>(at, ++found);
    }
    store<u32>(numbers + (i << 2), load<u32>(at) - 1);
  }
  return found;
}

/** Lists the patterns with a kept group and returns how many there are; `before` counts the kept groups before each. */
export function keepPatterns(ofPattern: usize, patterns: i32, before: usize, kept: usize): i32 {
  let count: i32 = 0;
  let seen: u32 = load<u32>(before + (load<u32>(ofPattern) << 2));
  for (let p: i32 = 0; p < patterns; p++) {
    const next: u32 = load<u32>(before + (load<u32>(ofPattern + (p << 2) + 4) << 2));
    store<u32>(kept + (count << 2), p);
    count += next > seen ? 1 : 0;
    seen = next;
  }
  return count;
}
