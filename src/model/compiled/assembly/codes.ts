/**
 * Codes of 8, 16 or 32 bits side by side, read alike: `width` is the logarithm of their bytes. A narrow code is read with what follows it,
 * which the mask takes off; arrays on the heap are followed by spare bytes.
 */

export function maskOf(width: u32): u32 {
  return width === 2 ? 0xffffffff : (1 << (8 << width)) - 1;
}

export function codeAt(codes: usize, i: i32, width: u32, mask: u32): u32 {
  return load<u32>(codes + (i << width)) & mask;
}

export function setCode(codes: usize, i: i32, width: u32, code: u32): void {
  if (width === 2) store<u32>(codes + (i << 2), code);
  else if (width === 1) store<u16>(codes + (i << 1), code);
  else store<u8>(codes + i, code);
}
