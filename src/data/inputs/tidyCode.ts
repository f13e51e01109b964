/**
 * The allowed code that a text means when only its writing differs: spaces around it, a plus sign, leading zeros, zero decimals.
 * Undefined when the text means no allowed code; `1.5` never becomes a code.
 */
export function tidyCode(text: string, allowed: readonly string[]): string | undefined {
  const plain = text.replace(/^[\s\u00a0']+|[\s\u00a0]+$/g, "");
  if (allowed.includes(plain)) return plain;
  const number = /^([+-]?)0*(\d+)(?:\.0*)?$/.exec(plain);
  if (number === null) return undefined;
  const code = `${number[1] === "-" ? "-" : ""}${number[2]}`;
  return allowed.includes(code) ? code : undefined;
}
