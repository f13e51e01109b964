/** Holm's step-down adjusted p-values: max over j <= i of (n - j + 1) p_(j), in the order given. */
export function holm(p: readonly number[]): number[] {
  const n = p.length;
  let highest = 0;
  return inOrder(p, (sorted) => sorted.map((value, j) => (highest = Math.min(1, Math.max(highest, (n - j) * value)))));
}

/** Benjamini and Hochberg's adjusted p-values: min over j >= i of n p_(j) / j, in the order given. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const n = p.length;
  let lowest = 1;
  return inOrder(p, (sorted) => {
    const adjusted = new Array<number>(n);
    for (let j = n - 1; j >= 0; j--) adjusted[j] = lowest = Math.min(lowest, (n * sorted[j]) / (j + 1));
    return adjusted;
  });
}

function inOrder(p: readonly number[], adjust: (sorted: readonly number[]) => number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[a] - p[b] || a - b);
  const adjusted = adjust(order.map((i) => p[i]));
  const result = new Array<number>(p.length);
  for (const [rank, i] of order.entries()) result[i] = adjusted[rank];
  return result;
}
