import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type FontFile, fontFaces } from "../util/fontFaces";
import { packageRoot } from "../util/packageRoot";
import { shortLabel } from "./dataLabel";

const SUBSETS = ["latin", "latin-ext", "greek"] as const;

const FONTS: readonly FontFile[] = SUBSETS.flatMap((subset): FontFile[] => [
  { family: "Source Serif 4", weight: 400, subset },
  { family: "Source Serif 4", weight: 400, style: "italic", subset },
  { family: "Source Serif 4", weight: 600, subset },
  { family: "Source Sans 3", weight: 400, subset },
  { family: "Source Sans 3", weight: 600, subset },
  { family: "Source Code Pro", weight: 400, subset },
]);

/** Fonts, screen style, print style and running heads in one text. */
export function styleSheet(title: string, label: string): string {
  const file = (name: string) => readFileSync(join(packageRoot(), "report", name), "utf8");
  return [fontFaces(FONTS), file("report.css"), file("print.css"), runningHeads(title, label)].join("\n");
}

/** Page margin boxes: title left, data label right, page number below. */
function runningHeads(title: string, label: string): string {
  const mark = label === "" ? "" : `@top-right { content: ${cssString(shortLabel(label))}; }`;
  return `@page { @top-left { content: ${cssString(title)}; } ${mark} }`;
}

function cssString(text: string): string {
  return `"${text.replace(/["\\\n<]/g, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`;
}
