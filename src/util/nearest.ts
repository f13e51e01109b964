import { closest, distance } from "fastest-levenshtein";

/** The allowed word nearest to `word` in spelling, case ignored; undefined when none is near enough to be meant. */
export function nearest(word: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) return undefined;
  const plain = new Map(allowed.map((name) => [name.toLowerCase(), name]));
  const best = closest(word.toLowerCase(), [...plain.keys()]);
  const near = distance(word.toLowerCase(), best) <= Math.max(2, Math.ceil(best.length / 2));
  return near ? plain.get(best) : undefined;
}

/** ` Did you mean "x"?`, or nothing when no allowed word is near. */
export function didYouMean(word: string, allowed: readonly string[]): string {
  const best = nearest(word, allowed);
  return best === undefined ? "" : ` Did you mean "${best}"?`;
}
