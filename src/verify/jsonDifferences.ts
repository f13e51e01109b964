/** Places where two JSON values differ, such as `data[0].y[3]: 0.52, now 0.53`. */
export function jsonDifferences(before: unknown, now: unknown, path = ""): string[] {
  if (isBranch(before) && isBranch(now) && Array.isArray(before) === Array.isArray(now)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    const step = (key: string) => (Array.isArray(before) ? `${path}[${key}]` : `${path}${path && "."}${key}`);
    return keys.flatMap((key) => jsonDifferences(before[key], now[key], step(key)));
  }
  return Object.is(before, now) ? [] : [`${path}: ${brief(before)}, now ${brief(now)}`];
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function brief(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
