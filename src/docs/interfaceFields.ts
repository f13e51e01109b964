/** A field of an exported interface as its declaration file describes it. */
export interface InterfaceField {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  /** Its comment, on one line; empty when it has none. */
  readonly comment: string;
}

const FIELD = /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?readonly (\w+)(\??): (\{[^}]*\}|[^;]+);/g;

/** The comment above an exported interface and its fields, read from source text. */
export function interfaceFields(
  source: string,
  name: string,
): { readonly comment: string; readonly fields: readonly InterfaceField[] } {
  const start = source.search(new RegExp(`export interface ${name}\\b`));
  if (start < 0) throw new Error(`interface ${name} not found`);
  const end = source.indexOf("\n}", start);
  const body = source.slice(source.indexOf("{", start) + 1, end);
  const above = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(source.slice(0, start))?.[1] ?? "";
  const fields = [...body.matchAll(FIELD)].map(([, words = "", field, optional, type]) => ({
    name: field,
    type: oneLine(type.replaceAll("readonly ", "")),
    optional: optional === "?",
    comment: oneLine(words),
  }));
  return { comment: oneLine(above), fields };
}

/** Text of a comment without its stars and line breaks. */
const oneLine = (text: string): string =>
  text
    .replace(/^\s*\*\s?/gm, "")
    .replace(/\s+/g, " ")
    .trim();
