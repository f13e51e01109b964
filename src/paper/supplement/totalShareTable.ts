import { ARRS_SHARE, ARRS_TOTAL } from "../../data";
import { text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { TableExhibit } from "../../exhibit/types";
import type { LogitFit, Margin, TermEstimate } from "../../model/types";
import { estimateBehind, restrictedExhibit } from "../behind";
import type { FittedCell } from "../fittedCell";
import { modelLabel, outcomeLabel } from "../labels";
import { ameCell, oddsCells, oddsColumns } from "./cellsOf";
import { modelNote } from "./modelNote";

/** Table S.9: the scheme's total FTE and the share of it that are link workers, in one model. */
export function totalShareTable(cells: readonly FittedCell[], synthetic: boolean): TableExhibit {
  return {
    kind: "table",
    id: "table-s9",
    label: "Table S.9",
    title: "Total staff of the scheme, and the share of it that are link workers",
    columns: [
      { id: "outcome", label: "Outcome", align: "left" },
      ...oddsColumns("Total FTE per 50,000 patients", "total-"),
      { id: "total-ame", label: "AME, pp", align: "right", group: "Total FTE per 50,000 patients" },
      ...oddsColumns("Share of link workers (0 to 1)", "share-"),
      { id: "share-ame", label: "AME, pp", align: "right", group: "Share of link workers (0 to 1)" },
    ],
    rows: inBlocks(
      cells.map((cell) => ({
        group: modelLabel(cell.model),
        cells: [
          text(outcomeLabel(cell.fit.spec.outcome)),
          ...[ARRS_TOTAL.column, ARRS_SHARE].flatMap((name) => [
            ...oddsCells(termOf(cell.fit, name), estimateBehind(cell)),
            ameCell(marginOf(cell.fit, name).ame, estimateBehind(cell)),
          ]),
        ],
      })),
    ),
    note:
      "Both terms in the same model. Share: link workers over all listed roles of the PCN; 0 where the PCN has no staff of the scheme, as before it. AME: percentage points for one more " +
      `full-time equivalent per 50,000 patients, and for a share of 1 in place of 0. ${modelNote(cells.map(({ fit }) => fit))}`,
    synthetic,
    disclosure: restrictedExhibit("respondents of each model's sample", { constants: ["50,000", "0", "1"] }),
  };
}

/** A term of a fit by name. */
export function termOf(fit: LogitFit, name: string): TermEstimate {
  const found = fit.terms.find((term) => term.name === name);
  if (!found) throw new RangeError(`the fit has no ${name}`);
  return found;
}

function marginOf(fit: LogitFit, name: string): Margin {
  const found = fit.margins.find((margin) => margin.name === name);
  if (!found) throw new RangeError(`the fit has no margin of ${name}`);
  return found;
}
