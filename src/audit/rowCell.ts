import { StudyError } from "../util/errors";
import type { ColumnMeaning } from "./columns";
import { printedValue } from "./printedValue";
import type { Field, PrintedCell, PrintedValue } from "./types";

/** One row as read: header -> printed text. */
export type TextRow = Readonly<Record<string, string>>;

const NOTHING = /^(?:|-|–|—|\.|n\/?a|ref|reference|null)$/i;

/** A row's names and printed values; empty fields and dashes hold none. `where` begins messages. */
export function rowCell(row: TextRow, meanings: ReadonlyMap<string, ColumnMeaning>, where: string): PrintedCell {
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
    const message = `${where}: "${text}" is no number. Write it as printed, e.g. 1.010, <0.001, 4,132,676 or 92.0%.`;
    throw new StudyError("input", "printed-value-is-a-number", message);
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
