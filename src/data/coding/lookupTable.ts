import { allowedCodes, type Option, type Variable } from "./codes";
import type { FactorCoding } from "./covariates";
import type { SingleCoding } from "./outcomes";

/** Marks a missing value in coded columns and a blank cell in raw ones. */
export const MISSING = 0xff;

/** For each raw number of a variable (its position among the allowed codes), the value a coding gives it; 255 = missing. */
export type LookupTable = Uint8Array;

/** The lookup table of a 0/1 column. */
export function flagTable(variable: Variable, coding: SingleCoding): LookupTable {
  return table(variable, ({ code }) => (coding.one.includes(code) ? 1 : coding.zero.includes(code) ? 0 : MISSING));
}

/** The lookup table of a factor, from the source that reads this variable. */
export function factorTable(variable: Variable, coding: FactorCoding): LookupTable {
  const source = coding.sources.find((one) => one.variable === variable.name);
  return table(variable, ({ code }) => {
    const level = source?.levelOf[code];
    return level === undefined ? MISSING : coding.levels.indexOf(level);
  });
}

/** The lookup table of a tick box: 1 ticked, 0 not, missing otherwise. */
export const boxTable = (variable: Variable): LookupTable =>
  table(variable, ({ code }) => (code === 0 || code === 1 ? code : MISSING));

function table(variable: Variable, value: (option: Option) => number): LookupTable {
  const made = new Uint8Array(256).fill(MISSING);
  allowedCodes(variable).forEach((option, raw) => {
    made[raw] = value(option);
  });
  return made;
}
