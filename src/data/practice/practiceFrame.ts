import type { StudyRules } from "../../study/study";
import type { Column, Frame } from "../frame";
import { EXPOSURE_STATES } from "../linkage/types";
import type { LinkCodes } from "../survey/linkCodes";
import type { PracticeCount } from "./readPracticeYear";

/** The column that says how many respondents a row of a practice frame stands for. */
export const RESPONDENTS = "respondents";

const NOT_REPORTED = EXPOSURE_STATES.indexOf("not reported");

/**
 * The frame of one outcome: a row for every practice, survey year and value of the outcome that somebody gave, with their number in
 * `respondents`. The other columns are those of the respondent frame that do not depend on the person. A practice without a PCN keeps its
 * rows, with `pcn` missing.
 */
export function practiceFrame(
  study: StudyRules,
  outcome: string,
  byYear: ReadonlyMap<number, readonly PracticeCount[]>,
  practices: readonly string[],
  codes: LinkCodes,
): Frame {
  const years = [...study.survey.years].sort((a, b) => a - b);
  const index = new Map(practices.map((practice, i) => [practice, i]));
  const rows = years.flatMap((year, y) =>
    (byYear.get(year) ?? []).flatMap(({ practice, one, zero }) =>
      [one, zero].flatMap((respondents, i) =>
        respondents > 0 ? [{ year, y, id: index.get(practice) as number, value: 1 - i, respondents }] : [],
      ),
    ),
  );
  const of = (year: number) => {
    const found = codes.byYear.get(year);
    if (found === undefined) throw new Error(`no links for ${year}`);
    return found;
  };
  const states = Uint8Array.from(rows, ({ year, id }) => (of(year).state[id] === NOT_REPORTED ? 1 : 0));
  const columns: Record<string, Column> = {
    year: { kind: "factor", levels: years.map(String), codes: Uint8Array.from(rows, ({ y }) => y) },
    practice: { kind: "factor", levels: practices, codes: Uint16Array.from(rows, ({ id }) => id) },
    pcn: { kind: "factor", levels: codes.pcns, codes: Uint16Array.from(rows, ({ year, id }) => of(year).pcn[id]) },
    link_workers: {
      kind: "lookup",
      codes: Uint16Array.from(rows, ({ year, id }) => of(year).rate[id]),
      values: codes.rates,
    },
    pcn_return: { kind: "factor", levels: ["Return or not due", "No return"], codes: states },
    [outcome]: { kind: "flag", values: Uint8Array.from(rows, ({ value }) => value) },
    [RESPONDENTS]: { kind: "numeric", values: Float64Array.from(rows, ({ respondents }) => respondents) },
  };
  return { rows: rows.length, columns };
}
