import { activeGate } from "../disclosure/activeGate";
import { displayBundle } from "../notebook/display";

/**
 * Shows a sentence (Markdown) as the output of a notebook cell; make it with `sentence` so that its numbers come from the store. On
 * restricted answers only sentences leave whose numbers were quoted from cleared records.
 */
export function say(markdown: string): void {
  const active = activeGate();
  const text = active?.clearSentences(markdown) ?? markdown;
  const bundle = { "text/markdown": text, "text/plain": text };
  displayBundle(active?.seal(bundle) ?? bundle);
}
