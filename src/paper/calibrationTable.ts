import { text } from "../exhibit/cells";
import type { TableExhibit } from "../exhibit/types";
import { type OutcomeName, published } from "../published/published";
import { type CalibrationRow, calibrationReport } from "../twin/calibration";
import { plantedTruth } from "../twin/effects";
import { exposureTerm, type FittedCell } from "./fittedCell";
import { headlineCells } from "./headline";
import type { OpenStudy } from "./openStudy";
import type { SampleSummary } from "./sampleSummary";

/** What the generator aimed at beside what the study measured on its files: every target, cell by cell. Simulated answers only. */
export function calibration(
  study: OpenStudy,
  samples: readonly SampleSummary[],
  cells: readonly FittedCell[],
): readonly CalibrationRow[] {
  if (!study.twin) throw new RangeError("calibration is of simulated answers; these are real");
  const { scale, quotaShare, expectedSe } = study.twin;
  const publicTwin = study.label === "SYNTHETIC";
  const observed = {
    cells: cells.map(({ id, fit }) => {
      const { estimate, se } = exposureTerm(fit);
      return { id, n: fit.n, mean: fit.events / fit.n, logOdds: estimate, se };
    }),
    yearMeans: headlineCells(samples).flatMap(({ outcome, years }) =>
      years
        .filter(({ n }) => n > 0)
        .map(({ year, n, events }) => ({ outcome: outcome as OutcomeName, year: Number(year), mean: events / n })),
    ),
    ...(publicTwin ? { exposure: exposures(study), pcns: samples[0].pcns, practices: samples[0].practices } : {}),
  };
  return calibrationReport(observed, published, {
    scale,
    quotaShare,
    expectedSe,
    linkWorkers: plantedTruth.linkWorkers,
  });
}

function exposures({ exposure, pcnYears }: OpenStudy) {
  return exposure
    .filter(({ period }) => period !== null)
    .map(({ surveyYear, per50kPatientWeighted, per50kPcnSd }) => {
      const pcns = pcnYears.filter((one) => one.surveyYear === surveyYear);
      const zero = pcns.filter(({ fte }) => fte === 0).length / pcns.length;
      return { year: surveyYear, patientWeighted: per50kPatientWeighted, pcnSd: per50kPcnSd, shareZero: zero };
    });
}

const DECIMALS: Readonly<Record<CalibrationRow["unit"], number>> = {
  respondents: 0,
  "%": 2,
  "link workers per 50,000": 3,
  PCNs: 0,
  practices: 0,
  "log odds": 5,
};

/** Sizes and means of the cells stand in Table 2, their odds ratios among the planted effects. */
const SHOWN_ELSEWHERE = /^(?:respondents|mean|log odds ratio), M\d/;

/** The calibration as a table, without what Table 2 and the table of planted effects show. */
export function calibrationTable(rows: readonly CalibrationRow[]): TableExhibit {
  return {
    kind: "table",
    id: "table-calibration",
    label: "",
    title: "Calibration of the synthetic twin: aims and what the study measured",
    columns: [
      { id: "quantity", label: "Quantity", align: "left" },
      { id: "unit", label: "Unit", align: "left" },
      { id: "target", label: "aim", align: "right" },
      { id: "achieved", label: "measured", align: "right" },
      { id: "difference", label: "difference", align: "right" },
    ],
    rows: rows
      .filter(({ quantity }) => !SHOWN_ELSEWHERE.test(quantity))
      .map(({ quantity, unit, target, achieved, difference }) => ({
        cells: [
          text(quantity),
          text(unit),
          ...[target, achieved, difference].map(
            (value) => ({ kind: "number", value, decimals: DECIMALS[unit] }) as const,
          ),
        ],
      })),
    note:
      "Aims: the middle of the standard errors that the paper's printed numbers allow, the course of its Figure 1, and the real workforce files. Sizes and " +
      "means of the samples are aims too, in Table 2; odds ratios stand among the planted effects.",
    synthetic: true,
  };
}
