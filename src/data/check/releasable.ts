import type { RuleCount } from "../inputs/columnCounts";
import type { StudyCheck } from "./types";

/** Counts of respondents below this are not told apart from none; others are told to the nearest multiple. */
const THRESHOLD = 10;
const BASE = 5;

const round = (count: number): number => (count < THRESHOLD ? 0 : BASE * Math.round(count / BASE));

/** The check of a restricted study as it may be shown: counts of respondents rounded, small ones as 0, no keys of respondents. */
export function releasable(check: StudyCheck): StudyCheck {
  const survey = new Set(check.files.filter(({ input }) => isSurvey(input)).map(({ path }) => path));
  const rounded = (counts: readonly RuleCount[]) => counts.map((one) => ({ ...one, rows: round(one.rows) }));
  return {
    ...check,
    files: check.files.map((file) =>
      isSurvey(file.input) && file.rows !== null ? { ...file, rows: round(file.rows) } : file,
    ),
    columns: check.columns.map((column) =>
      isSurvey(column.input)
        ? {
            ...column,
            accepted: rounded(column.accepted),
            repaired: rounded(column.repaired),
            refused: rounded(column.refused),
          }
        : column,
    ),
    repairs: check.repairs.map((repair) =>
      survey.has(repair.file) ? { ...repair, rows: round(repair.rows) } : repair,
    ),
    joins: check.joins.map((join) =>
      isSurvey(join.name)
        ? {
            ...join,
            left: {
              ...join.left,
              rows: round(join.left.rows),
              unmatchedRows: round(join.left.unmatchedRows),
              unmatchedKeys: round(join.left.unmatchedKeys),
            },
            examples: { left: [], right: [] },
          }
        : join,
    ),
    reconciliations: check.reconciliations.map((one) =>
      one.unit === "respondents"
        ? { ...one, inFile: round(one.inFile), assigned: round(one.assigned), unassigned: round(one.unassigned) }
        : one,
    ),
  };
}

const isSurvey = (input: string): boolean => input.startsWith("survey");
