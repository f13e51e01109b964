import { Z95 } from "../model/normal";
import { estimateBehind } from "../paper/behind";
import { cellRecords } from "../paper/cellRecords";
import { exposureMargin, type FittedCell } from "../paper/fittedCell";
import { published } from "../published/published";
import { releasedRecords } from "../results/releasedRecords";
import { type EligibleShares, eligibleShares } from "./eligibleShares";
import type { ImpactInput } from "./populationImpact";
import { publishedSample } from "./publishedSamples";
import type { AuditReport, Range } from "./types";

/** The effects of fitted cells, with their delta-method intervals. */
export function fittedImpacts(cells: readonly FittedCell[]): ImpactInput[] {
  return cells.map((cell) => {
    const { id, model, fit } = cell;
    const { ame, low, high } = exposureMargin(fit);
    const behind = estimateBehind(cell);
    return { id, model, outcome: fit.spec.outcome, sample: fit.spec.sample ?? [], ame, low, high, behind };
  });
}

/**
 * The effects that the paper prints, from its audit: the middle of the AMEs that a row's printed numbers allow (they round to the printed
 * Table 4; Model 1 not isolated, printed 0, comes to 3). The paper prints no interval for them: half width = 1.96 x the middle of the
 * implied standard errors x AME / log odds ratio.
 */
export function publishedImpacts(report: Pick<AuditReport, "cells">): ImpactInput[] {
  return report.cells.flatMap(({ id, model, outcome, implied: { amePp, b, se } }) => {
    if (model === undefined || outcome === undefined || !amePp || !b || !se) return [];
    const ame = middle(amePp) / 100;
    const half = Math.abs((Z95 * middle(se) * ame) / middle(b));
    return [{ id, model, outcome, sample: publishedSample(id), ame, low: ame - half, high: ame + half }];
  });
}

/** Shares by the sizes of the printed samples. */
export function publishedShares(aged16?: number): EligibleShares {
  const sizes = published.cells.map(({ id, n }) => ({ sample: publishedSample(id), n: n.value }));
  return eligibleShares(sizes, "largest printed samples over the largest of all respondents", aged16);
}

/** Shares by the sizes of the samples fitted; on restricted answers of the sizes that the disclosure gate lets out, rounded. */
export function fittedShares(cells: readonly FittedCell[], aged16?: number): EligibleShares {
  const { records } = releasedRecords(cells.flatMap(cellRecords));
  const sizes = cells.flatMap(({ id, fit }) => {
    const n = records.find(({ key }) => key === `table3/${id}/n`)?.value;
    return n === undefined ? [] : [{ sample: fit.spec.sample ?? [], n }];
  });
  return eligibleShares(sizes, "largest samples of this run over the largest of all respondents", aged16);
}

function middle({ low, high }: Range): number {
  return (low + high) / 2;
}
