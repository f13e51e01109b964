import { StudyError } from "../../util/errors";
import { didYouMean } from "../../util/nearest";
import { identifier, literal } from "../duck";
import type { RepairCount } from "../linkage/types";
import type { ColumnCounts, RuleCount } from "./columnCounts";
import { createTextTable, type Scan, typeName } from "./csvScan";
import type { ColumnDeclaration } from "./declarations";
import { failOnRaggedRows, PROBLEMS_SHOWN } from "./failOnRaggedRows";
import { plainLabel } from "./plainLabel";
import { recordLine } from "./recordLines";
import { tidyCode } from "./tidyCode";

/** A text that does not fit its column as it stands, and where it is first met. */
interface OddText {
  readonly column: ColumnDeclaration;
  readonly text: string;
  readonly rows: number;
  readonly record: number;
}

/**
 * Reads the scan's columns again as text, accepts codes that only need tidying and creates the scan's table with them.
 * @throws StudyError naming the cells that fit no declared type
 */
export async function repairOrFail(scan: Scan): Promise<readonly RepairCount[]> {
  const { duck, input, declaration, header, table, expressions } = scan;
  const text = `${table}_text`;
  await createTextTable(scan, text);
  await failOnRaggedRows(scan);
  const present = declaration.columns.filter(({ name }) => name in header.position);
  const odd = (await Promise.all(present.map((column) => oddTexts(scan, text, column)))).flat();
  if (input.onColumns) {
    const counts = present.map((column) => columnCounts(scan, text, column, oddOf(odd, column)));
    input.onColumns(await Promise.all(counts));
  }
  await failOnCells(
    scan,
    odd.filter((one) => repaired(one) === undefined),
  );
  const columns = declaration.columns.map((column) => {
    const plain = expressions[column.name] ?? identifier(column.name);
    return `${withRepairs(column, plain, oddOf(odd, column))} AS ${identifier(column.name)}`;
  });
  await duck.run(`CREATE OR REPLACE TABLE ${table} AS SELECT ${columns.join(", ")} FROM ${text}; DROP TABLE ${text}`);
  return present.flatMap((column) => {
    const own = oddOf(odd, column);
    const written = own.filter((one) => tidied(one) !== undefined);
    const words = own.filter((one) => tidied(one) === undefined);
    return met(
      { rule: `codes of ${column.name} ${WRITTEN_OTHERWISE}`, rows: total(written) },
      { rule: `codes of ${column.name} ${AS_WORDS}`, rows: total(words) },
    ).map((count) => ({ ...count, file: input.name }));
  });
}

const WRITTEN_OTHERWISE = "written with spaces, zeros or decimals";
const AS_WORDS = "given as the words of the answer";

const oddOf = (odd: readonly OddText[], column: ColumnDeclaration) => odd.filter((one) => one.column === column);

const total = (counts: readonly { readonly rows: number }[]): number => counts.reduce((sum, { rows }) => sum + rows, 0);

const repaired = (one: OddText): string | undefined => tidied(one) ?? labelled(one);

const tidied = ({ column, text }: OddText): string | undefined =>
  typeof column.type === "string" ? undefined : tidyCode(text, column.type);

const labelled = ({ column, text }: OddText): string | undefined => column.labels?.[plainLabel(text)];

function withRepairs(column: ColumnDeclaration, plain: string, odd: readonly OddText[]): string {
  const cast = (value: string) => (column.type === "VARCHAR" ? value : `CAST(${value} AS ${identifierOf(column)})`);
  if (odd.length === 0) return cast(plain);
  const cases = odd.map((one) => `WHEN ${exactText(one.text)} THEN ${literal(repaired(one) ?? one.text)}`);
  return cast(`CASE ${plain} ${cases.join(" ")} ELSE ${plain} END`);
}

/** A text byte by byte: the SQL parser takes invisible spaces out of literals. */
const exactText = (text: string): string => `decode(unhex('${Buffer.from(text).toString("hex")}'))`;

const identifierOf = (column: ColumnDeclaration): string =>
  typeof column.type === "string" ? column.type : identifier(typeName(column));

function oddTexts({ duck }: Scan, table: string, column: ColumnDeclaration): Promise<readonly OddText[]> {
  const cell = identifier(column.name);
  const fits =
    typeof column.type === "string"
      ? `try_cast(${cell} AS ${column.type}) IS NOT NULL`
      : `${cell} IN (${column.type.map(literal).join(", ")})`;
  return duck
    .rows<{ hex: string; rows: number; record: number }>(
      `SELECT hex(encode(${cell})) AS hex, count(*)::INTEGER AS rows, min(record)::INTEGER AS record
       FROM (SELECT ${cell}, row_number() OVER () AS record FROM ${table}) WHERE ${cell} IS NOT NULL AND NOT (${fits})
       GROUP BY 1 ORDER BY record`,
    )
    .then((found) =>
      // As bytes, because texts lose a byte-order mark on their way out of DuckDB.
      found.map(({ hex, ...row }) => ({ ...row, text: Buffer.from(hex, "hex").toString("utf8"), column })),
    );
}

/** Every row of a column, under the rule that took its cell. */
async function columnCounts(
  { duck, header, expressions }: Scan,
  table: string,
  column: ColumnDeclaration,
  odd: readonly OddText[],
): Promise<ColumnCounts> {
  const cell = identifier(column.name);
  const sentinels = Object.entries(column.sentinels ?? {});
  const expression = expressions[column.name];
  const counted = [
    "count(*)",
    `count(*) FILTER (${cell} IS NULL OR trim(${cell}) = '')`,
    `count(*) FILTER (trim(${cell}) <> '' AND ${expression ?? cell} <> ${cell})`,
    ...sentinels.map(([code]) => `count(*) FILTER (${cell} = ${literal(code)})`),
  ];
  const [row] = await duck.rows<Record<string, number>>(
    `SELECT ${counted.map((sql, i) => `${sql}::DOUBLE AS n${i}`).join(", ")} FROM ${table}`,
  );
  const [all, blank, capitals, ...missing] = counted.map((_, i) => row[`n${i}`]);
  const bad = odd.filter((one) => repaired(one) === undefined);
  const written = odd.filter((one) => tidied(one) !== undefined);
  const words = odd.filter((one) => tidied(one) === undefined && labelled(one) !== undefined);
  const oddBlank = total(odd.filter(({ text }) => text.trim() === ""));
  const named = sentinels.map(([code, meaning], i) => ({ rule: `${meaning} (${code})`, rows: missing[i] }));
  const plain = all - (blank - oddBlank) - capitals - total(odd) - total(named);
  return {
    column: column.name,
    header: header.names[header.position[column.name]].trim(),
    accepted: met({ rule: "as declared", rows: plain }, ...named, { rule: "blank", rows: blank - oddBlank }),
    repaired: met(
      { rule: WRITTEN_OTHERWISE, rows: total(written) },
      { rule: AS_WORDS, rows: total(words) },
      { rule: "put in capitals without spaces", rows: capitals },
    ),
    refused: met({ rule: "cells-as-declared", rows: total(bad) }),
  };
}

const met = (...counts: readonly RuleCount[]): readonly RuleCount[] => counts.filter(({ rows }) => rows > 0);

async function failOnCells(scan: Scan, bad: readonly OddText[]): Promise<void> {
  if (bad.length === 0) return;
  const first = [...bad].sort((a, b) => a.record - b.record).slice(0, PROBLEMS_SHOWN);
  const shown: string[] = [];
  for (const one of first)
    shown.push(`${scan.input.name}:${await recordLine(scan.input, one.record)}: ${describe(scan, one)}`);
  if (bad.length > shown.length) shown.push(`… ${bad.length - shown.length} other values are refused too.`);
  throw new StudyError("input", "cells-as-declared", shown.join("\n"));
}

function describe({ input, header }: Scan, { column, text, rows }: OddText): string {
  const spelled = header.names[header.position[column.name]].trim();
  const shown = input.restricted ? "a cell" : `"${text}"`;
  const count = rows > 1 ? ` (${rows} rows)` : "";
  if (typeof column.type === "string")
    return `${spelled}: ${shown} is not ${typeWords(column.type)}${count}. Correct the cell.`;
  const meant = input.restricted ? "" : didYouMean(text, column.type);
  return `${spelled}: ${shown} is not an allowed code${count}.${meant} Allowed: ${column.type.join(", ")}.`;
}

const typeWords = (type: string): string =>
  type.startsWith("DECIMAL") ? "a number" : type === "INTEGER" ? "a whole number" : type;
