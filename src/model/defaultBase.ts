/** The lowest level in numeric order when all levels are numbers, else in code-point order. */
export function defaultBase(levels: readonly string[]): string {
  return sortLevels(levels)[0];
}

/** Levels in numeric order when all are numbers, else in code-point order; the same in every locale. */
export function sortLevels(levels: readonly string[]): string[] {
  const numeric = levels.every((level) => level.trim() !== "" && Number.isFinite(Number(level)));
  return [...levels].sort(numeric ? (a, b) => Number(a) - Number(b) || byCodePoint(a, b) : byCodePoint);
}

function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i].codePointAt(0) as number) - (right[i].codePointAt(0) as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
