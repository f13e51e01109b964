import { isGated } from "../../disclosure/activeGate";
import type { Sum } from "../../disclosure/underlying";
import { count, number, text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { TableExhibit } from "../../exhibit/types";
import { countBehind, estimateBehind, organisationsBehind, restingOn, restrictedExhibit, shareBehind } from "../behind";
import { cellName } from "./cellName";
import { ameCell, marginCells, oddsCells, oddsColumns } from "./cellsOf";
import { type CellSubgroups, type DecileInteraction, levelOf } from "./decileModels";
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
      interactions.flatMap((one) =>
        one.deciles.map(({ decile, term, over, at }) => {
          const behind = estimateBehind(one, levelOf(decile));
          return {
            group: `${cellName(one.cell)}. Same in all deciles: ${testText(one.wald)}`,
            cells: [
              text(decileName(decile)),
              ...oddsCells(term, behind),
              ...marginCells(over, behind),
              ...marginCells(at, behind),
            ],
          };
        }),
      ),
    ),
    note:
      "Odds ratio of one more link worker per 50,000 patients in the decile; its p tests that it is 1, the joint Wald test in the head that the nine interactions are 0. " +
      "AME over the decile: mean over its respondents with their own covariates (Stata's over). AME at the decile: mean over all respondents of the sample, as if each " +
      `lived in it (Stata's at). ${modelNote(interactions.map(({ fit }) => fit))}`,
    synthetic,
    disclosure: restrictedExhibit("respondents of each model's sample, by decile of income deprivation", {
      constants: ["50,000", "0", "1"],
      quoted: interactions.map((one) => ({ text: testText(one.wald), underlying: estimateBehind(one) })),
    }),
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
        subgroups.map((one) => {
          const { decile, fit, term, margin, facts } = one;
          const people = facts?.people;
          return {
            group: cellName(interaction.cell),
            cells: [
              text(decileName(decile)),
              ...oddsCells(term, estimateBehind(one)),
              ameCell(margin.ame, estimateBehind(one)),
              restingOn(shareBehind(people, fit.events), number((100 * fit.events) / fit.n, 1)),
              restingOn(countBehind(people), count(fit.n)),
              restingOn(people && organisationsBehind(people, fit.clusters), count(fit.clusters)),
            ],
          };
        }),
      ),
    ),
    note:
      cells.length === 0
        ? "No interaction of Table S.10 is significant at 5%, so there is no subgroup model to show."
        : `Cells whose interaction in Table S.10 is significant at 5%; covariates are free to differ between deciles. ${modelNote(fits)}${leftNote(all)}`,
    synthetic,
    disclosure: restrictedExhibit("respondents of each model's sample, one decile of income deprivation at a time", {
      constants: ["5"],
      sums: cells.flatMap(sumOverDeciles),
    }),
  };
}

/** The sample of a cell is the sum of its deciles', where all of them were fitted and nobody left. */
function sumOverDeciles({ interaction, subgroups }: CellSubgroups): readonly Sum[] {
  const parts = subgroups.flatMap(({ facts }) => facts?.people.population ?? []);
  const total = interaction.facts?.people.population;
  const n = subgroups.reduce((sum, { fit }) => sum + fit.n, 0);
  return total !== undefined && parts.length === subgroups.length && n === interaction.fit.n ? [{ total, parts }] : [];
}

/** Names the deciles without a model of their own. */
function leftNote(cells: readonly CellSubgroups[]): string {
  // The estimator's words count people.
  const left = cells.flatMap(({ interaction, left }) =>
    left.map(({ decile, reason }) => `${interaction.cell.id}, decile ${decile}: ${isGated() ? "withheld." : reason}`),
  );
  return left.length === 0 ? "" : ` Without a model: ${left.join(" ")}`;
}
