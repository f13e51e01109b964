import type { Column, Frame } from "../data/frame";
import { StudyError } from "../util/errors";

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** A column seen as codes: row i is missing unless `codes[i] < size` and `usable[codes[i]]`. */
export interface CodedColumn {
  readonly name: string;
  readonly codes: Codes;
  readonly size: number;
  /** By code: 1 when the code stands for a present value. */
  readonly usable: Uint8Array;
}

/** A coded column whose codes stand for numbers. */
export interface CodedNumbers extends CodedColumn {
  readonly values: Float64Array;
}

/** A factor column as codes. */
export function codedFactor(frame: Frame, name: string): CodedColumn {
  const column = frame.columns[name];
  if (column?.kind !== "factor") throw new Error(`${name} is not a factor column`);
  const size = column.levels.length;
  return { name, codes: column.codes, size, usable: new Uint8Array(size).fill(1) };
}

/** A flag, lookup or numeric column as codes of its values, in such a way that no result depends on the order of rows. */
export function codedNumbers(frame: Frame, name: string): CodedNumbers {
  const column = frame.columns[name];
  const { codes, values } = numbersOf(column);
  const usable = Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1));
  for (const value of values) {
    if (Math.abs(value) === Number.POSITIVE_INFINITY) {
      throw new StudyError(
        "input",
        "numbers-are-finite",
        `${name} holds ${value}. Make it missing, or correct it where it is computed.`,
      );
    }
  }
  return { name, codes, size: values.length, usable, values };
}

/** A column of weights: negative ones are an error; a row with weight zero or none is unusable. */
export function codedWeights(frame: Frame, name: string, kind: "whole" | "any"): CodedNumbers {
  const column = codedNumbers(frame, name);
  for (const value of column.values) {
    if (value >= 0 && (kind === "any" || Number.isInteger(value))) continue;
    if (Number.isNaN(value)) continue;
    throw new StudyError(
      "input",
      "weights-are-valid",
      `${name} holds ${value}, but ${kind === "whole" ? "frequencies are whole numbers from 0" : "weights are numbers from 0"}. Correct the column, or name another.`,
    );
  }
  return { ...column, usable: column.usable.map((flag, code) => (column.values[code] > 0 ? flag : 0)) };
}

function numbersOf(column: Column): { codes: Codes; values: Float64Array } {
  switch (column.kind) {
    case "flag":
      return { codes: column.values, values: Float64Array.of(0, 1) };
    case "lookup":
      return { codes: column.codes, values: column.values };
    case "numeric":
      return codeDistinct(column.values);
    default:
      throw new Error("a factor column holds no numbers");
  }
}

/** Codes into the sorted distinct values; NaN becomes the missing code. */
function codeDistinct(numbers: Float64Array): { codes: Codes; values: Float64Array } {
  const values = sortedDistinct(numbers);
  const codes = new (values.length < 0xffff ? Uint16Array : Uint32Array)(numbers.length);
  const missing = codes instanceof Uint16Array ? 0xffff : 0xffffffff;
  for (let i = 0; i < numbers.length; i++) {
    codes[i] = Number.isNaN(numbers[i]) ? missing : positionOf(values, numbers[i]);
  }
  return { codes, values };
}

function sortedDistinct(numbers: Float64Array): Float64Array {
  const sorted = numbers.slice().sort();
  let kept = 0;
  for (let i = 0; i < sorted.length && !Number.isNaN(sorted[i]); i++) {
    if (kept === 0 || sorted[i] !== sorted[kept - 1]) sorted[kept++] = sorted[i];
  }
  return sorted.slice(0, kept);
}

function positionOf(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
