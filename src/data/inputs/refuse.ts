import { allOf, StudyError } from "../../util/errors";
import type { Duck } from "../duck";
import type { OpenedInput } from "./openInput";
import { recordLine } from "./recordLines";

/** A rule that rows of a loaded table must not break, as SQL upon its columns. */
export interface Refusal {
  readonly table: string;
  /** Rows that break the rule. */
  readonly where: string;
  readonly rule: string;
  /** SQL of the value that the message shows. */
  readonly value: string;
  readonly message: (value: string) => string;
}

/** Throws when rows of a table break rules: of each rule the first row in file order, and how many there are. */
export async function refuse(duck: Duck, input: OpenedInput, ...refusals: readonly Refusal[]): Promise<void> {
  const errors: StudyError[] = [];
  for (const refusal of refusals) errors.push(...(await broken(duck, input, refusal)));
  if (errors.length > 0) throw allOf(errors);
}

async function broken(
  duck: Duck,
  input: OpenedInput,
  { table, where, rule, value, message }: Refusal,
): Promise<readonly StudyError[]> {
  const [found] = await duck.rows<{ record: number; value: string; n: number }>(`
    SELECT record::INTEGER AS record, value, count(*) OVER ()::INTEGER AS n
    FROM (SELECT row_number() OVER () AS record, ${value} AS value, (${where}) AS bad FROM ${table})
    WHERE bad ORDER BY record LIMIT 1`);
  if (!found) return [];
  const line = await recordLine(input, found.record);
  const shown = message(input.restricted ? "…" : found.value);
  return [new StudyError("input", rule, `${input.name}:${line}: ${shown} Rows concerned: ${found.n}.`)];
}

/** The right side of an m:1 join has one row for a key. */
export async function assertUnique(duck: Duck, input: OpenedInput, table: string, key: string): Promise<void> {
  const [twice] = await duck.rows<{ k: string; n: number }>(
    `SELECT ${key}::VARCHAR AS k, count(*)::INTEGER AS n FROM ${table} GROUP BY ${key} HAVING count(*) > 1 ORDER BY 1 LIMIT 1`,
  );
  if (!twice) return;
  throw new StudyError(
    "input",
    "join-many-to-one",
    `${input.name}: ${key} ${twice.k} stands in ${twice.n} rows; one is expected. Remove the repeats.`,
  );
}
