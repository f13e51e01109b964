import type { FigureExhibit } from "../exhibit/types";
import { type Box, boxFigure } from "../figure";
import { publicExhibit } from "./behind";
import type { OpenStudy } from "./openStudy";

/** Figure S.1: box plots over PCNs of link workers per 50,000 patients, by survey year. */
export function exposureFigure({ pcnYears, study, label }: OpenStudy): FigureExhibit {
  return boxFigure({
    id: "figure-s1",
    label: "Figure S.1",
    title: "Link workers per 50,000 patients over PCNs",
    note: "Boxes: quartiles; whiskers to the furthest value within 1.5 interquartile ranges; diamonds: means; rings: PCNs beyond the whiskers.",
    synthetic: label === "SYNTHETIC",
    disclosure: publicExhibit("public workforce and list-size files"),
    x: { label: "Survey year" },
    y: { label: "FTE per 50,000 patients", decimals: 2 },
    boxes: study.survey.years.map((year) =>
      box(
        String(year),
        pcnYears.filter(({ surveyYear, rate }) => surveyYear === year && !Number.isNaN(rate)).map(({ rate }) => rate),
      ),
    ),
  });
}

/** Tukey's box: whiskers end at the furthest value within 1.5 interquartile ranges of the box. */
function box(label: string, values: readonly number[]): Box {
  const sorted = [...values].sort((a, b) => a - b);
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((p) => quantile(sorted, p));
  const reach = 1.5 * (q3 - q1);
  const inside = sorted.filter((value) => value >= q1 - reach && value <= q3 + reach);
  const [low, high] = [inside[0], inside[inside.length - 1]];
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return {
    label,
    low,
    q1,
    median,
    q3,
    high,
    mean,
    n: sorted.length,
    outliers: sorted.filter((value) => value < low || value > high),
  };
}

/** Quantile by linear interpolation of order statistics (R's type 7). */
function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
