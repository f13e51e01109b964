import { number, text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { TableExhibit } from "../../exhibit/types";
import { cellName } from "./cellName";
import { marginCells, oddsCells, oddsColumns } from "./cellsOf";
import type { CellSubgroups, DecileInteraction } from "./decileModels";
import { modelNote } from "./modelNote";
import { testText } from "./testText";

const decileName = (decile: string): string =>
  decile === "1" ? "1 (most deprived)" : decile === "10" ? "10 (least deprived)" : decile;

/** Table S.10: the exposure's effect by decile in one model, with the joint test that it does not vary. */
export function decileTable(interactions: readonly DecileInteraction[], synthetic: boolean): TableExhibit {
  return {
    kind: "table",
    id: "table-s10",
    label: "Table S.10",
    title: "Link workers by decile of income deprivation: interaction models",
    columns: [
      { id: "decile", label: "Decile", align: "left" },
      ...oddsColumns(),
      { id: "over", label: "estimate", align: "right", group: "AME over the decile, pp" },
      { id: "over-ci", label: "95% CI", align: "right", group: "AME over the decile, pp" },
      { id: "at", label: "estimate", align: "right", group: "AME at the decile, pp" },
      { id: "at-ci", label: "95% CI", align: "right", group: "AME at the decile, pp" },
    ],
    rows: inBlocks(
      interactions.flatMap(({ cell, deciles, wald }) =>
        deciles.map(({ decile, term, over, at }) => ({
          group: `${cellName(cell)}. Same in all deciles: ${testText(wald)}`,
          cells: [text(decileName(decile)), ...oddsCells(term), ...marginCells(over), ...marginCells(at)],
        })),
      ),
    ),
    note:
      "Odds ratio of one more link worker per 50,000 patients in the decile; its p tests that it is 1, the joint Wald test in the head that the nine interactions are 0. " +
      "AME over the decile: mean over its respondents with their own covariates (Stata's over). AME at the decile: mean over all respondents of the sample, as if each " +
      `lived in it (Stata's at). ${modelNote(interactions.map(({ fit }) => fit))}`,
    synthetic,
  };
}

/** Table S.11: a model for each decile by itself, for the cells whose interaction is significant. */
export function subgroupTable(all: readonly CellSubgroups[], synthetic: boolean): TableExhibit {
  const cells = all.filter(({ subgroups }) => subgroups.length > 0);
  const fits = cells.flatMap(({ subgroups }) => subgroups.map(({ fit }) => fit));
  return {
    kind: "table",
    id: "table-s11",
    label: "Table S.11",
    title: "Link workers by decile of income deprivation: a model for each decile",
    columns: [
      { id: "decile", label: "Decile", align: "left" },
      ...oddsColumns(),
      { id: "ame", label: "AME, pp", align: "right" },
      { id: "mean", label: "Mean, %", align: "right" },
      { id: "n", label: "N", align: "right" },
      { id: "clusters", label: "PCNs", align: "right" },
    ],
    rows: inBlocks(
      cells.flatMap(({ interaction, subgroups }) =>
        subgroups.map(({ decile, fit, term, margin }) => ({
          group: cellName(interaction.cell),
          cells: [
            text(decileName(decile)),
            ...oddsCells(term),
            number(100 * margin.ame, 2),
            number((100 * fit.events) / fit.n, 1),
            { kind: "count", value: fit.n },
            { kind: "count", value: fit.clusters },
          ],
        })),
      ),
    ),
    note:
      cells.length === 0
        ? "No interaction of Table S.10 is significant at 5%, so there is no subgroup model to show."
        : `Cells whose interaction in Table S.10 is significant at 5%; covariates are free to differ between deciles. ${modelNote(fits)}${leftNote(all)}`,
    synthetic,
  };
}

/** Names the deciles without a model of their own. */
function leftNote(cells: readonly CellSubgroups[]): string {
  const left = cells.flatMap(({ interaction, left }) =>
    left.map(({ decile, reason }) => `${interaction.cell.id}, decile ${decile}: ${reason}`),
  );
  return left.length === 0 ? "" : ` Without a model: ${left.join(" ")}`;
}
