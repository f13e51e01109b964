import type { Duck } from "../duck";
import { loadTable } from "../inputs/loadTable";
import type { OpenedInput } from "../inputs/openInput";
import { assertUnique, refuse } from "../inputs/refuse";
import { code } from "../linkage/codes";
import type { RepairCount } from "../linkage/types";
import { type CountCoding, countCoding, countColumns, practiceDeclaration } from "./countCoding";

/** Who answered in a practice, for one outcome. */
export interface PracticeCount {
  readonly practice: string;
  readonly one: number;
  readonly zero: number;
}

/** Cells of the needed columns that hold no count: a negative code as written, or blank. */
export interface AbsentCells {
  readonly code: string;
  readonly cells: number;
}

/** One outcome of a practice-level file. `practices = counts + suppressed`. */
export interface OutcomeCounts {
  readonly outcome: string;
  readonly practices: number;
  /** Practices whose needed cells all hold a count, in order of code. */
  readonly counts: readonly PracticeCount[];
  /** Practices left out of this outcome because a needed cell is suppressed or blank. */
  readonly suppressed: number;
  readonly absentCells: readonly AbsentCells[];
}

export interface PracticeYear {
  readonly surveyYear: number;
  readonly rows: number;
  readonly outcomes: readonly OutcomeCounts[];
  readonly repairs: readonly RepairCount[];
}

/**
 * Reads the needed columns of one published practice-level file into the table `practices`, in place of the file before.
 * @throws StudyError when counts are not whole (the weighted file), a practice stands twice, or options do not add up to their base
 */
export async function readPracticeYear(duck: Duck, input: OpenedInput, year: number): Promise<PracticeYear> {
  const declaration = practiceDeclaration(year);
  const expressions = { practice_code: code("practice_code") };
  const { rows, repairs } = await loadTable(duck, input, declaration, { table: "practices", expressions });
  const columns = declaration.columns.slice(1).map(({ name }) => name);
  await refuseFractions(duck, input, columns);
  await assertUnique(duck, input, "practices", "practice_code");
  for (const coding of countCoding) await refuseSums(duck, input, coding);
  const outcomes: OutcomeCounts[] = [];
  for (const coding of countCoding) outcomes.push(await countOutcome(duck, coding, rows));
  return { surveyYear: year, rows, outcomes, repairs };
}

const total = (columns: readonly string[]): string => (columns.length > 0 ? columns.join(" + ") : "0");
const value = ({ plus, minus }: CountCoding["one"]): string => `${total(plus)} - (${total(minus)})`;
/** Every cell holds a count; NULL (blank) cells make it not true. */
const whole = (columns: readonly string[]): string =>
  columns.map((column) => `coalesce(${column}, -1) >= 0`).join(" AND ");

async function refuseFractions(duck: Duck, input: OpenedInput, columns: readonly string[]): Promise<void> {
  await refuse(duck, input, {
    table: "practices",
    where: columns.map((column) => `(${column} >= 0 AND ${column} <> floor(${column}))`).join(" OR "),
    rule: "counts-are-whole",
    value: "practice_code",
    message: (practice) =>
      `practice ${practice} has a fractional count: this is a weighted file. Name the unweighted file of the year.`,
  });
}

async function refuseSums(duck: Duck, input: OpenedInput, coding: CountCoding): Promise<void> {
  const { check, one } = coding;
  const [parts, base] = check ? [check.options, check.base] : [one.minus, one.plus[0]];
  if (parts.length === 0) return;
  await refuse(duck, input, {
    table: "practices",
    where: `${whole([...parts, base])} AND ${total(parts)} ${check ? "<>" : ">"} ${base}`,
    rule: "options-fit-base",
    value: "practice_code",
    message: (practice) =>
      `practice ${practice}: ${parts.join(" + ")} ${check ? "differs from" : "exceeds"} ${base}. Fetch the file again; compare its columns with its list of variables.`,
  });
}

async function countOutcome(duck: Duck, coding: CountCoding, rows: number): Promise<OutcomeCounts> {
  const columns = countColumns(coding);
  const counts = await duck.rows<PracticeCount>(`
    SELECT practice_code AS practice, (${value(coding.one)})::DOUBLE AS one, (${value(coding.zero)})::DOUBLE AS zero
    FROM practices WHERE ${whole(columns)} ORDER BY 1`);
  const absentCells = await duck.rows<AbsentCells>(`
    SELECT coalesce(cell::INTEGER::VARCHAR, 'blank') AS code, count(*)::INTEGER AS cells
    FROM (${columns.map((column) => `SELECT ${column} AS cell FROM practices`).join(" UNION ALL ")})
    WHERE cell IS NULL OR cell < 0 GROUP BY 1 ORDER BY 1`);
  return { outcome: coding.outcome, practices: rows, counts, suppressed: rows - counts.length, absentCells };
}
