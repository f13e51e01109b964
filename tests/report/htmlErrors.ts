import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // The role adds what the element does not say: a scrolling region, a search.
    "prefer-native-element": "off",
    // A table that scrolls sideways is reached by keyboard.
    "no-redundant-role": "error",
    "valid-id": ["error", { relaxed: true }],
    "long-title": "off",
  },
});

/** What html-validate finds wrong in a page, one line each: rule, message, place. */
export async function htmlErrors(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${ruleId}: ${message} (${line}:${column})`),
  );
}
