import type { FigureExhibit } from "../exhibit/types";
import { type DotInterval, dotIntervalFigure } from "../figure";
import { findPublished } from "../published/published";
import { estimateBehind, PUBLIC } from "./behind";
import { exposureTerm, type FittedCell } from "./fittedCell";
import { modelLabel, outcomeLabel, ownLabel } from "./labels";

/** The odds ratios of Table 3 with their intervals, this run beside the published figures. */
export function oddsRatioFigure(cells: readonly FittedCell[], synthetic: boolean): FigureExhibit {
  return dotIntervalFigure({
    id: "figure-odds-ratios",
    label: "",
    title: "Odds ratios of Table 3 beside the published ones",
    note: "Odds ratio for one more full-time-equivalent link worker per 50,000 patients, 95% confidence intervals clustered by PCN.",
    synthetic,
    x: { label: "Odds ratio", decimals: 3, reference: 1, log: true },
    rows: cells.map(({ model, fit }, i) => ({
      label: outcomeLabel(fit.spec.outcome),
      ...(model === cells[i - 1]?.model ? {} : { group: modelLabel(model) }),
    })),
    series: [
      { name: ownLabel(synthetic), points: cells.map(({ fit }) => ownInterval(fit)) },
      { name: "published", points: cells.map(({ id }) => publishedInterval(id)) },
    ],
    printedHead: "This run",
    points: [cells.map((cell) => estimateBehind(cell) ?? null), cells.map(() => PUBLIC)],
    disclosure: {
      source: "restricted",
      population: "respondents of each model's sample",
      constants: ["50,000"],
    },
  });
}

function ownInterval(fit: FittedCell["fit"]): DotInterval {
  const term = exposureTerm(fit);
  return { estimate: term.or, low: term.orLow, high: term.orHigh };
}

function publishedInterval(id: string): DotInterval | null {
  const printed = findPublished(id);
  return printed ? { estimate: printed.or.value, low: printed.ciLow.value, high: printed.ciHigh.value } : null;
}
