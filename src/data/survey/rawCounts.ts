import { allowedCodes, variablesOf } from "../coding";
import type { RawCount, RawYear } from "./rawYear";

const BLANK = 255;
const NONE = 0xffff;

/**
 * Tabulates the raw codes of a year, one row per variable and code that occurs.
 * @param pcnOf PCN by position in the practice dictionary, 65535 = none: practices and PCNs behind each count are counted too
 */
export function rawCounts(raw: RawYear, pcnOf?: Uint16Array): readonly RawCount[] {
  return variablesOf(raw.year).flatMap((variable) => {
    const values = raw.answers[variable.name];
    const rows = countBytes(values);
    const places = pcnOf && placesByCode(values, raw.practice, pcnOf);
    const named = allowedCodes(variable).map(({ code, label }, i) => ({ code: code as number | null, label, at: i }));
    return [...named, { code: null, label: "blank cell", at: BLANK }]
      .filter(({ at }) => rows[at] > 0)
      .map(({ code, label, at }) => ({
        surveyYear: raw.year,
        variable: variable.name,
        code,
        label,
        rows: rows[at],
        ...places?.(at),
      }));
  });
}

/** How often each byte occurs: counted in pairs, which takes half the steps. */
function countBytes(values: Uint8Array): Uint32Array {
  const whole = values.length - (values.length % 2);
  const pairs = new Uint32Array(1 << 16);
  const view = new Uint16Array(values.buffer, values.byteOffset, whole / 2);
  for (let i = 0; i < view.length; i++) pairs[view[i]]++;
  const counts = new Uint32Array(BLANK + 1);
  for (let pair = 0; pair < pairs.length; pair++) {
    counts[pair & 0xff] += pairs[pair];
    counts[pair >> 8] += pairs[pair];
  }
  if (whole < values.length) counts[values[whole]]++;
  return counts;
}

/** How many practices and PCNs the rows of each code belong to. */
function placesByCode(values: Uint8Array, practice: Uint16Array, pcnOf: Uint16Array) {
  const met = Array.from({ length: BLANK + 1 }, (): [Uint8Array, Uint8Array] | undefined => undefined);
  for (let i = 0; i < values.length; i++) {
    if (practice[i] === NONE) continue;
    met[values[i]] ??= [new Uint8Array(NONE + 1), new Uint8Array(NONE + 1)];
    const [practices, pcns] = met[values[i]] as [Uint8Array, Uint8Array];
    practices[practice[i]] = 1;
    if (pcnOf[practice[i]] !== NONE) pcns[pcnOf[practice[i]]] = 1;
  }
  const count = (marks?: Uint8Array) => marks?.reduce((sum, mark) => sum + mark, 0) ?? 0;
  return (code: number) => ({ practices: count(met[code]?.[0]), pcns: count(met[code]?.[1]) });
}
