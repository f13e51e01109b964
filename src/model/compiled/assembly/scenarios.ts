import { codeAt, maskOf } from "./codes";

/** Sums over the groups of each pattern with everybody moved to another setting. */

/**
 * Of every group moved by an odds ratio: probabilities of patterns `from` to `to`, weights w = p(1 - p), and w x. A pattern's odds are
 * multiplied by `target / ratio[level[p]]`. Returns the sum of the probabilities.
 */
export function sumMoved(
  ofPattern: usize,
  point: usize,
  width: u32,
  count: usize,
  odds: usize,
  level: usize,
  ratio: usize,
  target: f64,
  x: usize,
  from: i32,
  to: i32,
  weight: usize,
  weightX: usize,
): f64 {
  const mask = maskOf(width);
  let total: f64 = 0;
  let g: u32 = load<u32>(ofPattern + (from << 2));
  for (let p = from; p < to; p++) {
    const end: u32 = load<u32>(ofPattern + (p << 2) + 4);
    const moved = target / load<f64>(ratio + (load<u16>(level + (p << 1)) << 3));
    let probabilities: f64 = 0;
    let weights: f64 = 0;
    let weightsX: f64 = 0;
    for (; g < end; g++) {
      const o = load<f64>(odds + (g << 3)) * moved;
      const q = 1.0 / (1.0 + o);
      const expected = load<f64>(count + (g << 3)) * o * q;
      const w = expected * q;
      probabilities += expected;
      weights += w;
      weightsX += w * load<f64>(x + (codeAt(point, g, width, mask) << 3));
    }
    total += probabilities;
    store<f64>(weight + (p << 3), weights);
    store<f64>(weightX + (p << 3), weightsX);
  }
  return total;
}

/**
 * Odds of a group are oddsOf[p] * oddsPoint[point[g]]. Per pattern with a nonzero entry of `include`: sums of p, of w = p(1 - p), and of
 * d, which is w or, with `slopes` 1, w(1 - 2p); d of every group goes to `own`.
 */
export function sumScenario(
  ofPattern: usize,
  point: usize,
  width: u32,
  count: usize,
  include: usize,
  oddsOf: usize,
  oddsPoint: usize,
  slopes: i32,
  from: i32,
  to: i32,
  probability: usize,
  weight: usize,
  derivative: usize,
  own: usize,
): void {
  const mask = maskOf(width);
  let g: u32 = load<u32>(ofPattern + (from << 2));
  for (let p = from; p < to; p++) {
    const end: u32 = load<u32>(ofPattern + (p << 2) + 4);
    const odds = load<f64>(oddsOf + (p << 3));
    const rows: f64 = load<u8>(include + p) === 0 ? 0 : 1;
    let probabilities: f64 = 0;
    let weights: f64 = 0;
    let derivatives: f64 = 0;
    for (; g < end; g++) {
      const o = odds * load<f64>(oddsPoint + (codeAt(point, g, width, mask) << 3));
      const n = rows * load<f64>(count + (g << 3));
      const q = 1.0 / (1.0 + o);
      const expected = o > 1e300 ? 1 : o * q;
      const w = expected * q;
      const d = n * (slopes === 1 ? w * (q - expected) : w);
      probabilities += n * expected;
      weights += n * w;
      derivatives += d;
      store<f64>(own + (g << 3), d);
    }
    store<f64>(probability + (p << 3), probabilities);
    store<f64>(weight + (p << 3), weights);
    store<f64>(derivative + (p << 3), derivatives);
  }
}
