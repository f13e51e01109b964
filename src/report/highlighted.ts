import hljs from "highlight.js/lib/core";
import typescript from "highlight.js/lib/languages/typescript";

hljs.registerLanguage("typescript", typescript);

/** TypeScript as HTML with classes for its parts. */
export const highlighted = (source: string): string =>
  hljs.highlight(source.trimEnd(), { language: "typescript" }).value;
