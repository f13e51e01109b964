/** The bits of 1, and those above the mantissa of the square root of a half: mantissas are brought between it and its double. */
const ONE: i64 = 0x3ff0000000000000;
const ROOT: i64 = 0x3fe6a09e00000000;
const MANTISSA: i64 = 0x000fffffffffffff;
/** The bits of 2^52, in whose lowest bits a small whole number is a number too. */
const WHOLE: i64 = 0x4330000000000000;
const EXPONENT_OF_ONE: f64 = 4503599627370496.0 + 1023.0;
/** log 2 in two parts. */
const LOG2_HIGH: f64 = 0.6931471803691238;
const LOG2_LOW: f64 = 1.9082149292705877e-10;

/**
 * Natural logarithms of two numbers, neither below the smallest normal one nor infinite, to within one unit in the last place: x = 2^k (1 + f),
 * then the polynomial in s = f / (2 + f) of fdlibm (Sun Microsystems 1993, e_log.c).
 */
export function logsOf(x: v128): v128 {
  const bits = v128.add<i64>(x, i64x2.splat(ONE - ROOT));
  const exponent = v128.or(v128.shr<u64>(bits, 52), i64x2.splat(WHOLE));
  const k = f64x2.sub(exponent, f64x2.splat(EXPONENT_OF_ONE));
  const mantissa = v128.add<i64>(v128.and(bits, i64x2.splat(MANTISSA)), i64x2.splat(ROOT));
  const f = f64x2.sub(mantissa, f64x2.splat(1));
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  const even = plus(0.3999999999940942, w, plus(0.22222198432149784, w, f64x2.splat(0.15313837699209373)));
  const odd = plus(
    0.6666666666666735,
    w,
    plus(0.2857142874366239, w, plus(0.1818357216161805, w, f64x2.splat(0.14798198605116586))),
  );
  const rest = f64x2.add(f64x2.mul(w, even), f64x2.mul(z, odd));
  const half = f64x2.mul(f64x2.splat(0.5), f64x2.mul(f, f));
  const low = f64x2.add(f64x2.mul(s, f64x2.add(half, rest)), f64x2.mul(k, f64x2.splat(LOG2_LOW)));
  return f64x2.sub(f64x2.mul(k, f64x2.splat(LOG2_HIGH)), f64x2.sub(f64x2.sub(half, low), f));
}

/** constant + w factor. */
function plus(constant: f64, w: v128, factor: v128): v128 {
  return f64x2.add(f64x2.splat(constant), f64x2.mul(w, factor));
}
