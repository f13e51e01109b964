/**
 * Draws exactly `quota` items with probability proportional to size: systematic sampling (Madow, Annals of Mathematical
 * Statistics 1949). Sizes are scaled to add up to the quota, items whose probability would pass 1 are certain, and one
 * uniform start `u` in [0, 1) sets every draw. Neighbours in the list repel each other, as in an implicit stratification.
 *
 * @param sizes one size per item, not negative
 * @returns 1 for each drawn item, 0 for the others
 */
export function systematicSample(sizes: Float64Array, quota: number, u: number): Uint8Array {
  if (quota >= sizes.length) return new Uint8Array(sizes.length).fill(1);
  const drawn = new Uint8Array(sizes.length);
  const scale = certainAbove(sizes, quota);
  let open = quota;
  for (let i = 0; i < sizes.length; i++) {
    if (sizes[i] * scale < 1) continue;
    drawn[i] = 1;
    open--;
  }
  drawRest(sizes, open, u, drawn);
  return drawn;
}

/** The factor that makes probabilities add up to the quota when items at 1 or more count as certain. */
function certainAbove(sizes: Float64Array, quota: number): number {
  let scale = 0;
  for (let round = 0; round < 50; round++) {
    let certain = 0;
    let rest = 0;
    for (let i = 0; i < sizes.length; i++) {
      if (scale > 0 && sizes[i] * scale >= 1) certain++;
      else rest += sizes[i];
    }
    const next = rest > 0 ? (quota - certain) / rest : scale;
    if (next <= scale * (1 + 1e-12)) return scale;
    scale = next;
  }
  return scale;
}

/** Marks `open` items not yet drawn: one wherever the running total of probabilities passes u, u + 1, ... */
function drawRest(sizes: Float64Array, open: number, u: number, drawn: Uint8Array): void {
  let total = 0;
  let last = -1;
  for (let i = 0; i < sizes.length; i++) {
    if (drawn[i] === 1 || sizes[i] <= 0) continue;
    total += sizes[i];
    last = i;
  }
  let running = 0;
  let taken = 0;
  for (let i = 0; i < sizes.length && taken < open; i++) {
    if (drawn[i] === 1 || sizes[i] <= 0) continue;
    running += sizes[i];
    // The last open item closes the total, so rounding of the running sum cannot lose a draw.
    const reached = i === last ? open : (running / total) * open;
    if (reached <= taken + u) continue;
    drawn[i] = 1;
    taken++;
  }
}
