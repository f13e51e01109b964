import type { FigureExhibit } from "../../exhibit/types";
import { type DotInterval, dotIntervalFigure } from "../../figure";
import type { TermEstimate } from "../../model/types";
import { estimateBehind, restrictedExhibit } from "../behind";
import { cellName } from "./cellName";
import { type CellSubgroups, levelOf } from "./decileModels";
import { testText } from "./testText";

const interval = ({ or, orLow, orHigh }: TermEstimate): DotInterval => ({ estimate: or, low: orLow, high: orHigh });

/** Odds ratios by decile of one cell: the interaction model, and beside it each decile's own where they were fitted. */
export function decileFigure({ interaction, subgroups }: CellSubgroups, synthetic: boolean): FigureExhibit {
  const { cell, deciles, wald } = interaction;
  const own = (decile: string) => subgroups.find((one) => one.decile === decile);
  return dotIntervalFigure({
    id: `figure-deciles-${cell.spec.outcome.replaceAll("_", "-")}`,
    label: "",
    title: `Odds ratios by deprivation decile: ${cellName(cell)}`,
    note: `One more link worker per 50,000 patients; 95% confidence intervals clustered by PCN. Same in all deciles: ${testText(wald)}.`,
    synthetic,
    x: { label: "Odds ratio", decimals: 3, reference: 1, log: true },
    rows: deciles.map(({ decile }) => ({
      label: decile === "1" ? "1, most deprived" : decile === "10" ? "10, least deprived" : decile,
    })),
    series: [
      { name: "interaction model", points: deciles.map(({ term }) => interval(term)) },
      ...(subgroups.length > 0
        ? [
            {
              name: "a model for each decile",
              points: deciles.map(({ decile }) => {
                const one = own(decile);
                return one ? interval(one.term) : null;
              }),
            },
          ]
        : []),
    ],
    printedHead: "Interaction model",
    points: [
      deciles.map(({ decile }) => estimateBehind(interaction, levelOf(decile)) ?? null),
      deciles.map(({ decile }) => estimateBehind(own(decile) ?? {}) ?? null),
    ],
    disclosure: restrictedExhibit("respondents of the model's sample, by decile of income deprivation", {
      constants: ["50,000"],
      quoted: [{ text: testText(wald), underlying: estimateBehind(interaction) }],
    }),
  });
}
