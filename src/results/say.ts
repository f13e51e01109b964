import { activeGate } from "../disclosure/activeGate";
import { displayBundle } from "../notebook/display";
import { unboundNumber } from "./boundText";

/**
 * Shows a sentence (Markdown) as the output of a notebook cell. Its numbers come from the store: a digit outside a `sentence` fails the cell,
 * and with it the build. On restricted answers only sentences leave whose numbers were quoted from cleared records.
 */
export function say(markdown: string): void {
  const active = activeGate();
  const text = active ? active.clearSentences(markdown) : allBound(markdown);
  const bundle = { "text/markdown": text, "text/plain": text };
  displayBundle(active?.seal(bundle) ?? bundle);
}

/** @throws {RangeError} that names the number and the text it is said in */
function allBound(markdown: string): string {
  const digit = unboundNumber(markdown);
  if (digit === undefined) return markdown;
  throw new RangeError(
    `the number ${digit} is said but not quoted from the results store: write the text with \`sentence\` ("${markdown}")`,
  );
}
