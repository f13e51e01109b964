/** Text that may carry digits of its own: names of exhibits, models, survey years. */
const NAMES = /\b(?:Table|Figure|Model|Notebook|Section)\s+[\dS.]+|\b20[12]\d\b|\b95%|\b50,000 patients/g;

const bound: string[] = [];

/** Remembers a text whose numbers came from the results store. */
export function bind(text: string): string {
  if (/\d/.test(text)) bound.push(text);
  return text;
}

/** The first number of a text that is neither part of a bound text nor of a name; undefined when there is none. */
export function unboundNumber(text: string): string | undefined {
  const longestFirst = [...bound].sort((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((left, one) => left.replaceAll(one, " "), text);
  return rest.replace(NAMES, "").match(/\d(?:[\d.,]*\d)?/)?.[0];
}
