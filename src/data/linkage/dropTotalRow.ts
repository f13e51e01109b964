import { StudyError } from "../../util/errors";
import { type Duck, literal } from "../duck";
import type { OpenedInput } from "../inputs/openInput";
import type { RepairCount } from "./types";

const LABELS = ["ENGLAND", "TOTAL", "GRAND TOTAL", "ENGLAND TOTAL", "NATIONAL", "ALL PRACTICES"];

/** Codes under which publications print a total among their rows, as an SQL list. */
export const TOTAL_LABELS = `(${LABELS.map(literal).join(", ")})`;

/**
 * Takes a printed total out of a loaded table after comparing it with the sum of the rows; a counted repair.
 * @throws StudyError `total-row-adds-up` when the total is not the sum
 */
export async function dropTotalRow(
  duck: Duck,
  { name }: OpenedInput,
  { table, key, amount }: { readonly table: string; readonly key: string; readonly amount: string },
): Promise<readonly RepairCount[]> {
  const total = `${key} IN ${TOTAL_LABELS}`;
  const [{ n, printed, sum }] = await duck.rows<{ n: number; printed: number; sum: number }>(`
    SELECT count(*) FILTER (${total})::INTEGER AS n, coalesce(max(${amount}) FILTER (${total}), 0)::DOUBLE AS printed,
      coalesce(sum(${amount}) FILTER (NOT (${total})), 0)::DOUBLE AS sum FROM ${table}`);
  if (n === 0) return [];
  if (n > 1 || Math.abs(printed - sum) > Math.max(0.5, 1e-6 * sum)) {
    throw new StudyError(
      "input",
      "total-row-adds-up",
      `${name}: ${n === 1 ? "a total row says" : `${n} total rows, the largest says`} ${printed}; the rows add up to ${sum}. Fetch the file again, or take the total out.`,
    );
  }
  await duck.run(`DELETE FROM ${table} WHERE ${total}`);
  return [{ rule: "total row left out: it equals the sum of the rows", file: name, rows: n }];
}
