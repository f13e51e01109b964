import type { PrintedValue, Range } from "./types";

/** Whether some whole number of events out of n prints as this mean: the GRIM test (Brown & Heathers 2017). Says nothing at large n. */
export function meanFitsCount(mean: Range, n: PrintedValue): boolean {
  if (!(n.value >= 1) || n.decimals > 0) return true;
  const noise = 1e-9;
  return Math.floor(mean.high * n.value + noise) >= Math.ceil(mean.low * n.value - noise);
}
