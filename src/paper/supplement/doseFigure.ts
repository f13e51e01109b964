import type { FigureExhibit } from "../../exhibit/types";
import { bandFigure } from "../../figure";
import type { DosePoint } from "../../model";
import { estimateBehind, restrictedExhibit } from "../behind";
import { EXPOSURE } from "../labels";
import { cellName } from "./cellName";
import type { NonLinearCell } from "./nonLinearModels";

/** The dose-response curve of a cell: change of the mean probability from no link worker, in percentage points. */
export function doseFigure(
  { cell, curve, spline }: NonLinearCell,
  knots: readonly number[],
  synthetic: boolean,
): FigureExhibit {
  const points = curve.points.filter(({ setting }) => setting[EXPOSURE] > 0);
  const pp = (of: (point: DosePoint) => number) => points.map((point) => 100 * of(point));
  const behind = estimateBehind(spline);
  const critical = `critical value ${curve.criticalValue.toFixed(2)}`;
  return bandFigure({
    id: `figure-dose-${cell.spec.outcome.replaceAll("_", "-")}`,
    label: "",
    title: `Dose and response: ${cellName(cell)}`,
    note:
      `Restricted cubic spline with an any-worker indicator; knots at ${knots.map((knot) => knot.toFixed(2)).join(", ")}. Everybody set to the dose, against no link worker. ` +
      `Inner band: pointwise 95%; outer band: simultaneous 95% over the curve (${critical}, seed ${curve.seed}).`,
    synthetic,
    height: 360,
    name: cellName(cell),
    x: {
      label: "Link workers (FTE) per 50,000 patients",
      decimals: 1,
      values: points.map(({ setting }) => setting[EXPOSURE]),
    },
    y: { label: "Change from none, percentage points", decimals: 2, values: pp(({ value }) => value) },
    inner: { name: "pointwise 95%", label: "pointwise", low: pp(({ low }) => low), high: pp(({ high }) => high) },
    outer: {
      name: "simultaneous 95%",
      label: "simultaneous",
      low: pp(({ bandLow }) => bandLow),
      high: pp(({ bandHigh }) => bandHigh),
    },
    behind,
    disclosure: restrictedExhibit("respondents of the model's sample", {
      constants: [...knots.map((knot) => knot.toFixed(2)), String(curve.seed)],
      quoted: [{ text: critical, underlying: behind }],
    }),
  });
}
