import { ARRS_SHARE, ARRS_TOTAL } from "../../data";
import { number, text } from "../../exhibit/cells";
import { inBlocks } from "../../exhibit/inBlocks";
import type { TableExhibit } from "../../exhibit/types";
import { Z95 } from "../../model";
import type { OutcomeName } from "../../published/published";
import { cachedResult } from "../../results/fitCache";
import type { ResultRecord } from "../../results/types";
import type { CellSpec } from "../../study";
import { projectWithin } from "../../util/projectWithin";
import { completeRows } from "../completeRows";
import type { FittedCell } from "../fittedCell";
import { EXPOSURE } from "../labels";
import type { OpenStudy } from "../openStudy";
import { recoveryColumns } from "../recoveryColumns";
import { sampleSummaries } from "../sampleSummary";
import { cellName } from "./cellName";
import { lookupOf } from "./lookupOf";
import { termOf } from "./totalShareTable";

/** A coefficient of a model with other terms of the scheme, against what the planted log odds make of it. */
export interface SchemeRecovery {
  /** `s8` or `s9`. */
  readonly exhibit: string;
  readonly cell: CellSpec;
  readonly term: string;
  readonly planted: number;
  readonly estimate: number;
  readonly se: number;
  readonly z: number;
}

/**
 * What a model should find of the effects that acted on simulated answers. Those are a sum of link workers, total and share; a model with
 * other terms of the PCN-years estimates the projection of the sum on its terms, within survey years, over its respondents.
 * @param terms numeric terms of the model, in the order of the result
 */
export function schemeTruth(study: OpenStudy, cell: CellSpec, terms: readonly string[]): readonly number[] {
  if (!study.twin) throw new RangeError("planted effects are of simulated answers; these are real");
  const { frame, pcnYears } = study;
  const slopes = study.twin.slopes[cell.spec.outcome as OutcomeName];
  const values = (name: string) => lookupOf(frame, name).values;
  const [linkWorkers, total, share] = [EXPOSURE, ARRS_TOTAL.column, ARRS_SHARE].map(values);
  const columns = terms.map(values);
  const respondents = cachedResult(study, __filename, ["respondents by PCN-year", cell], () =>
    rowsByPcnYear(study, cell),
  );
  const spread = new Map(
    sampleSummaries(study, [cell])[0].years.map(({ year, n, events }) => [
      Number(year),
      (events / n) * (1 - events / n),
    ]),
  );
  return projectWithin(
    pcnYears.flatMap(({ surveyYear }, i) =>
      respondents[i] === 0
        ? []
        : [
            {
              group: surveyYear,
              weight: respondents[i] * (spread.get(surveyYear) ?? 0),
              y:
                slopes.linkWorkers * linkWorkers[i] + slopes.schemeTotal * total[i] + slopes.linkWorkerShare * share[i],
              x: columns.map((column) => column[i]),
            },
          ],
    ),
  );
}

function rowsByPcnYear({ frame, pcnYears }: OpenStudy, { spec }: CellSpec): number[] {
  const used = completeRows(frame, spec);
  const { codes } = lookupOf(frame, EXPOSURE);
  const rows = new Array<number>(pcnYears.length).fill(0);
  for (let i = 0; i < used.length; i++) if (used[i] === 1) rows[codes[i]]++;
  return rows;
}

/** Compares terms of fitted cells with what was planted. `fitted` are the cells' models, `shown` the terms to compare. */
export function schemeRecovery(
  study: OpenStudy,
  exhibit: string,
  cells: readonly CellSpec[],
  fitted: readonly FittedCell[],
  shown: readonly string[],
): readonly SchemeRecovery[] {
  return cells.flatMap((cell) => {
    const { fit } = fitted.find(({ id }) => id === cell.id) as FittedCell;
    const terms = fit.spec.terms.flatMap((term) => (term.kind === "numeric" ? [term.name] : []));
    const truth = schemeTruth(study, cell, terms);
    return shown.map((term) => {
      const planted = truth[terms.indexOf(term)];
      const { estimate, se } = termOf(fit, term);
      return { exhibit, cell, term, planted, estimate, se, z: (estimate - planted) / se };
    });
  });
}

/** Distances from what was planted: `recovery/<exhibit>/<cell>/<term>/z`. */
export function schemeRecoveryRecords(rows: readonly SchemeRecovery[]): readonly ResultRecord[] {
  return rows.map(({ exhibit, cell, term, z }) => ({
    key: `recovery/${exhibit}/${cell.id}/${term}/z`,
    value: z,
    unit: "",
    decimals: 2,
    model: cell.id,
  }));
}

const TERMS: Readonly<Record<string, string>> = {
  [EXPOSURE]: "Table S.8: link workers beside the other roles",
  [ARRS_TOTAL.column]: "Table S.9: total of the scheme",
  [ARRS_SHARE]: "Table S.9: share of link workers",
};

/** Planted effects of the scheme and their recovery in the models of Tables S.8 and S.9. */
export function schemeRecoveryTable(rows: readonly SchemeRecovery[]): TableExhibit {
  return {
    kind: "table",
    id: "table-scheme-recovery",
    label: "",
    title: "Planted effects of the scheme and their recovery",
    columns: recoveryColumns,
    rows: inBlocks(
      Object.keys(TERMS)
        .flatMap((name) => rows.filter(({ term }) => term === name))
        .map(({ cell, term, planted, estimate, z }) => ({
          group: TERMS[term],
          cells: [
            text(cellName(cell)),
            number(Math.exp(planted), 4),
            number(Math.exp(estimate), 4),
            number(z, 2),
            text(Math.abs(z) <= Z95 ? "yes" : "no"),
          ],
        })),
    ),
    note:
      "The generator gives an effect to link workers, to the total of the scheme and to the share of link workers together, such that link workers alone have the effect of Table 3. " +
      "Planted here: what the terms of each model can carry of that sum (its projection within survey years over the respondents of the model).",
    synthetic: true,
  };
}
