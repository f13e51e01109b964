import { printedValue } from "./printedValue";
import type { PrintedValue, Statement } from "./types";

/** Words by which a paper's sentences name outcomes and samples. */
export interface TableWords {
  readonly outcomes: readonly string[];
  /** Model and the phrase of its sample: M2, "long-term conditions". */
  readonly models: readonly { readonly model: string; readonly words: string }[];
}

/** What a statement says, in a form that can be evaluated. */
export type ReadClaim =
  | { readonly kind: "statement"; readonly statement: Statement }
  | { readonly kind: "sample-over"; readonly printed: PrintedValue };

/**
 * Reads the few kinds of sentence about a whole table that can be evaluated: all significant except some, odds ratios ranging
 * between two values, not significant in a named sample, a sample above so many million. Empty for any other sentence.
 */
export function readStatement(text: string, words: TableWords): ReadClaim[] {
  return [...allSignificant(text, words), ...notSignificant(text, words), ...sampleOver(text)];
}

function allSignificant(text: string, words: TableWords): ReadClaim[] {
  if (
    !/\ball\b.*\b(?:ORs?|odds ratios?)\b.*\bsignificant/i.test(text) ||
    /not\s+(?:statistically\s+)?significant/i.test(text)
  ) {
    return [];
  }
  const exception = /\b(?:except(?:ion)?|apart from)\b([^;.]*)/i.exec(text)?.[1] ?? "";
  const except = outcomesIn(exception, words);
  const direction = /\bpositive\b|above one/i.test(text) ? { direction: "above" as const } : {};
  const first: ReadClaim = { kind: "statement", statement: { test: "significant-except", except, ...direction } };
  const range = /\brang\w+ from (\d+\.\d+)\D*?(?:\([^)]*\))?\s*to (\d+\.\d+)/i.exec(text);
  const [low, high] = range ? [printedValue(range[1]), printedValue(range[2])] : [];
  if (!low || !high) return [first];
  return [first, { kind: "statement", statement: { test: "or-range", low, high, except } }];
}

function notSignificant(text: string, words: TableWords): ReadClaim[] {
  const match = /^(.*)\bnot\s+(?:statistically\s+)?significant\b(.*)$/i.exec(text);
  if (match === null) return [];
  const outcomes = outcomesIn(match[1], words);
  const model = words.models.find((one) => match[2].toLowerCase().includes(one.words.toLowerCase()))?.model;
  if (outcomes.length === 0 || model === undefined) return [];
  return [{ kind: "statement", statement: { test: "not-significant", outcomes, model } }];
}

const MILLIONS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

function sampleOver(text: string): ReadClaim[] {
  const match = /\bsample\b.*\b(?:over|more than) (\w+) million\b/i.exec(text);
  const millions = match ? MILLIONS.indexOf(match[1].toLowerCase()) + 1 || Number(match[1]) : 0;
  const printed = millions > 0 ? printedValue(String(millions * 1_000_000)) : undefined;
  return printed ? [{ kind: "sample-over", printed }] : [];
}

/** Outcomes of which the longest word of their name stands in the text: `isolated` for `not_isolated`. */
function outcomesIn(text: string, { outcomes }: TableWords): string[] {
  const lower = text.toLowerCase();
  return outcomes.filter((outcome) => {
    const longest = outcome.split(/[^a-z0-9]+/i).reduce((best, word) => (word.length > best.length ? word : best), "");
    return lower.includes(longest.toLowerCase());
  });
}
