/** JSON with sorted keys, and with text that a notebook file holds as a list of lines joined again: equal content, equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(normal(JSON.parse(JSON.stringify(value))));
}

function normal(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every((item) => typeof item === "string") ? value.join("") : value.map(normal);
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(entries.map(([key, inner]) => [key, normal(inner)]));
}
