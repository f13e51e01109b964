import { StudyError } from "../util/errors";
import type { ColumnMeaning } from "./columns";
import { halfUnit } from "./printedValue";
import type { Field, PrintedCell } from "./types";

/** Multipliers of scaled counts. */
export interface Multipliers {
  readonly perPopulation?: number;
  readonly groups?: number;
}

/**
 * The multipliers of a table: those in its headers, those given, or those that its own numbers show (the ratio of national to
 * scaled counts shared by most rows; the middle ratio of scaled counts to AMEs, to one digit, over three rows or more).
 * @throws StudyError when a column of scaled counts has none
 */
export function multipliersOf(
  cells: readonly PrintedCell[],
  meanings: ReadonlyMap<string, ColumnMeaning>,
  given: Multipliers,
  remarks: string[],
  where: string,
): Multipliers {
  const named = (role: "average" | "national") => [...meanings.values()].find((one) => one.role === role)?.multiplier;
  const has = (field: Field) => cells.some(({ values }) => values[field] !== undefined);
  const perPopulation =
    named("average") ?? given.perPopulation ?? shown(scaledRatio(cells), "Scaled counts", "AME", remarks);
  const groups =
    named("national") ?? given.groups ?? shown(nationalRatio(cells), "National counts", "scaled count", remarks);
  if ((has("average") || has("national")) && perPopulation === undefined) {
    throw missing(
      where,
      has("average") ? "average" : "national",
      "--per 50000 (AME x this), or name the column per_50000",
    );
  }
  if (has("national") && groups === undefined) {
    throw missing(where, "national", "--groups 1268 (scaled count x this), or name the column national_1268");
  }
  return { perPopulation, groups };
}

/** Scaled and national counts whose last digits are zero in every row were rounded to that unit. */
export function withRoundCounts(cells: readonly PrintedCell[]): PrintedCell[] {
  const zeros = (["average", "national"] as const).map((field) => ({ field, zeros: commonZeros(cells, field) }));
  const rounded = zeros.filter((one) => one.zeros > 0);
  return cells.map((cell) => {
    const changed = rounded.flatMap(({ field, zeros: digits }) => {
      const printed = cell.values[field];
      return printed ? [[field, { ...printed, ...halfUnit(printed.value, -digits) }]] : [];
    });
    return { ...cell, values: { ...cell.values, ...Object.fromEntries(changed) } };
  });
}

function commonZeros(cells: readonly PrintedCell[], field: Field): number {
  const values = cells.flatMap(({ values: { [field]: printed } }) => (printed && printed.value !== 0 ? [printed] : []));
  if (values.length === 0 || values.some(({ decimals }) => decimals > 0)) return 0;
  let zeros = 0;
  while (values.every(({ value }) => value % 10 ** (zeros + 1) === 0)) zeros++;
  return zeros;
}

function scaledRatio(cells: readonly PrintedCell[]): number | undefined {
  const ratios = cells
    .flatMap(({ values: { ame, average } }) =>
      ame && average && ame.value !== 0 ? [average.value / (ame.value / 100)] : [],
    )
    .filter((ratio) => ratio > 0)
    .sort((a, b) => a - b);
  return ratios.length < 3 ? undefined : Number(ratios[Math.floor(ratios.length / 2)].toPrecision(1));
}

function nationalRatio(cells: readonly PrintedCell[]): number | undefined {
  const ratios = cells.flatMap(({ values: { average, national } }) =>
    average && national && average.value !== 0 ? [national.value / average.value] : [],
  );
  const most = ratios.find((ratio) => ratios.filter((other) => other === ratio).length * 2 > ratios.length);
  return ratios.length >= 2 && most !== undefined && most > 0 && Number.isInteger(most) ? most : undefined;
}

function shown(ratio: number | undefined, what: string, of: string, remarks: string[]): number | undefined {
  if (ratio !== undefined)
    remarks.push(`${what} taken as ${of} x ${ratio.toLocaleString("en-GB")}, which the numbers show.`);
  return ratio;
}

function missing(where: string, column: string, option: string): StudyError {
  const message = `${where}: column ${column} needs its multiplier. Give ${option}.`;
  return new StudyError("input", "scaled-count-has-a-multiplier", message);
}
