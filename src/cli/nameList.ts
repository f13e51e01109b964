/** Gives a name as it is, without the quotes it was written in. */
export type Plain = (name: string) => string;

/**
 * The parts between commas of an option's list, commas in parentheses aside. A name that holds a comma, colon, parenthesis or
 * space at its end stands in double quotes, a quote in it doubled: `"a, b",c(base="x)")`.
 */
export function nameList<Part>(text: string | undefined, read: (part: string, plain: Plain) => Part): readonly Part[] {
  const quoted: string[] = [];
  const marked = (text ?? "").replace(QUOTED, (_, before: string, inner: string) => {
    quoted.push(inner.replaceAll('""', '"'));
    return `${before}\uE000${quoted.length - 1}\uE001`;
  });
  const plain: Plain = (name) => name.trim().replace(/\uE000(\d+)\uE001/g, (_, i: string) => quoted[Number(i)]);
  const parts = marked.match(/(?:\([^)]*\)|[^,(])+/g) ?? [];
  return parts.filter((part) => part.trim() !== "").map((part) => read(part.trim(), plain));
}

/** A quoted name: it starts where a name starts and ends where one ends. */
const QUOTED = /(^|[,:(=]\s*|^\s+)"((?:[^"]|"")*)"(?=\s*(?:[,:()]|$))/g;
