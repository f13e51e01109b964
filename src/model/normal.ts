/** Half width of a 95% normal interval in standard errors: the 0.975 quantile. */
export const Z95 = 1.959963984540054;

const CENTRE_NUM = [2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356];
const CENTRE_TOP = 0.06568233791820745;
const CENTRE_DEN = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673];
const MIDDLE_NUM = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726, 6848.190450536283,
  11602.65143764735, 9842.714838383978,
];
const MIDDLE_TOP = 1.0765576773720192e-8;
const MIDDLE_DEN = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097, 34900.95272114598,
  38912.00328609327, 19685.429676859992,
];
const TAIL_NUM = [
  0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934, 2.9112874951168793e-5,
];
const TAIL_TOP = 0.023073441764940174;
const TAIL_DEN = [
  1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5,
];
const INVERSE_SQRT_2PI = 0.3989422804014327;

/**
 * Standard normal distribution function with full relative accuracy in both tails.
 * Rational approximations of Cody (1969, Mathematics of Computation 23), as used by R's `pnorm`.
 */
export function normalCdf(x: number): number {
  return x < 0 ? upperTail(-x) : 1 - upperTail(x);
}

/** Two-sided p-value of a z statistic, accurate far into the tails. */
export function normalTwoSidedP(z: number): number {
  return 2 * upperTail(Math.abs(z));
}

/** Standard normal density. */
export function normalDensity(x: number): number {
  return INVERSE_SQRT_2PI * Math.exp(-0.5 * x * x);
}

function upperTail(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  if (x > 38.6) return 0;
  if (x <= 0.67448975) return 0.5 - x * rational(x * x, CENTRE_TOP, CENTRE_NUM, CENTRE_DEN);
  if (x <= 5.656854249492381) return expHalfSquare(x) * rational(x, MIDDLE_TOP, MIDDLE_NUM, MIDDLE_DEN);
  const inverse = 1 / (x * x);
  const correction = inverse * rational(inverse, TAIL_TOP, TAIL_NUM, TAIL_DEN);
  return (expHalfSquare(x) * (INVERSE_SQRT_2PI - correction)) / x;
}

/** (top x^n + num_0 x^(n-1) + ... + num_(n-1)) / (x^n + den_0 x^(n-1) + ... + den_(n-1)). */
function rational(x: number, top: number, num: readonly number[], den: readonly number[]): number {
  let above = top * x;
  let below = x;
  const last = num.length - 1;
  for (let i = 0; i < last; i++) {
    above = (above + num[i]) * x;
    below = (below + den[i]) * x;
  }
  return (above + num[last]) / (below + den[last]);
}

/** exp(-x^2/2) with the square split so that its rounding is not amplified. */
function expHalfSquare(x: number): number {
  const coarse = Math.trunc(x * 16) / 16;
  const rest = (x - coarse) * (x + coarse);
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * rest);
}

const Q_CENTRE_NUM = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const Q_CENTRE_DEN = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const Q_MIDDLE_NUM = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const Q_MIDDLE_DEN = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const Q_TAIL_NUM = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const Q_TAIL_DEN = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];

/** Standard normal quantile, about 16 digits (Wichura 1988, algorithm AS 241). */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * horner(r, Q_CENTRE_NUM)) / horner(r, Q_CENTRE_DEN);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const size = r <= 5 ? ratioAt(r - 1.6, Q_MIDDLE_NUM, Q_MIDDLE_DEN) : ratioAt(r - 5, Q_TAIL_NUM, Q_TAIL_DEN);
  return q < 0 ? -size : size;
}

function ratioAt(r: number, num: readonly number[], den: readonly number[]): number {
  return horner(r, num) / horner(r, den);
}

function horner(x: number, coefficients: readonly number[]): number {
  let value = 0;
  for (const c of coefficients) value = value * x + c;
  return value;
}
