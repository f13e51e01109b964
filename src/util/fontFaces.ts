import { readFileSync } from "node:fs";

/** One font file of the report: family, weight, style, and the part of Unicode it holds. */
export interface FontFile {
  readonly family: "Source Sans 3" | "Source Serif 4" | "Source Code Pro";
  readonly weight: 400 | 600;
  readonly style?: "normal" | "italic";
  readonly subset: "latin" | "latin-ext" | "greek";
}

const PACKAGES = {
  "Source Sans 3": "source-sans-3",
  "Source Serif 4": "source-serif-4",
  "Source Code Pro": "source-code-pro",
} as const;

/** Parts of Unicode of the fontsource subsets, from their style sheets. */
const RANGES = {
  latin:
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
  "latin-ext":
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
  greek: "U+0370-0377,U+037A-037F,U+0384-038A,U+038C,U+038E-03A1,U+03A3-03FF",
} as const;

/** `@font-face` rules with the fonts inside as data addresses. */
export function fontFaces(files: readonly FontFile[]): string {
  return files.map(fontFace).join("\n");
}

function fontFace(file: FontFile): string {
  const name = PACKAGES[file.family];
  const style = file.style ?? "normal";
  const path = require.resolve(`@fontsource/${name}/files/${name}-${file.subset}-${file.weight}-${style}.woff2`);
  const data = readFileSync(path).toString("base64");
  return `@font-face{font-family:"${file.family}";font-style:${style};font-weight:${file.weight};font-display:block;src:url(data:font/woff2;base64,${data}) format("woff2");unicode-range:${RANGES[file.subset]}}`;
}
