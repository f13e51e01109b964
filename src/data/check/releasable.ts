import type { DisclosurePolicy } from "../../disclosure/policy";
import { roundCount } from "../../disclosure/rounding";
import type { RuleCount } from "../inputs/columnCounts";
import type { StudyCheck } from "./types";

/** The check of a restricted study as it may be shown: counts of respondents rounded, small ones as 0, no keys of respondents. */
export function releasable(
  check: StudyCheck,
  policy: Pick<DisclosurePolicy, "threshold" | "roundingBase">,
): StudyCheck {
  const round = (count: number): number => (count < policy.threshold ? 0 : roundCount(count, policy));
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
