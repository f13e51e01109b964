import type { Quoted } from "./quote";

/** Text that may carry digits of its own: names of exhibits, models, survey years. */
const NAMES = /\b(?:Table|Figure|Model|Notebook|Section)\s+[\dS.]+|\b20[12]\d\b|\b95%|\b50,000 patients/g;

/**
 * A results sentence: every number in it comes from the results store. A digit typed into the text is refused, except in names
 * such as "Table 3", survey years, "95%" and "50,000 patients".
 */
export function sentence(text: TemplateStringsArray, ...values: readonly (Quoted | string)[]): string {
  for (const part of text) {
    const digit = part.replace(NAMES, "").match(/\d[\d.,]*/);
    if (digit)
      throw new RangeError(
        `the number ${digit[0]} is typed into a results sentence: quote it from the store ("${part.trim()}")`,
      );
  }
  return text.reduce((out, part, i) => out + valueText(values[i - 1]) + part);
}

function valueText(value: Quoted | string | undefined): string {
  return typeof value === "object" ? value.text : (value ?? "");
}
