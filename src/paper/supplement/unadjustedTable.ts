import { text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { TableExhibit } from "../../exhibit/types";
import { estimateBehind, restrictedExhibit } from "../behind";
import { exposureTerm, type FittedCell } from "../fittedCell";
import { modelLabel, outcomeLabel } from "../labels";
import { oddsCells, oddsColumns } from "./cellsOf";
import { modelNote } from "./modelNote";

/** The same cells adjusted in three ways, in the same order. */
export interface AdjustmentCells {
  readonly alone: readonly FittedCell[];
  readonly years: readonly FittedCell[];
  readonly adjusted: readonly FittedCell[];
}

/** Table S.6: the exposure without covariates, with survey years only, and as in Table 3. */
export function unadjustedTable({ alone, years, adjusted }: AdjustmentCells, synthetic: boolean): TableExhibit {
  return {
    kind: "table",
    id: "table-s6",
    label: "Table S.6",
    title: "Unadjusted models beside the adjusted ones",
    columns: [
      { id: "outcome", label: "Outcome", align: "left" },
      ...oddsColumns("Nothing else", "alone-"),
      ...oddsColumns("Survey years", "years-"),
      ...oddsColumns("As Table 3", "adjusted-"),
    ],
    rows: inBlocks(
      adjusted.map(({ model, fit }, i) => ({
        group: modelLabel(model),
        cells: [
          text(outcomeLabel(fit.spec.outcome)),
          ...[alone[i], years[i], adjusted[i]].flatMap((cell) =>
            oddsCells(exposureTerm(cell.fit), estimateBehind(cell)),
          ),
        ],
      })),
    ),
    note:
      `Odds ratios of one more link worker per 50,000 patients. The paper does not say whether its unadjusted models keep the survey years; without them the ` +
      `exposure, which is 0 before the scheme, carries the trend of the years. Each model takes every respondent it can: without covariates, also those who lack one. ${modelNote(adjusted.map(({ fit }) => fit))}`,
    synthetic,
    disclosure: restrictedExhibit("respondents of each model's sample", { constants: ["50,000", "0"] }),
  };
}
