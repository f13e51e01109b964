import { codeAt, maskOf } from "./codes";
import { patternOdds } from "./patternOdds";

/** Sums by label (clusters, say) of what every run adds: tables of several factors jointly, then single levels. */

/**
 * Adds the residuals y - p of the runs of patterns `from` to `to` to five tables, `sums[row[p] * labels + label]`, to the sums of their cells, and
 * notes which cells have a row in the sample.
 */
export function addResiduals(
  ofPattern: usize,
  cells: usize,
  width: u32,
  oddsCell: usize,
  labelOfCell: usize,
  labels: u32,
  runCounts: usize,
  ofA: usize,
  oddsA: usize,
  ofB: usize,
  oddsB: usize,
  from: i32,
  to: i32,
  byCell: usize,
  inSample: usize,
  rowA: usize,
  sumsA: usize,
  rowB: usize,
  sumsB: usize,
  rowC: usize,
  sumsC: usize,
  rowD: usize,
  sumsD: usize,
  rowE: usize,
  sumsE: usize,
): void {
  const mask = maskOf(width);
  let j: u32 = load<u32>(ofPattern + (from << 2));
  for (let p = from; p < to; p++) {
    const at = p << 2;
    const end: u32 = load<u32>(ofPattern + at + 4);
    const odds = patternOdds(p, ofA, oddsA, ofB, oddsB);
    const a = sumsA + ((load<u32>(rowA + at) * labels) << 3);
    const b = sumsB + ((load<u32>(rowB + at) * labels) << 3);
    const c = sumsC + ((load<u32>(rowC + at) * labels) << 3);
    const d = sumsD + ((load<u32>(rowD + at) * labels) << 3);
    const e = sumsE + ((load<u32>(rowE + at) * labels) << 3);
    for (; j < end; j++) {
      const count: u32 = load<u32>(runCounts + (j << 2));
      if (count === 0) continue;
      const cell = codeAt(cells, j, width, mask);
      const own = odds * load<f64>(oddsCell + (cell << 3));
      const events: f64 = count >>> 16;
      const rows: f64 = count & 0xffff;
      const residual = events - rows * (own / (1.0 + own));
      const label = load<u32>(labelOfCell + (cell << 2)) << 3;
      const sum = byCell + (cell << 3);
      store<f64>(sum, load<f64>(sum) + residual);
      store<u8>(inSample + cell, 1);
      store<f64>(a + label, load<f64>(a + label) + residual);
      store<f64>(b + label, load<f64>(b + label) + residual);
      store<f64>(c + label, load<f64>(c + label) + residual);
      store<f64>(d + label, load<f64>(d + label) + residual);
      store<f64>(e + label, load<f64>(e + label) + residual);
    }
  }
}

/** The sums of one level of a factor: of every `step` rows of a table `inner` from row `first` on. */
export function sumLevel(sums: usize, rows: i32, labels: i32, first: i32, inner: i32, step: i32, totals: usize): void {
  for (let block = first; block < rows; block += step) {
    for (let row = block; row < block + inner; row++) {
      const from = sums + ((row * labels) << 3);
      for (let l: i32 = 0; l < labels; l++) {
        const at = totals + (l << 3);
        store<f64>(at, load<f64>(at) + load<f64>(from + (l << 3)));
      }
    }
  }
}

/** Adds z z' to a lower triangle for every row z of a matrix; of entries right of the diagonal some are written too. */
export function addOuterProducts(rows: usize, count: i32, size: i32, lower: usize): void {
  for (let r: i32 = 0; r < count; r++) {
    const z = rows + ((r * size) << 3);
    for (let i: i32 = 0; i < size; i++) {
      const zi = v128.load_splat<f64>(z + (i << 3));
      const row = lower + ((i * size) << 3);
      for (let j: i32 = 0; j <= i; j += 2) {
        const at = row + (j << 3);
        v128.store(at, f64x2.add(v128.load(at), f64x2.mul(zi, v128.load(z + (j << 3)))));
      }
    }
  }
}
