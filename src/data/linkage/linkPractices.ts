import type { StudyRules } from "../../study/study";
import { StudyError } from "../../util/errors";
import { type Duck, literal } from "../duck";

/** When a survey year looks up its practices' PCNs. */
export interface MapDate {
  readonly surveyYear: number;
  /** Workforce period, or null. */
  readonly period: string | null;
  /** YYYY-MM-DD */
  readonly date: string;
  /** No PCN existed at the date. */
  readonly beforeNetworks: boolean;
}

/** Last day of a month written YYYY-MM. */
export function lastDay(period: string): string {
  const [year, month] = period.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/**
 * The map date of each survey year. `dated`: the last day of the workforce period, or 31 December before the survey;
 * `fixed`: the one date of the settings.
 */
export async function mapDates(duck: Duck, { survey, exposure, linkage }: StudyRules): Promise<readonly MapDate[]> {
  const [{ first }] = await duck.rows<{ first: string | null }>(
    "SELECT min(starts)::VARCHAR AS first FROM relationship",
  );
  if (first === null) {
    throw new StudyError(
      "input",
      "map-has-rows",
      "the practice map holds no relationship to a PCN. Correct source.practiceMap.",
    );
  }
  return survey.years.map((surveyYear) => {
    const period = exposure.staffAt[surveyYear] === "none" ? null : exposure.staffAt[surveyYear];
    const dated = period ? lastDay(period) : `${surveyYear - 1}-12-31`;
    const date = linkage.practiceMap === "fixed" ? linkage.fixedDate : dated;
    return { surveyYear, period, date, beforeNetworks: date < first };
  });
}

/**
 * Makes `practice_pcn (year, practice, pcn)`: the PCN of each practice in each survey year under the linkage settings.
 * @throws StudyError when a practice has two active PCNs at a date
 */
export async function linkPractices(
  duck: Duck,
  study: StudyRules,
  dates: readonly MapDate[],
  mapFile: string,
): Promise<void> {
  await duck.run("CREATE OR REPLACE TABLE practice_pcn (year INTEGER, practice VARCHAR, pcn VARCHAR)");
  for (const { surveyYear, date, beforeNetworks } of dates) {
    if (beforeNetworks && study.linkage.beforeNetworks === "drop") continue;
    const rows = beforeNetworks
      ? "SELECT practice, pcn FROM (SELECT *, min(starts) OVER (PARTITION BY practice) AS earliest FROM relationship) WHERE starts = earliest"
      : `SELECT practice, pcn FROM relationship WHERE starts <= DATE ${literal(date)} AND (ends IS NULL OR ends > DATE ${literal(date)})`;
    await duck.run(`INSERT INTO practice_pcn SELECT DISTINCT ${surveyYear}, practice, pcn FROM (${rows})`);
  }
  const twice = await duck.rows<{ year: number; practice: string; pcns: string }>(`
    SELECT year, practice, string_agg(pcn, ', ' ORDER BY pcn) AS pcns FROM practice_pcn
    WHERE (year, practice) IN (SELECT (year, practice) FROM practice_pcn GROUP BY year, practice HAVING count(*) > 1)
    GROUP BY year, practice ORDER BY year, practice LIMIT 5`);
  if (twice.length === 0) return;
  const shown = twice.map(({ year, practice, pcns }) => `${practice} in survey year ${year}: ${pcns}`).join("; ");
  throw new StudyError(
    "input",
    "one-pcn-per-practice",
    `${mapFile}: practices with more than one active PCN (${shown}). End the older relationship in the file.`,
  );
}
