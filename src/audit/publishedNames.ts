import { StudyError } from "../util/errors";
import { didYouMean } from "../util/nearest";
import { printedValue } from "./printedValue";
import { FIELDS, type Field, type PrintedValue } from "./types";

const FIELD_NAMES: Readonly<Record<string, Field>> = {
  ame_pp: "ame",
  mean_pct: "mean",
  average_pcn: "average",
  all_pcns: "national",
  ...Object.fromEntries(FIELDS.map((field) => [field, field])),
};

/** `M1` for the model that the structure calls 1. */
export function modelName(key: string): string {
  return /^\d+$/.test(key) ? `M${key}` : key;
}

/** The field that the structure calls so; `where` begins the message of an unknown one. */
export function fieldOf(name: string, where: string): Field {
  const field = FIELD_NAMES[name];
  if (field === undefined)
    throw new StudyError(
      "input",
      "unknown-field",
      `${where}: field "${name}" is not known.${didYouMean(name, Object.keys(FIELD_NAMES))}`,
    );
  return field;
}

/** A printed text as a value. */
export function readPrinted(printed: string, where: string): PrintedValue {
  const value = printedValue(printed);
  if (value === undefined) {
    throw new StudyError("input", "printed-value-is-a-number", `${where}: "${printed}" is no number.`);
  }
  return value;
}
