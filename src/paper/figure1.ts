import type { FigureExhibit } from "../exhibit/types";
import { lineFigure } from "../figure";
import { shareBehind } from "./behind";
import { headlineCells } from "./headline";
import { outcomeLabel } from "./labels";
import { type SampleSummary, samplePeopleOfYear, sumsOverYears } from "./sampleSummary";

/** Where the Additional Roles Reimbursement Scheme begins on the axis of survey years: between the surveys of 2019 and 2020. */
const SCHEME_STARTS = 2019.5;

/** Figure 1: yearly mean of each outcome in its headline sample, with the start of the scheme marked. */
export function figure1(samples: readonly SampleSummary[], synthetic: boolean): FigureExhibit {
  const shown = headlineCells(samples);
  const years = [...new Set(shown.flatMap((sample) => sample.years.map(({ year }) => Number(year))))].sort();
  const points = shown.map((sample) =>
    years.map((year) => {
      const found = sample.years.find((one) => Number(one.year) === year);
      return (found && shareBehind(samplePeopleOfYear(sample, found), found.events)) ?? null;
    }),
  );
  return lineFigure({
    id: "figure-1",
    label: "Figure 1",
    title: "Mean of each outcome by survey year",
    note: `Respondents of each outcome's headline sample (${shown.map(({ id }) => id).join(", ")}); unweighted.`,
    synthetic,
    x: { label: "Survey year", values: years },
    y: { label: "Respondents with the outcome", decimals: 1, unit: "%", range: [40, 100] },
    series: shown.map((sample) => ({
      name: outcomeLabel(sample.outcome),
      values: years.map((year) => meanPct(sample, year)),
    })),
    points,
    disclosure: {
      source: "restricted",
      population: "respondents of each outcome's headline sample, by survey year",
      sums: sumsOverYears(shown),
    },
    marks: [{ x: SCHEME_STARTS, label: "scheme introduced" }],
  });
}

function meanPct(sample: SampleSummary, year: number): number | null {
  const found = sample.years.find((one) => Number(one.year) === year);
  return found && found.n > 0 ? (100 * found.events) / found.n : null;
}
