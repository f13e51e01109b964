import { type Duck, identifier } from "../../data/duck";

/** Types of the columns of the table `cells` as they stand. */
export async function storedTypes(duck: Duck): Promise<Map<string, string>> {
  const described = await duck.rows<{ column_name: string; column_type: string }>("DESCRIBE cells");
  return new Map(described.map((column) => [column.column_name, column.column_type]));
}

/** For columns of texts, the first type that all values of a column have: whole number, number, truth value, date, time, text. */
export async function typesOfTexts(duck: Duck, names: readonly string[]): Promise<Map<string, string>> {
  const tests = names.flatMap((name, i) =>
    TYPES.map(([, holds], t) => `coalesce(bool_and(${holds(identifier(name))}), false) AS is_${i}_${t}`),
  );
  const [found] = await duck.rows<Record<string, boolean>>(`SELECT ${tests.join(", ")} FROM cells`);
  return new Map(names.map((name, i) => [name, TYPES.find((_, t) => found[`is_${i}_${t}`])?.[0] ?? "VARCHAR"]));
}

/** Whether a text that is not NULL is of a type; DuckDB's own cast takes 1.5 for a whole number. */
const TYPES: readonly (readonly [string, (cell: string) => string])[] = [
  ["BIGINT", (cell) => `regexp_full_match(trim(${cell}), '[+-]?[0-9]{1,18}')`],
  ["DOUBLE", (cell) => `CASE WHEN ${cell} IS NOT NULL THEN TRY_CAST(${cell} AS DOUBLE) IS NOT NULL END`],
  ["BOOLEAN", (cell) => `lower(${cell}) IN ('true', 'false')`],
  ["DATE", (cell) => `CASE WHEN ${cell} IS NOT NULL THEN TRY_CAST(${cell} AS DATE) IS NOT NULL END`],
  ["TIMESTAMP", (cell) => `CASE WHEN ${cell} IS NOT NULL THEN TRY_CAST(${cell} AS TIMESTAMP) IS NOT NULL END`],
];

/** Text of a level; whole numbers that a file stores as floating point print without a decimal point. */
export function textOf(column: string, type: string): string {
  if (!/^(DOUBLE|FLOAT)/.test(type)) return `CAST(${column} AS VARCHAR)`;
  const number = `TRY_CAST(${column} AS DOUBLE)`;
  const whole = `${number} = trunc(${number}) AND abs(${number}) < 1e15`;
  return `CASE WHEN isnan(${number}) THEN NULL WHEN ${whole} THEN CAST(CAST(${number} AS BIGINT) AS VARCHAR) ELSE CAST(${column} AS VARCHAR) END`;
}
