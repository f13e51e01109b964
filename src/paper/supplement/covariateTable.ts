import { count, number, text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { Cell, TableExhibit } from "../../exhibit/types";
import { exposureMargin, exposureTerm, type FittedCell } from "../fittedCell";
import { modelLabel, outcomeLabel } from "../labels";
import { marginCells, marginColumns, oddsCells, oddsColumns } from "./cellsOf";
import type { FactorEffect } from "./covariateEffects";
import { covariateLabel } from "./covariateLabel";
import { modelNote } from "./modelNote";
import { testText } from "./testText";

/** Table S.7: every effect of one model of Table 3. */
export function covariateTable(
  { id, model, fit }: FittedCell,
  effects: readonly FactorEffect[],
  synthetic: boolean,
): TableExhibit {
  const exposure = exposureTerm(fit);
  return {
    kind: "table",
    id: `table-s7-${id.toLowerCase().replace(/[._]/g, "-")}`,
    label: `Table S.7, ${id}`,
    title: `All effects: ${outcomeLabel(fit.spec.outcome)}, ${modelLabel(model)}`,
    columns: [{ id: "level", label: "Term", align: "left" }, ...oddsColumns(), ...marginColumns],
    rows: inBlocks([
      {
        group: "Exposure",
        cells: [text("Link workers per 50,000 patients"), ...oddsCells(exposure), ...marginCells(exposureMargin(fit))],
      },
      ...effects.flatMap(({ factor, levels, wald }) =>
        levels.map(({ level, term, change }) => ({
          group: `${covariateLabel(factor)}: ${testText(wald)}`,
          cells: term && change ? [text(level), ...oddsCells(term), ...marginCells(change)] : baseCells(level),
        })),
      ),
      { group: "Sample", cells: [text("Respondents"), count(fit.n), ...empty(5)] },
      { group: "Sample", cells: [text("PCNs"), count(fit.clusters), ...empty(5)] },
      { group: "Sample", cells: [text("With the outcome"), count(fit.events), ...empty(5)] },
      { group: "Sample", cells: [text("Pseudo R²"), number(fit.pseudoR2, 4), ...empty(5)] },
    ]),
    note:
      "The head of each covariate has the joint Wald test of its levels. AME: average change of the probability from the base level, in percentage points (pp), everything else as " +
      `observed; for the exposure, per link worker. Its 95% interval has delta-method errors; p tests that the odds ratio is 1. ${modelNote([fit])}`,
    synthetic,
  };
}

const empty = (cells: number): readonly Cell[] => Array<Cell>(cells).fill({ kind: "empty" });

const baseCells = (level: string): readonly Cell[] => [text(`${level} (base)`), number(1, 3), ...empty(5)];
