import { numbersOf } from "./clearText";
import type { Candidate, ClearedValues } from "./clearValues";
import type { ExhibitDisclosure } from "./underlying";

const idOf = (index: number): string => `quoted ${index + 1}`;

/** What an exhibit quotes in titles, heads and notes, as values to clear. */
export function quotedCandidates({ quoted = [] }: Pick<ExhibitDisclosure, "quoted"> = {}): readonly Candidate[] {
  return quoted.map(({ underlying }, i) => ({ id: idOf(i), value: 0, decimals: 0, underlying }));
}

/** The numbers of the quoted texts that cleared. */
export function quotedNumbers(
  { quoted = [] }: Pick<ExhibitDisclosure, "quoted"> = {},
  { values }: ClearedValues,
): readonly string[] {
  return quoted.flatMap(({ text }, i) => (values.get(idOf(i))?.value === null ? [] : numbersOf(text)));
}
