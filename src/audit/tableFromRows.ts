import { Z95 } from "../model/normal";
import { StudyError } from "../util/errors";
import { ameUnit } from "./ameUnit";
import { type ColumnMeaning, columnMeaning } from "./columns";
import { printedValue, rescaled } from "./printedValue";
import type { Field, PrintedCell, PrintedTable, PrintedValue } from "./types";

/** Settings of a table that its rows do not carry. */
export interface TableOptions {
  readonly title: string;
  /** Multiplier of the scaled counts, e.g. 50000. */
  readonly perPopulation?: number;
  /** Number that makes the national count of the scaled one, e.g. 1268. */
  readonly groups?: number;
  /** Half width of the intervals in standard errors; default 95%. */
  readonly ciZ?: number;
  /** Unit of a column headed `ame` without more; by default the unit that fits |AME| <= |b| m (1 - m) in more rows. */
  readonly ameUnit?: "pp" | "probability";
}

/** One row as read: header -> printed text. */
export type TextRow = Readonly<Record<string, string>>;

const NOTHING = /^(?:|-|–|—|\.|n\/?a|ref|reference|null)$/i;

/**
 * A table from rows of printed texts.
 * @throws StudyError for unknown or repeated columns, texts that are no numbers, rows without a name, repeated names, a table without numbers
 */
export function tableFromRows(rows: readonly TextRow[], options: TableOptions): PrintedTable {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const meanings = new Map(headers.map((header) => [header, columnMeaning(header, options.title)]));
  checkRepeated(meanings, options.title);
  const cells = rows.map((row, i) => cellOf(row, meanings, `${options.title}, row ${i + 1}`));
  checkCells(cells, options.title);
  const remarks: string[] = [];
  const scaled = [...meanings.values()].filter((meaning) => meaning.multiplier !== undefined);
  const perPopulation = scaled.find(({ role }) => role === "average")?.multiplier ?? options.perPopulation;
  const groups = scaled.find(({ role }) => role === "national")?.multiplier ?? options.groups;
  checkMultipliers(cells, perPopulation, groups, options.title);
  const means = withMeans(cells, meanings, remarks);
  return {
    title: options.title,
    cells: withAmes(means, meanings, options.ameUnit, remarks),
    claims: [],
    ciZ: options.ciZ ?? Z95,
    perPopulation,
    groups,
    headline: [],
    remarks,
  };
}

function cellOf(row: TextRow, meanings: ReadonlyMap<string, ColumnMeaning>, where: string): PrintedCell {
  const names: Partial<Record<"id" | "model" | "outcome", string>> = {};
  const values: Partial<Record<Field, PrintedValue>> = {};
  for (const [header, text] of Object.entries(row)) {
    const { role } = meanings.get(header)!;
    if (role === "ignored" || NOTHING.test(text.trim())) continue;
    if (role === "id" || role === "model" || role === "outcome") names[role] = text.trim();
    else if (role === "ci") [values.ci_low, values.ci_high] = interval(text, `${where}, ${header}`);
    else values[role] = parsed(text, `${where}, ${header}`);
  }
  const id = names.id ?? [names.model, names.outcome].filter((part) => part !== undefined).join(".");
  if (id === "") {
    throw new StudyError("input", "row-has-a-name", `${where}: no id. Fill a column id (or model and outcome).`);
  }
  return { id, model: names.model, outcome: names.outcome, values };
}

function parsed(text: string, where: string): PrintedValue {
  const value = printedValue(text);
  if (value === undefined) {
    throw new StudyError(
      "input",
      "printed-value-is-a-number",
      `${where}: "${text}" is no number. Write it as printed, e.g. 1.010, <0.001, 4,132,676 or 92.0%.`,
    );
  }
  return value;
}

function interval(text: string, where: string): [PrintedValue, PrintedValue] {
  const match = /^[[(]?\s*(.+?)\s*(?:\bto\b|;|,(?=\s)|[–—]|(?<=\d)\s*-)\s*(.+?)\s*[\])]?$/.exec(text.trim());
  if (match === null) {
    throw new StudyError("input", "interval-has-two-ends", `${where}: "${text}" is no interval. Write 1.004 to 1.027.`);
  }
  return [parsed(match[1], where), parsed(match[2], where)];
}

function checkRepeated(meanings: ReadonlyMap<string, ColumnMeaning>, where: string): void {
  const seen = new Map<string, string>();
  for (const [header, { role }] of meanings) {
    if (role === "ignored") continue;
    const roles = role === "ci" ? ["ci_low", "ci_high"] : [role];
    for (const one of roles) {
      const first = seen.get(one);
      if (first !== undefined) {
        const message = `${where}: columns "${first}" and "${header}" both hold ${one}. Keep one of them.`;
        throw new StudyError("input", "column-is-given-once", message);
      }
      seen.set(one, header);
    }
  }
}

function checkCells(cells: readonly PrintedCell[], where: string): void {
  if (cells.every(({ values }) => Object.keys(values).length === 0)) {
    const message = `${where}: no printed numbers. Give columns such as id, or, ci_low, ci_high, p.`;
    throw new StudyError("input", "table-has-numbers", message);
  }
  const ids = new Set<string>();
  for (const { id } of cells) {
    if (ids.has(id)) {
      throw new StudyError(
        "input",
        "row-name-is-unique",
        `${where}: row "${id}" stands twice. Give rows different ids.`,
      );
    }
    ids.add(id);
  }
}

function checkMultipliers(
  cells: readonly PrintedCell[],
  per: number | undefined,
  groups: number | undefined,
  where: string,
): void {
  const has = (field: Field) => cells.some(({ values }) => values[field] !== undefined);
  const missing = (column: string, option: string) =>
    new StudyError(
      "input",
      "scaled-count-has-a-multiplier",
      `${where}: column ${column} needs its multiplier. Give ${option}.`,
    );
  if ((has("average") || has("national")) && per === undefined) {
    throw missing(has("average") ? "average" : "national", "--per 50000 (AME x this), or name the column per_50000");
  }
  if (has("national") && groups === undefined) {
    throw missing("national", "--groups 1268 (scaled count x this), or name the column national_1268");
  }
}

/** Means as proportions: those printed above 1, with % or under a percentage header are percentages. */
function withMeans(
  cells: readonly PrintedCell[],
  meanings: ReadonlyMap<string, ColumnMeaning>,
  remarks: string[],
): PrintedCell[] {
  const unit = [...meanings.values()].find(({ role }) => role === "mean")?.unit;
  if (unit === undefined) return [...cells];
  const printed = cells.flatMap(({ values }) => values.mean ?? []);
  const percent =
    unit === "percent" || (unit === "auto" && printed.some(({ value, text }) => value > 1 || text.includes("%")));
  remarks.push(`Means read as ${percent ? "percentages" : "proportions"}.`);
  return percent ? cells.map((cell) => replaced(cell, "mean", 0.01)) : [...cells];
}

function withAmes(
  cells: readonly PrintedCell[],
  meanings: ReadonlyMap<string, ColumnMeaning>,
  wanted: TableOptions["ameUnit"],
  remarks: string[],
): PrintedCell[] {
  const column = [...meanings.values()].find(({ role }) => role === "ame")?.unit;
  if (column === undefined) return [...cells];
  const named = column === "percent" ? "pp" : column === "proportion" ? "probability" : undefined;
  const unit = wanted ?? named ?? ameUnit(cells);
  remarks.push(`Average marginal effects read as ${unit === "pp" ? "percentage points" : "probabilities"}.`);
  return unit === "pp" ? [...cells] : cells.map((cell) => replaced(cell, "ame", 100));
}

function replaced(cell: PrintedCell, field: Field, factor: number): PrintedCell {
  const printed = cell.values[field];
  return printed === undefined ? cell : { ...cell, values: { ...cell.values, [field]: rescaled(printed, factor) } };
}
