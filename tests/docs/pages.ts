import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/util/packageRoot";

/** A page of the documentation. */
export interface Page {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** Every Markdown page of the project's own documentation. */
export function pages(): readonly Page[] {
  const root = packageRoot();
  const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((name) => join("docs", name));
  return ["README.md", "CONTRIBUTING.md", join("bench", "README.md"), ...docs.sort()]
    .filter((path) => path.endsWith(".md") && existsSync(join(root, path)))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** The commands a page tells the reader to type: lines of fenced or indented blocks that start with npx or npm. Comments are cut. */
export function commandsOf({ text }: Page): readonly string[] {
  let fenced = false;
  return text.split("\n").flatMap((line) => {
    if (/^ *```/.test(line)) fenced = !fenced;
    const command = /^( *)((?:npx|npm) .+)$/.exec(line);
    if (command === null || !(fenced || command[1].length >= 4)) return [];
    return [command[2].replace(/\s{2,}#.*$/, "").trim()];
  });
}

/** The fenced blocks of a language, without the indent of a list item. */
export function codeOf({ text }: Page, language: string): readonly string[] {
  const blocks = text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, "gm"));
  return [...blocks].map(([, indent, code]) => code.replace(new RegExp(`^${indent}`, "gm"), ""));
}

/** Targets of links and pictures that are files of the repository; addresses, and fragments of the page itself, are left out. */
export function linksOf({ text }: Page): readonly string[] {
  const plain = text.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`(?!\])/g, "");
  return [...plain.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^(https?:|mailto:|#)/.test(target));
}
