import { Random } from "../util/random";

/** Distribution of the weights that a wild bootstrap gives its clusters: mean 0, variance 1. */
export type DrawKind = "rademacher" | "webb";

const WEBB = [-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)];

/** Rademacher signs, or Webb's six points where so few clusters make too few patterns of signs. */
export function defaultDraws(clusters: number): DrawKind {
  return clusters < 12 ? "webb" : "rademacher";
}

/** Fills `weights` with the draws of one replicate: the same for a seed and replicate, whatever else was drawn. */
export function drawWeights(kind: DrawKind, seed: number, replicate: number, weights: Float64Array): void {
  const random = new Random(seed, "wild", replicate);
  for (let c = 0; c < weights.length; c++) {
    weights[c] = kind === "webb" ? WEBB[random.integer(6)] : random.bits() >>> 31 ? 1 : -1;
  }
}

/** How often each cluster is drawn when as many as there are are drawn with replacement. */
export function drawMultiplicities(seed: number, replicate: number, times: Float64Array): void {
  const random = new Random(seed, "pairs", replicate);
  times.fill(0);
  for (let i = 0; i < times.length; i++) times[random.integer(times.length)]++;
}
