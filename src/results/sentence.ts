import { bind, unboundNumber } from "./boundText";
import type { Quoted } from "./quote";

/**
 * A results sentence: every number in it comes from the results store. A digit typed into the text, or into a string put into it, is
 * refused, except in names such as "Table 3", survey years, "95%" and "50,000 patients". Sentences may hold sentences.
 * @throws {RangeError} that names the number and the words around it
 */
export function sentence(text: TemplateStringsArray, ...values: readonly (Quoted | string)[]): string {
  for (const part of [...text, ...values.filter((value) => typeof value === "string")]) {
    const digit = unboundNumber(part);
    if (digit)
      throw new RangeError(
        `the number ${digit} is typed into a results sentence: quote it from the store ("${part.trim()}")`,
      );
  }
  return bind(text.reduce((out, part, i) => out + valueText(values[i - 1]) + part));
}

function valueText(value: Quoted | string | undefined): string {
  return typeof value === "object" ? value.text : (value ?? "");
}
