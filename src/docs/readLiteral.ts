/**
 * The text of the string or template literals that stand at a place of a source text, joined over `+`; each `${...}` becomes `…`.
 * Undefined where no literal stands.
 */
export function readLiteral(source: string, at: number): string | undefined {
  let text: string | undefined;
  let from = skipSpace(source, at);
  for (;;) {
    const literal = oneLiteral(source, from);
    if (literal === undefined) return text;
    text = (text ?? "") + literal.text;
    const next = skipSpace(source, literal.end);
    if (source[next] !== "+") return text;
    from = skipSpace(source, next + 1);
  }
}

function skipSpace(source: string, at: number): number {
  let i = at;
  while (/\s/.test(source[i] ?? "")) i++;
  return i;
}

function oneLiteral(source: string, at: number): { text: string; end: number } | undefined {
  const quote = source[at];
  if (quote !== '"' && quote !== "`") return undefined;
  let text = "";
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === quote) return { text, end: i + 1 };
    if (source[i] === "\\") text += source[++i] === "n" ? " " : source[i];
    else if (quote === "`" && source.startsWith("${", i)) {
      text += "…";
      i = endOfExpression(source, i + 2) - 1;
    } else text += source[i];
  }
  return undefined;
}

/** The place after the brace that closes a template's expression. Nested templates are stepped over. */
function endOfExpression(source: string, at: number): number {
  let depth = 1;
  let i = at;
  while (depth > 0 && i < source.length) {
    if (source[i] === '"' || source[i] === "`") {
      i = oneLiteral(source, i)?.end ?? source.length;
      continue;
    }
    if (source[i] === "{") depth++;
    if (source[i] === "}") depth--;
    i++;
  }
  return i;
}
