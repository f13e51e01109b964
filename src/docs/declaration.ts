/** An exported declaration as its source says it. */
export interface Declaration {
  /** Its comment on one line, links written as code; empty without one. */
  readonly comment: string;
  readonly example: string;
  /** Up to the body, on one line. */
  readonly signature: string;
}

const COMMENT = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/;

/** The declaration of an exported function, constant, type or interface. @throws Error when the file has none of the name. */
export function declarationOf(source: string, name: string, file: string): Declaration {
  const start = source.search(new RegExp(`^export (?:async )?(?:function|const|type|interface|class) ${name}\\b`, "m"));
  if (start < 0) throw new Error(`${file} does not declare ${name}`);
  const above = COMMENT.exec(source.slice(0, start))?.[1] ?? "";
  const lines = above.split("\n").map((line) => line.replace(/^\s*\*? ?/, ""));
  const text = lines.join("\n").replace(/\{@link (\w+)\}/g, "`$1`");
  const [words, ...tags] = text.split(/^@/m);
  const said = tags.filter((tag) => !tag.startsWith("example")).map((tag) => tag.replace(/^(\w+)/, "$1:"));
  return {
    comment: oneLine([words, ...said].join(" ")),
    example:
      tags
        .find((tag) => tag.startsWith("example"))
        ?.slice(7)
        .trim() ?? "",
    signature: signature(source.slice(start)),
  };
}

function signature(text: string): string {
  const declared = text.replace(/^export /, "");
  if (/^interface|^class/.test(declared)) return oneLine(declared.slice(0, declared.indexOf("{")));
  if (declared.startsWith("type")) return oneLine(declared.slice(0, endOf(declared, /;(?:\n|$)/)));
  if (declared.startsWith("const")) return oneLine(declared.slice(0, endOf(declared, / =(?!>)/))).replace(/;$/, "");
  return oneLine(declared.slice(0, bodyOf(declared)));
}

const endOf = (text: string, mark: RegExp): number => {
  const at = text.search(mark);
  return at < 0 ? text.length : at;
};

/** Where a function's body opens: the first brace at depth zero that ends its line. */
function bodyOf(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if ("([<".includes(text[i])) depth += 1;
    else if (")]".includes(text[i]) || (text[i] === ">" && text[i - 1] !== "=")) depth -= 1;
    else if (
      text[i] === "{" &&
      depth === 0 &&
      text[i + 1] === "\n" &&
      text[i - 1] === " " &&
      !/[:|&]\s$/.test(text.slice(0, i))
    )
      return i;
  }
  return text.length;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
