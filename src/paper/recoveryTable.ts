import { number, text } from "../exhibit/cells";
import { inBlocks } from "../exhibit/inBlocks";
import type { TableExhibit } from "../exhibit/types";
import { Z95 } from "../model";
import { findPublished, type OutcomeName } from "../published/published";
import type { ResultRecord } from "../results/types";
import { plantedTruth } from "../twin/effects";
import { exposureTerm, type FittedCell } from "./fittedCell";
import { modelLabel, outcomeLabel } from "./labels";
import { recoveryColumns } from "./recoveryColumns";

/** A cell's estimate against the effect that the generator planted. */
export interface Recovery {
  readonly id: string;
  readonly plantedLogOr: number;
  /** (estimate - planted) / standard error. */
  readonly z: number;
  /** Whether the 95% confidence interval covers the planted effect. */
  readonly covered: boolean;
}

/** Compares a fit on simulated answers with the planted log odds ratio of its outcome. */
export function recovery({ id, fit }: FittedCell): Recovery {
  const plantedLogOr = plantedTruth.linkWorkers[fit.spec.outcome as OutcomeName];
  const { estimate, se } = exposureTerm(fit);
  const z = (estimate - plantedLogOr) / se;
  return { id, plantedLogOr, z, covered: Math.abs(z) <= Z95 };
}

/** Distances from the planted effects as records `recovery/<cell>/z`; none for real answers. */
export function recoveryRecords(cells: readonly FittedCell[], synthetic: boolean): readonly ResultRecord[] {
  if (!synthetic) return [];
  return cells.map((cell) => ({
    key: `recovery/${cell.id}/z`,
    value: recovery(cell).z,
    unit: "",
    decimals: 2,
    model: cell.id,
  }));
}

/** The twin's own check: planted effects against estimates, and the standard errors against those the printed intervals imply. */
export function recoveryTable(cells: readonly FittedCell[]): TableExhibit {
  return {
    kind: "table",
    id: "table-recovery",
    label: "",
    title: "Planted effects and their recovery",
    columns: [
      ...recoveryColumns,
      { id: "se", label: "this run", align: "right", group: "SE of the log odds ratio" },
      { id: "se-published", label: "printed CI implies", align: "right", group: "SE of the log odds ratio" },
    ],
    rows: inBlocks(
      cells.map((cell) => {
        const { plantedLogOr, z, covered } = recovery(cell);
        const term = exposureTerm(cell.fit);
        return {
          group: modelLabel(cell.model),
          cells: [
            text(outcomeLabel(cell.fit.spec.outcome)),
            number(Math.exp(plantedLogOr), 4),
            number(term.or, 4),
            number(z, 2),
            text(covered ? "yes" : "no"),
            number(term.se, 4),
            number(impliedSe(cell.id), 4),
          ],
        };
      }),
    ),
    note:
      "The generator plants one effect an outcome, the same in every sample, and draws network effects at random: the estimates of an outcome share " +
      "their error, and an interval in twenty is expected to miss.",
    synthetic: true,
  };
}

/** Width of the printed interval in logs over twice 1.96; printed limits have three decimals, so it is good to about a tenth. */
function impliedSe(id: string): number | null {
  const printed = findPublished(id);
  return printed ? Math.log(printed.ciHigh.value / printed.ciLow.value) / (2 * Z95) : null;
}
