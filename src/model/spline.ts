import type { Column, Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { quantileOf } from "./quantile";

/** Percentiles at which Harrell (Regression Modeling Strategies) puts 3 to 7 knots. */
const PERCENTILES: Readonly<Record<number, readonly number[]>> = {
  3: [0.1, 0.5, 0.9],
  4: [0.05, 0.35, 0.65, 0.95],
  5: [0.05, 0.275, 0.5, 0.725, 0.95],
  6: [0.05, 0.23, 0.41, 0.59, 0.77, 0.95],
  7: [0.025, 0.1833, 0.3417, 0.5, 0.6583, 0.8167, 0.975],
};

/** Knots at Harrell's percentiles of the values (type 7 quantiles). Record the knots with the result: quantile rules differ. */
export function harrellKnots(values: readonly number[], count: number): number[] {
  const percentiles = PERCENTILES[count];
  if (percentiles === undefined)
    throw new StudyError("settings", "knots-are-3-to-7", `${count} knots asked; use 3 to 7.`);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return checkedKnots(percentiles.map((p) => quantileOf(sorted, p)));
}

/** Values of the k - 2 non-linear terms of a restricted cubic spline (the basis of Hmisc `norm = 2` and Stata `mkspline, cubic`). */
export function splineTerms(x: number, knots: readonly number[]): number[] {
  const [first, last, before] = [knots[0], knots[knots.length - 1], knots[knots.length - 2]];
  const cube = (v: number) => Math.max(0, v) ** 3;
  return knots
    .slice(0, -2)
    .map(
      (t) =>
        (cube(x - t) -
          (cube(x - before) * (last - t)) / (last - before) +
          (cube(x - last) * (before - t)) / (last - before)) /
        (last - first) ** 2,
    );
}

/** The frame with the non-linear spline terms of a numeric column added as `name_s1`, `name_s2`, ... */
export function withSpline(frame: Frame, name: string, knots: readonly number[]): Frame {
  checkedKnots(knots);
  const column = frame.columns[name];
  const added: Record<string, Column> = {};
  for (let term = 0; term < knots.length - 2; term++) {
    added[`${name}_s${term + 1}`] = mapped(column, name, (x) => splineTerms(x, knots)[term]);
  }
  return { rows: frame.rows, columns: { ...frame.columns, ...added } };
}

/** A column of a function of another's values; missing stays missing. */
function mapped(column: Column | undefined, name: string, f: (x: number) => number): Column {
  switch (column?.kind) {
    case "lookup":
      return { ...column, values: column.values.map(f) };
    case "numeric":
      return { ...column, values: column.values.map(f) };
    default:
      throw new StudyError("settings", "column-has-the-kind", `${name} is not a numeric column, so it has no spline.`);
  }
}

function checkedKnots<Knots extends readonly number[]>(knots: Knots): Knots {
  const increasing = knots.every((knot, i) => i === 0 || knot > knots[i - 1]);
  if (increasing && knots.length >= 3) return knots;
  throw new StudyError(
    "settings",
    "knots-increase",
    `Knots ${knots.join(", ")}: a spline needs at least three, each above the one before. With many equal values put the knots on the others.`,
  );
}
