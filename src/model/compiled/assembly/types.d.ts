// What the sources in this folder use of AssemblyScript's language, declared so that the TypeScript compiler can check them and
// their callers: they are TypeScript in which numbers have widths and memory is read by address.
type i32 = number;
type u32 = number;
type u16 = number;
type u8 = number;
type i64 = number;
type u64 = number;
type f64 = number;
/** A byte address. */
type usize = number;
declare function load<_Width>(address: usize): number;
declare function store<_Width>(address: usize, value: number): void;
declare const memory: {
  fill(address: usize, value: u8, bytes: usize): void;
  copy(to: usize, from: usize, bytes: usize): void;
};

/** Sixteen bytes at once, as some numbers side by side. */
type v128 = { readonly bytes: 16 };
type bool = boolean;
type i8 = number;
type i16 = number;
declare namespace v128 {
  function load(address: usize): v128;
  /** Eight or four numbers of half the width. */
  function load_ext<_Width>(address: usize): v128;
  function store(address: usize, value: v128): void;
  function and(a: v128, b: v128): v128;
  function or(a: v128, b: v128): v128;
  function add<_Width>(a: v128, b: v128): v128;
  function shr<_Width>(a: v128, bits: i32): v128;
  function shl<_Width>(a: v128, bits: i32): v128;
  function ge<_Width>(a: v128, b: v128): v128;
  function any_true(a: v128): bool;
  function load32_zero(address: usize): v128;
  function load_splat<_Width>(address: usize): v128;
  /** Numbers picked from those of a, counted first, and b. */
  function shuffle<_Width>(a: v128, b: v128, first: i32, second: i32): v128;
}
declare namespace i8x16 {
  function splat(value: i8): v128;
}
declare namespace i16x8 {
  function splat(value: i16): v128;
}
declare namespace i32x4 {
  function splat(value: i32): v128;
  function add(a: v128, b: v128): v128;
  function mul(a: v128, b: v128): v128;
  function extend_low_i16x8_u(a: v128): v128;
  function extend_high_i16x8_u(a: v128): v128;
}
declare namespace i64x2 {
  function splat(value: i64): v128;
}
declare namespace f64x2 {
  function convert_low_i32x4_u(a: v128): v128;
  function splat(value: f64): v128;
  function add(a: v128, b: v128): v128;
  function sub(a: v128, b: v128): v128;
  function mul(a: v128, b: v128): v128;
  function div(a: v128, b: v128): v128;
  function extract_lane(a: v128, lane: i32): f64;
  function replace_lane(a: v128, lane: i32, value: f64): v128;
}
