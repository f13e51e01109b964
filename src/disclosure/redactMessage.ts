import { basename } from "node:path";
import { withoutIdentifiers } from "./identifiers";
import { type DisclosurePolicy, disclosurePolicy } from "./policy";
import { roundCount, WITHHELD } from "./rounding";

export interface RedactOptions {
  /** Words that may stand in quotation marks: column, file, setting and rule names. All other quoted text may be a cell value. */
  readonly known?: Iterable<string>;
  /** Thresholds of the study, by which counts are rounded or not told. */
  readonly policy?: DisclosurePolicy;
}

const QUOTED = /"([^"\n]*)"|\u201c([^\u201d\n]*)\u201d|'([^'\n]*)'|`([^`\n]*)`/g;
const PATH = /(?:[A-Za-z]:)?(?:[\\/][^\\/\s:"'`,;]+){2,}/g;
/** Numbers that say where, not how many, and those within names. */
const PLACE = /\b(?:line|row|column|col|record|byte|year|survey|period|code|exit)\s*:?\s*$/i;
const NUMBER = /(?<![\w.-])\d[\d,]*(?:\.\d+)?(?![\w.-]*[A-Za-z_])/g;

/**
 * An error message or log line fit for a public log when the answers are restricted: no cell values (quoted text that is not a
 * known name), no codes of practices or places, no folders, counts rounded and small ones not told.
 */
export function redactMessage(
  message: string,
  { known = [], policy = disclosurePolicy() }: RedactOptions = {},
): string {
  const names = new Set(known);
  const unquoted = message.replace(QUOTED, (quoted: string, ...inner: unknown[]) => {
    const text = inner.slice(0, 4).find((part) => typeof part === "string") as string;
    return names.has(text) ? quoted : WITHHELD;
  });
  const unplaced = withoutIdentifiers(
    unquoted.replace(PATH, (path) => basename(path)),
    WITHHELD,
  );
  return unplaced.replace(NUMBER, (number, at: number, whole: string) =>
    PLACE.test(whole.slice(0, at)) || isYear(number) ? number : countText(number, policy),
  );
}

/** An error for the public log: name, rule and redacted message; no stack, no cause. */
export function redactError(error: unknown, options?: RedactOptions): string {
  const rule = (error as { rule?: unknown } | null)?.rule;
  const expected = error instanceof Error && typeof rule === "string";
  // The text of an unexpected error may be made of anything, a cell included.
  if (!expected) return "An unexpected error; its text is in the private log.";
  return `${rule}: ${redactMessage(error.message, options)}`;
}

function isYear(number: string): boolean {
  return /^(?:19|20)\d\d$/.test(number);
}

function countText(number: string, policy: DisclosurePolicy): string {
  const value = Number(number.replaceAll(",", ""));
  if (!Number.isInteger(value)) return WITHHELD;
  if (value < policy.threshold) return `fewer than ${policy.threshold}`;
  return `about ${roundCount(value, policy).toLocaleString("en-GB")}`;
}
