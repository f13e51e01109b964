/** Odds of a pattern's rows but for their numeric terms: the factors of its two halves multiplied. */
export function patternOdds(p: i32, ofA: usize, oddsA: usize, ofB: usize, oddsB: usize): f64 {
  const a: u32 = load<u32>(ofA + (p << 2));
  const b: u32 = load<u32>(ofB + (p << 2));
  return load<f64>(oddsA + (a << 3)) * load<f64>(oddsB + (b << 3));
}
