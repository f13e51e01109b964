import type { Duck } from "../duck";
import type { PracticeLinks } from "./linkCodes";

/** The PCN of each practice in each survey year from the tables `practice_pcn` and `relationship`. */
export async function practiceLinks(
  duck: Duck,
  dates: readonly { readonly surveyYear: number; readonly beforeNetworks: boolean }[],
): Promise<PracticeLinks> {
  const rows = await duck.rows<{ year: number; practice: string; pcn: string }>("SELECT * FROM practice_pcn");
  const mapped = await duck.rows<{ practice: string }>("SELECT DISTINCT practice FROM relationship");
  const pcnOf = new Map<number, Map<string, string>>(dates.map(({ surveyYear }) => [surveyYear, new Map()]));
  for (const { year, practice, pcn } of rows) pcnOf.get(year)?.set(practice, pcn);
  const dropped = dates.filter(({ surveyYear, beforeNetworks }) => beforeNetworks && pcnOf.get(surveyYear)?.size === 0);
  return {
    pcnOf,
    mapped: new Set(mapped.map(({ practice }) => practice)),
    droppedYears: new Set(dropped.map(({ surveyYear }) => surveyYear)),
  };
}
