import type { PrintedValue } from "./types";

const NUMBER = /^([<>≤≥=]?)\s*([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:e([+-]?\d+))?%?[*†‡§¶]*$/i;

/**
 * Reads a number as printed: `1.010`, `4,132,676`, `<0.001`, `92.0%`, `−0.01` (true minus), `0.04*`.
 * It stands for half a unit of the last digit either side, both ends closed (half-up and half-even rounding are both allowed);
 * `<x` stands for 0 to x and `>x` for x upwards. Undefined when the text is no number.
 */
export function printedValue(text: string): PrintedValue | undefined {
  const plain = normalise(text);
  const match = NUMBER.exec(plain);
  if (match === null) return undefined;
  const [, sign, minus, digits, exponent] = match;
  const power = Number(exponent ?? 0);
  const value = Number(`${minus}${digits}e${power}`);
  const shown = digits.split(".")[1]?.length ?? 0;
  const base = { text: text.trim(), value, decimals: Math.max(0, shown - power) };
  if (sign === "<" || sign === "≤") return { ...base, low: Math.min(0, value), high: value };
  if (sign === ">" || sign === "≥") return { ...base, low: value, high: Number.POSITIVE_INFINITY };
  return { ...base, ...halfUnit(value, shown - power) };
}

/** The interval of a value printed with so many decimals (negative: rounded to tens, hundreds, …). */
export function halfUnit(value: number, decimals: number): { low: number; high: number } {
  const half = Number(`5e${-decimals - 1}`);
  return { low: tidy(value - half, decimals + 2), high: tidy(value + half, decimals + 2) };
}

/**
 * A printed value beside which the file keeps another number: as it is when the two are the same, else with an empty interval, so that it
 * conflicts with itself.
 */
export function besideNumber(printed: PrintedValue, number: number): PrintedValue {
  if (Math.abs(number - printed.value) <= 1e-9 * Math.max(1, Math.abs(number))) return printed;
  const text = `${printed.text} (also given as ${number})`;
  return { ...printed, text, low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };
}

/** Multiplies value and interval: percentages to proportions and back. */
export function rescaled(printed: PrintedValue, factor: number): PrintedValue {
  const { text, value, low, high, decimals } = printed;
  return { text, decimals, value: value * factor, low: low * factor, high: high * factor };
}

/** Takes away the binary noise of `0.02 + 0.005`. */
function tidy(value: number, decimals: number): number {
  return decimals > 0 && decimals <= 15 ? Number(value.toFixed(decimals)) : value;
}

function normalise(text: string): string {
  return text
    .trim()
    .replace(/[\u2212\u2013]/g, "-")
    .replace(/[\s\u00a0\u202f]/g, "")
    .replace(/(\d),(?=\d{3}(?!\d))/g, "$1")
    .replace(/(\d)·(\d)/g, "$1.$2");
}
