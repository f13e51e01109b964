import { text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { Cell, TableExhibit } from "../../exhibit/types";
import type { WaldTest } from "../../model";
import type { TermEstimate } from "../../model/types";
import { estimateBehind, restingOn, restrictedExhibit } from "../behind";
import { cellName } from "./cellName";
import { oddsCells, oddsColumns } from "./cellsOf";
import { modelNote } from "./modelNote";
import { BAND, BANDS, type NonLinearCell, SQUARE, type TestedFit } from "./nonLinearModels";
import { testText } from "./testText";
import { termOf } from "./totalShareTable";

/** The non-linearity check: square, bands and spline of each headline cell, each with its Wald test. */
export function nonLinearTable(
  cells: readonly NonLinearCell[],
  knots: readonly number[],
  synthetic: boolean,
): TableExhibit {
  return {
    kind: "table",
    id: "table-non-linear",
    label: "Non-linearity",
    title: "The exposure as a square, in bands, and as a spline",
    columns: [
      { id: "term", label: "Term", align: "left" },
      ...oddsColumns(),
      { id: "test", label: "Wald test", align: "left" },
    ],
    rows: inBlocks(cells.flatMap(rowsOf)),
    note:
      "Bands: link workers per 50,000 patients, against none. Spline: restricted cubic with knots at Harrell's percentiles of the positive PCN-years " +
      `(${knots.map((knot) => knot.toFixed(3)).join(", ")}), beside an indicator of any link worker. Tests: that the square is 0; that all bands are alike; that the ` +
      `spline has no bend; that it has neither bend nor step. ${modelNote(cells.map(({ square }) => square.fit))}`,
    synthetic,
    disclosure: restrictedExhibit("respondents of each model's sample", {
      constants: ["50,000", "0", ...knots.map((knot) => knot.toFixed(3))],
    }),
  };
}

function rowsOf({ cell, square, bands, spline }: NonLinearCell) {
  const group = cellName(cell);
  const row = (label: string, of: TestedFit, term: TermEstimate | undefined, test?: WaldTest) => {
    const numbers: readonly Cell[] = term
      ? oddsCells(term, estimateBehind(of, term.name), 4)
      : [{ kind: "empty" }, { kind: "empty" }, { kind: "empty" }];
    const tested: Cell = test ? restingOn(estimateBehind(of), text(testText(test))) : { kind: "empty" };
    return { group, cells: [text(label), ...numbers, tested] };
  };
  return [
    row("Square: link workers", square, termOf(square.fit, "link_workers")),
    row("Square: link workers squared", square, termOf(square.fit, SQUARE), square.wald),
    ...BANDS.slice(1).map((band, k) => {
      const term = bands.fit.terms.find(({ name }) => name === `${BAND}=${band}`);
      return row(`Band ${band} against none`, bands, term, k === 0 ? bands.wald : undefined);
    }),
    row("Spline: no bend", spline, undefined, spline.wald),
    row("Spline: neither bend nor step", spline, undefined, spline.jump),
  ];
}
