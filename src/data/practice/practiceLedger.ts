import type { LedgerStep } from "../../model/types";
import { StudyError } from "../../util/errors";
import { type LinkCodes, NO_PCN_RULES } from "../survey/linkCodes";
import type { AbsentCells, OutcomeCounts, PracticeCount, PracticeYear } from "./readPracticeYear";

/** Practices of one file for one outcome: `practices = withoutCount + withoutPcn + used`. */
export interface PracticeLedger {
  readonly surveyYear: number;
  readonly file: string;
  readonly outcome: string;
  readonly practices: number;
  /** Practices without a count (suppressed or blank cells) and practices where nobody gave a valid answer. */
  readonly withoutCount: readonly LedgerStep[];
  /** Practices with a count and no PCN, by rule. */
  readonly withoutPcn: readonly LedgerStep[];
  readonly used: number;
  /** Valid answers of practices with a count; of these, `usedRespondents` have a PCN. */
  readonly respondents: number;
  readonly usedRespondents: number;
  /** Needed cells that hold no count, by code. */
  readonly absentCells: readonly AbsentCells[];
}

/** The ledger of a practice-level file, one row per outcome. @throws StudyError `verification` when it does not balance */
export function practiceLedger(
  year: PracticeYear & { readonly file: string },
  dictionary: readonly string[],
  codes: LinkCodes,
): readonly PracticeLedger[] {
  const index = new Map(dictionary.map((practice, i) => [practice, i]));
  return year.outcomes.map((counts) => outcomeLedger(year, counts, index, codes));
}

function outcomeLedger(
  { surveyYear, file }: PracticeYear & { readonly file: string },
  { outcome, practices, counts, suppressed, absentCells }: OutcomeCounts,
  index: ReadonlyMap<string, number>,
  codes: LinkCodes,
): PracticeLedger {
  const ruleOf = ({ practice }: PracticeCount) =>
    codes.byYear.get(surveyYear)?.rule[index.get(practice) as number] ?? 255;
  const answered = counts.filter(({ one, zero }) => one + zero > 0);
  const linked = answered.filter((count) => ruleOf(count) === 255);
  const withoutCount = [
    { rule: "count suppressed or absent", rows: suppressed },
    { rule: "nobody gave a valid answer", rows: counts.length - answered.length },
  ];
  const withoutPcn = NO_PCN_RULES.map((rule, i) => ({ rule, rows: answered.filter((c) => ruleOf(c) === i).length }));
  const steps = (list: readonly LedgerStep[]) => list.filter(({ rows }) => rows > 0);
  const row: PracticeLedger = {
    surveyYear,
    file,
    outcome,
    practices,
    withoutCount: steps(withoutCount),
    withoutPcn: steps(withoutPcn),
    used: linked.length,
    respondents: respondentsOf(answered),
    usedRespondents: respondentsOf(linked),
    absentCells,
  };
  const accounted = [...row.withoutCount, ...row.withoutPcn].reduce((sum, { rows }) => sum + rows, row.used);
  if (accounted === practices) return row;
  throw new StudyError(
    "verification",
    "sample-ledger-balances",
    `practice ledger of ${file}, ${outcome}: ${practices} practices against ${accounted}. This is a defect: report it.`,
  );
}

const respondentsOf = (counts: readonly PracticeCount[]): number =>
  counts.reduce((sum, { one, zero }) => sum + one + zero, 0);
