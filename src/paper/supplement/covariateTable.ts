import { count, number, text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { Cell, TableExhibit } from "../../exhibit/types";
import {
  countBehind,
  estimateBehind,
  eventsBehind,
  organisationsBehind,
  PUBLIC,
  restingOn,
  restrictedExhibit,
} from "../behind";
import { exposureMargin, exposureTerm, type FittedCell } from "../fittedCell";
import { modelLabel, outcomeLabel } from "../labels";
import { marginCells, marginColumns, oddsCells, oddsColumns } from "./cellsOf";
import type { FactorEffect } from "./covariateEffects";
import { covariateLabel } from "./covariateLabel";
import { modelNote } from "./modelNote";
import { testText } from "./testText";

/** Table S.7: every effect of one model of Table 3. */
export function covariateTable(cell: FittedCell, effects: readonly FactorEffect[], synthetic: boolean): TableExhibit {
  const { id, model, fit, facts } = cell;
  const exposure = exposureTerm(fit);
  const behind = estimateBehind(cell);
  const people = facts?.people;
  const sizes: readonly (readonly [string, Cell])[] = [
    ["Respondents", restingOn(countBehind(people), count(fit.n))],
    ["PCNs", restingOn(people && organisationsBehind(people, fit.clusters), count(fit.clusters))],
    ["With the outcome", restingOn(eventsBehind(people, fit.events), count(fit.events))],
    ["Pseudo R²", restingOn(behind, number(fit.pseudoR2, 4))],
  ];
  return {
    kind: "table",
    id: `table-s7-${id.toLowerCase().replace(/[._]/g, "-")}`,
    label: `Table S.7, ${id}`,
    title: `All effects: ${outcomeLabel(fit.spec.outcome)}, ${modelLabel(model)}`,
    columns: [{ id: "level", label: "Term", align: "left" }, ...oddsColumns(), ...marginColumns],
    rows: inBlocks([
      {
        group: "Exposure",
        cells: [
          text("Link workers per 50,000 patients"),
          ...oddsCells(exposure, behind),
          ...marginCells(exposureMargin(fit), behind),
        ],
      },
      ...effects.flatMap(({ factor, levels, wald }) =>
        levels.map(({ level, term, change }) => {
          const ofLevel = estimateBehind(cell, `${factor}=${level}`);
          return {
            group: `${covariateLabel(factor)}: ${testText(wald)}`,
            cells:
              term && change
                ? [text(level), ...oddsCells(term, ofLevel), ...marginCells(change, ofLevel)]
                : baseCells(level),
          };
        }),
      ),
      ...sizes.map(([label, of]) => ({ group: "Sample", cells: [text(label), of, ...empty(4)] })),
    ]),
    note:
      "The head of each covariate has the joint Wald test of its levels. AME: average change of the probability from the base level, in percentage points (pp), everything else as " +
      `observed; for the exposure, per link worker. Its 95% interval has delta-method errors; p tests that the odds ratio is 1. ${modelNote([fit])}`,
    synthetic,
    disclosure: restrictedExhibit("respondents of the model's sample", {
      constants: ["1"],
      quoted: effects.map(({ wald }) => ({ text: testText(wald), underlying: behind })),
    }),
  };
}

const empty = (cells: number): readonly Cell[] => Array<Cell>(cells).fill({ kind: "empty" });

const baseCells = (level: string): readonly Cell[] => [
  text(`${level} (base)`),
  restingOn(PUBLIC, number(1, 3)),
  ...empty(4),
];
