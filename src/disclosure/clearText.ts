import { type Cleared, grant } from "./clearance";
import { hasIdentifier } from "./identifiers";

/** Text that left the gate. */
export type ClearedText = Cleared<{ readonly text: string; readonly withheld: number }>;

/** Printed in place of sentences that were not cleared. */
export const WITHHELD_SENTENCE = "[A sentence is withheld to protect confidentiality.]";

/** Digits that are names: exhibits, models, survey years, versions of codes, covariance conventions, digests, the level of an interval. */
const NAMES =
  /\b(?:Table|Figure|Model|Notebook|Section)\s+[\dA-Z.]*\d[\d.]*|\b[A-Z]\d(?:\.[a-z_]+)?\b|\bQ\d+\w*|\bcr\d[\w-]*|\b20[12]\d\b|\bSHA-256\b|\b95(?:%|th)|\b5th\b/g;
const NUMBER = /[\u2212-]?\d[\d,]*(?:\.\d+)?/g;

/** Numbers of the method, which any text may carry. */
export const CONSTANTS: readonly string[] = ["50,000"];

export interface TextOptions {
  /** Numbers that may stand in the text, as printed: cleared values and constants of the method. */
  readonly numbers?: Iterable<string>;
}

/** The text without its uncleared sentences: those with a number that is not among the given ones, or with a code of a place. */
export function clearText(text: string, { numbers = [] }: TextOptions = {}): ClearedText {
  const allowed = new Set([...numbers].map(bare));
  const sentences = text.split(/(?<=[.!?:;])\s+(?=\S)/);
  const cleared = sentences.map(
    (sentence) => !hasIdentifier(sentence) && numbersOf(sentence).every((n) => allowed.has(n)),
  );
  const withheld = cleared.filter((ok) => !ok).length;
  const kept = sentences.filter((_, i) => cleared[i]);
  return grant({ text: [...kept, ...(withheld > 0 ? [WITHHELD_SENTENCE] : [])].join(" "), withheld });
}

/**
 * Whether a text may stand as a label of a row or column: no code of a place, and no number of three digits or with decimals, as counts
 * and results have, but the given ones. Names of answers, ages, deciles and years have none.
 */
export function isLabel(text: string, numbers: Iterable<string>): boolean {
  const allowed = new Set([...CONSTANTS, ...numbers].map(bare));
  return !hasIdentifier(text) && numbersOf(text).every((number) => number.length <= 2 || allowed.has(number));
}

/** The numbers of a text, as clearText compares them. */
export function numbersOf(text: string): string[] {
  return [...text.replace(WITHHELD_SENTENCE, "").replace(NAMES, "").matchAll(NUMBER)].map(([number]) => bare(number));
}

function bare(number: string): string {
  return number.replaceAll(",", "").replace("\u2212", "-").replace(/^-/, "");
}
