import { quoter } from "../../results/quote";
import { sentence } from "../../results/sentence";
import type { ResultRecord } from "../../results/types";
import { estimatesBehind } from "../behind";
import { outcomeLabel } from "../labels";
import type { DecileInteraction } from "./decileModels";
import type { NonLinearCell } from "./nonLinearModels";
import { SIGNIFICANT } from "./significant";

const numberAt = (records: readonly ResultRecord[], key: string): number =>
  records.find((record) => record.key === key)?.value ?? Number.NaN;

/** The outcome of a cell as it stands within a sentence. */
function outcomeOf(id: string): string {
  const label = outcomeLabel(id.slice(id.indexOf(".") + 1));
  return label.charAt(0).toLowerCase() + label.slice(1);
}

/** Whether the link workers' association survives another set of terms: one sentence on all cells. */
export function agreementReading(records: readonly ResultRecord[], exhibit: string, change: string): string {
  const q = quoter(records);
  const [agreeing, cells] = ["agreeing", "cells"].map((name) => numberAt(records, `${exhibit}/${name}`));
  const verdict =
    agreeing === cells
      ? "The finding stands"
      : 2 * agreeing >= cells
        ? "Most of the finding stands"
        : "The finding changes";
  return sentence`${verdict} ${change}: ${q(`${exhibit}/agreeing`)} of ${q(`${exhibit}/cells`)} cells keep the sign and the side of the five per cent level that they have in Table 3.`;
}

/** Which outcomes go with the scheme's total and with the share of link workers, one sentence each. */
export function schemeReading(
  records: readonly ResultRecord[],
  cells: readonly string[],
  term: string,
  name: string,
): string {
  const q = quoter(records);
  const of = (id: string, what: string) => `s9/${id}/${term}/${what}`;
  const found = cells.filter((id) => numberAt(records, of(id, "p")) < SIGNIFICANT);
  if (found.length === 0) return sentence`${name} goes with none of the headline outcomes at the five per cent level.`;
  const parts = found.map((id) => {
    const sign = numberAt(records, of(id, "logOr")) > 0 ? "higher" : "lower";
    return sentence`${outcomeOf(id)} (${sign}; odds ratio ${q(of(id, "or"))}, ${q(of(id, "ciLow"))} to ${q(of(id, "ciHigh"))})`;
  });
  return sentence`${name} goes with ${parts.join("; ")}.`;
}

/** What the interaction of a cell says: whether the odds ratio varies over deciles, and where it is higher. */
export function decileReading({ cell, deciles, wald }: DecileInteraction, records: readonly ResultRecord[]): string {
  const q = quoter(records);
  const key = `s10/${cell.id}`;
  const test = sentence`chi-squared ${q(`${key}/chi2`)} with ${q(`${key}/df`)} degrees of freedom`;
  if (!(wald.p < SIGNIFICANT))
    return sentence`- ${outcomeOf(cell.id)}: no significant variation over deciles (${test}).`;
  const half = deciles.length / 2;
  const mean = (part: readonly DecileInteraction["deciles"][number][]) =>
    part.reduce((sum, { term }) => sum + term.estimate, 0) / part.length;
  const where = mean(deciles.slice(0, half)) > mean(deciles.slice(half)) ? "more deprived" : "less deprived";
  const [most, least] = [deciles[0], deciles[deciles.length - 1]].map(({ decile }) => q(`${key}/decile${decile}/or`));
  return sentence`- ${outcomeOf(cell.id)}: the odds ratios differ between deciles (${test}), higher on average in the ${where} half; ${most} in the most deprived decile, ${least} in the least deprived.`;
}

/** How many cells bend away from a straight line by each of the three readings. */
export function nonLinearReading(cells: readonly NonLinearCell[]): {
  readonly records: readonly ResultRecord[];
  readonly text: string;
} {
  const underlying = estimatesBehind(cells.flatMap(({ square, spline }) => [square, spline]));
  const record = (name: string, count: number): ResultRecord => ({
    key: `nonlinear/${name}`,
    value: count,
    unit: "",
    decimals: 0,
    underlying,
  });
  const records = [
    record("cells", cells.length),
    record("squares", cells.filter(({ square }) => square.wald.p < SIGNIFICANT).length),
    record("bends", cells.filter(({ spline }) => spline.wald.p < SIGNIFICANT).length),
  ];
  const q = quoter(records);
  const none = records.slice(1).every(({ value }) => value === 0);
  const text = none
    ? sentence`In none of the ${q("nonlinear/cells")} headline cells is the square or the bend of the spline significant: a straight line describes the exposure.`
    : sentence`Of ${q("nonlinear/cells")} headline cells the square is significant in ${q("nonlinear/squares")} and the bend of the spline in ${q("nonlinear/bends")}.`;
  return { records, text };
}
