/** Holm's step-down adjustment: the familywise error rate is controlled under any dependence. */
export function holm(p: readonly number[]): number[] {
  return stepwise(p, (rank, n) => n - rank, "down");
}

/** Benjamini and Hochberg's step-up adjustment: the false discovery rate under independence or positive dependence. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  return stepwise(p, (rank, n) => n / (rank + 1), "up");
}

/** Benjamini and Yekutieli's: the false discovery rate under any dependence. */
export function benjaminiYekutieli(p: readonly number[]): number[] {
  const harmonic = p.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  return stepwise(p, (rank, n) => (harmonic * n) / (rank + 1), "up");
}

/** Multiplies the sorted p-values and makes them monotone: running maximum going down, running minimum going up. */
function stepwise(p: readonly number[], factor: (rank: number, n: number) => number, way: "down" | "up"): number[] {
  const order = p.map((_, i) => i).sort((i, j) => p[i] - p[j]);
  const scaled = order.map((i, rank) => Math.min(1, p[i] * factor(rank, p.length)));
  const ranks = scaled.map((_, rank) => (way === "down" ? rank : p.length - 1 - rank));
  let running = way === "down" ? 0 : 1;
  const adjusted = new Array<number>(p.length);
  for (const rank of ranks) {
    running = way === "down" ? Math.max(running, scaled[rank]) : Math.min(running, scaled[rank]);
    adjusted[order[rank]] = running;
  }
  return adjusted;
}
