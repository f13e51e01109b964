/**
 * Whole numbers proportional to the weights that add up to `total` exactly: largest remainders, ties to the earlier item.
 * Every item with a positive weight gets at least `least`, as far as the total allows.
 */
export function apportion(weights: readonly number[], total: number, least = 0): number[] {
  const positive = weights.filter((weight) => weight > 0).length;
  const floor = Math.min(least, positive === 0 ? 0 : Math.floor(total / positive));
  const rest = total - floor * positive;
  const sum = weights.reduce((a, b) => a + Math.max(0, b), 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (rest * Math.max(0, weight)) / sum);
  const parts = exact.map((share, i) => Math.floor(share) + (weights[i] > 0 ? floor : 0));
  const left = total - parts.reduce((a, b) => a + b, 0);
  const order = exact.map((share, i) => ({ i, remainder: share - Math.floor(share) }));
  order.sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  for (let k = 0; k < left; k++) parts[order[k].i]++;
  return parts;
}
