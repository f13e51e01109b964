import { codeAt, maskOf } from "./codes";

/** One column at a time over a stretch of rows: which rows are complete, and each row's pattern and flags as numbers. */

/**
 * Marks rows whose code is not usable with the number of the rule, unless an earlier rule has marked them. `simple` is 1 when all codes
 * below `size` are usable.
 */
export function markMissing(
  codes: usize,
  width: u32,
  rows: i32,
  size: u32,
  usable: usize,
  simple: i32,
  rule: u8,
  first: usize,
): void {
  const mask = maskOf(width);
  let i: i32 = 0;
  while (i < rows) {
    if (simple === 1 && width < 2 && i + 16 <= rows && allBelow(codes + (i << width), width, size)) {
      i += 16;
      continue;
    }
    const end: i32 = i + 16 < rows ? i + 16 : rows;
    for (; i < end; i++) {
      const code = codeAt(codes, i, width, mask);
      if (code < size && load<u8>(usable + code) !== 0) continue;
      if (load<u8>(first + i) === 0) store<u8>(first + i, rule);
    }
  }
}

/** Whether the next 16 codes are all below `size`. */
function allBelow(codes: usize, width: u32, size: u32): bool {
  if (width === 0) return !v128.any_true(v128.ge<u8>(v128.load(codes), i8x16.splat(size as i8)));
  const limit = i16x8.splat(size as i16);
  return !v128.any_true(v128.or(v128.ge<u16>(v128.load(codes), limit), v128.ge<u16>(v128.load(codes + 16), limit)));
}

/** Adds a digit to the rows' keys: key * size + code. */
export function addDigit(codes: usize, width: u32, rows: i32, size: u32, keys: usize): void {
  const mask = maskOf(width);
  let i: i32 = 0;
  if (width === 0) {
    const base = i32x4.splat(size);
    for (; i + 8 <= rows; i += 8) {
      const at = keys + (i << 2);
      const pair = v128.load_ext<u8>(codes + i);
      v128.store(at, i32x4.add(i32x4.mul(v128.load(at), base), i32x4.extend_low_i16x8_u(pair)));
      v128.store(at + 16, i32x4.add(i32x4.mul(v128.load(at + 16), base), i32x4.extend_high_i16x8_u(pair)));
    }
  }
  for (; i < rows; i++) {
    const at = keys + (i << 2);
    store<u32>(at, load<u32>(at) * size + codeAt(codes, i, width, mask));
  }
}

/** Adds a flag to the rows' words: 0 becomes the bits 00, 1 becomes 01, 255 becomes 11. */
export function addFlag(flags: usize, rows: i32, shift: i32, words: usize): void {
  const low = i16x8.splat(3);
  let i: i32 = 0;
  for (; i + 8 <= rows; i += 8) {
    const at = words + (i << 1);
    const flag = v128.shl<u16>(v128.and(v128.load_ext<u8>(flags + i), low), shift);
    v128.store(at, v128.or(v128.load(at), flag));
  }
  for (; i < rows; i++) {
    const at = words + (i << 1);
    const flag: u32 = load<u8>(flags + i) & 3;
    store<u16>(at, load<u16>(at) | (flag << shift));
  }
}

/** Counts rows by rule and word. */
export function tallyWords(first: usize, words: usize, rows: i32, wordCount: u32, tally: usize): void {
  for (let i: i32 = 0; i < rows; i++) {
    const at = tally + ((load<u8>(first + i) * wordCount + load<u16>(words + (i << 1))) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
}

/**
 * Notes for every code of `a` the code of `b` that its complete rows have, plus 1; 0 is returned when some code of `a` has two of
 * them, else 1.
 */
export function mapCodes(a: usize, widthA: u32, b: usize, widthB: u32, skip: usize, rows: i32, image: usize): i32 {
  const maskA = maskOf(widthA);
  const maskB = maskOf(widthB);
  for (let i: i32 = 0; i < rows; i++) {
    if (load<u8>(skip + i) !== 0) continue;
    const at = image + (codeAt(a, i, widthA, maskA) << 2);
    const own: u32 = codeAt(b, i, widthB, maskB) + 1;
    const seen: u32 = load<u32>(at);
    if (seen === own) continue;
    if (seen !== 0) return 0;
    store<u32>(at, own);
  }
  return 1;
}
