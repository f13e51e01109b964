import { allowedCodes, variablesOf } from "../coding";
import type { RawCount, RawYear } from "./rawYear";

/** Tabulates the raw codes of a year, one row per variable and code that occurs. */
export function rawCounts(raw: RawYear): readonly RawCount[] {
  return variablesOf(raw.year).flatMap((variable) => {
    const rows = new Uint32Array(256);
    const values = raw.answers[variable.name];
    for (let i = 0; i < values.length; i++) rows[values[i]]++;
    const named = allowedCodes(variable).map(({ code, label }, i) => ({
      code: code as number | null,
      label,
      rows: rows[i],
    }));
    const blank = { code: null, label: "blank cell", rows: rows[255] };
    return [...named, blank]
      .filter((count) => count.rows > 0)
      .map((count) => ({ surveyYear: raw.year, variable: variable.name, ...count }));
  });
}
