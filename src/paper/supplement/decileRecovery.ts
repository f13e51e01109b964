import { inverse, Matrix } from "ml-matrix";
import { number, text } from "../../exhibit/cells";
import type { TableExhibit } from "../../exhibit/types";
import { chiSquaredUpperTail, type WaldTest } from "../../model";
import type { LogitFit } from "../../model/types";
import type { OutcomeName } from "../../published/published";
import type { ResultRecord } from "../../results/types";
import { plantedTruth } from "../../twin/effects";
import { EXPOSURE } from "../labels";
import { cellName } from "./cellName";
import { DECILE, type DecileInteraction } from "./decileModels";
import { testText } from "./testText";

/** Planted log odds ratios of a cell by decile, most deprived first. */
export function plantedByDecile({ cell }: Pick<DecileInteraction, "cell">): readonly number[] {
  const { linkWorkers, linkWorkersByDecile } = plantedTruth.effects[cell.spec.outcome as OutcomeName];
  return linkWorkersByDecile.map((more) => linkWorkers + more);
}

/** Joint Wald test that every decile has its planted effect. */
export function plantedTest(interaction: DecileInteraction): WaldTest {
  const { fit, deciles } = interaction;
  const planted = plantedByDecile(interaction);
  const at = deciles.map(({ decile }) => coefficientsOf(fit, decile));
  const covariance = new Matrix(
    at.map((a) => at.map((b) => sumOver(a, b, (i, j) => fit.vcov[i * fit.terms.length + j]))),
  );
  const off = Matrix.columnVector(deciles.map(({ decile, term }) => term.estimate - planted[Number(decile) - 1]));
  const chi2 = off.transpose().mmul(inverse(covariance)).mmul(off).get(0, 0);
  const df = deciles.length;
  return { name: "all deciles as planted", chi2, df, p: chiSquaredUpperTail(chi2, df), redundant: [] };
}

/** Positions of the coefficients that add to the slope of a decile. */
function coefficientsOf({ terms }: LogitFit, decile: string): readonly number[] {
  const names = [EXPOSURE, `${EXPOSURE}:${DECILE}=${decile}`];
  return terms.flatMap(({ name }, i) => (names.includes(name) ? [i] : []));
}

function sumOver(a: readonly number[], b: readonly number[], of: (i: number, j: number) => number): number {
  return a.reduce((sum, i) => sum + b.reduce((inner, j) => inner + of(i, j), 0), 0);
}

/** The tests as records `recovery/s10/<cell>/chi2` and `/p`. */
export function decileRecoveryRecords(interactions: readonly DecileInteraction[]): readonly ResultRecord[] {
  return interactions.flatMap((interaction) => {
    const { chi2, df, p } = plantedTest(interaction);
    const key = `recovery/s10/${interaction.cell.id}`;
    const model = interaction.cell.id;
    return [
      { key: `${key}/chi2`, value: chi2, unit: "", decimals: 1, df, model },
      { key: `${key}/p`, value: p, unit: "", decimals: p < 0.01 ? 3 : 2, df, model },
    ];
  });
}

/** Planted and estimated odds ratios at both ends of deprivation, with the test of all ten. */
export function decileRecoveryTable(interactions: readonly DecileInteraction[]): TableExhibit {
  const ends = (values: readonly number[]) => [values[0], values[values.length - 1]].map((b) => number(Math.exp(b), 4));
  return {
    kind: "table",
    id: "table-decile-recovery",
    label: "",
    title: "Planted effects by deprivation decile and their recovery",
    columns: [
      { id: "outcome", label: "Outcome", align: "left" },
      { id: "planted-most", label: "most deprived", align: "right", group: "Planted odds ratio" },
      { id: "planted-least", label: "least deprived", align: "right", group: "Planted odds ratio" },
      { id: "most", label: "most deprived", align: "right", group: "Estimated odds ratio" },
      { id: "least", label: "least deprived", align: "right", group: "Estimated odds ratio" },
      { id: "test", label: "All ten as planted", align: "left" },
    ],
    rows: interactions.map((interaction) => ({
      cells: [
        text(cellName(interaction.cell)),
        ...ends(plantedByDecile(interaction)),
        ...ends(interaction.deciles.map(({ term }) => term.estimate)),
        text(testText(plantedTest(interaction))),
      ],
    })),
    note: "Interaction models of Table S.10. The planted log odds ratios lie on a line over the deciles; where the paper finds no variation, the line is flat.",
    synthetic: true,
  };
}
