import { displayBundle } from "../notebook/display";

/** Shows a sentence (Markdown) as the output of a notebook cell; make it with `sentence` so that its numbers come from the store. */
export function say(markdown: string): void {
  displayBundle({ "text/markdown": markdown, "text/plain": markdown });
}
