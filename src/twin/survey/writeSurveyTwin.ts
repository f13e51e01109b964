import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CellId, OutcomeName } from "../../published/published";
import { apportion } from "../../util/apportion";
import { type Progress, silent } from "../../util/progress";
import { Random } from "../../util/random";
import type { AnswerFrame, PracticeYear } from "../answerFrame";
import { effects, plantedTruth } from "../effects";
import type { TwinOptions } from "../public/writePublicTwin";
import { writeSyntheticNote } from "../syntheticNote";
import { RETURNED_FORMS } from "../targets";
import type { SurveyPlan } from "./expectedVariance";
import { packResidences, practicesOfYear } from "./packFrame";
import { expectedErrors, type PlaceSds, solvePlaceSds } from "./placeEffects";
import { quotasAt, splitQuotas } from "./quotas";
import { runYears } from "./runYears";
import { type SchemeSlopes, schemeSlopes } from "./schemeSlopes";
import { type CellTally, surveyFile, type YearJob, type YearSummary } from "./surveyYear";
import { yearTargets } from "./yearTargets";

export interface SurveyTwinOptions extends TwinOptions {
  readonly years: readonly number[];
}

/** What was planted in the survey files and what their rows came to. */
export interface SurveyTwinSummary {
  readonly label: "SYNTHETIC";
  readonly seed: number;
  readonly scale: number;
  readonly rows: number;
  /** Share of the paper's numbers of respondents that the quotas give; below the scale where practices in a network run short. */
  readonly quotaShare: number;
  readonly planted: typeof plantedTruth;
  /** Log odds ratios of link workers, the scheme's total and the share of link workers that acted together on the answers. */
  readonly slopes: Readonly<Record<OutcomeName, SchemeSlopes>>;
  readonly placeSds: Readonly<Record<OutcomeName, PlaceSds>>;
  /** Clustered standard error of the exposure to expect in each cell of Table 3. */
  readonly expectedSe: Readonly<Record<CellId, number>>;
  readonly years: readonly YearSummary[];
  /** Numbers by cell of Table 3 over all years: rows of the sample with a valid answer, and the positive ones. */
  readonly cells: Readonly<Record<string, CellTally>>;
}

/** Most of the rows in a network that quotas may ask for: the others lack a covariate or an English small area. */
const MOST_COMPLETE = 0.985;
const FULL_FORMS = Object.values(RETURNED_FORMS).reduce((a, b) => a + b, 0);

/** Writes `survey/gpps_<year>.csv` for each year and `survey/twin.json`, the planted truth. */
export async function writeSurveyTwin(
  dir: string,
  frame: AnswerFrame,
  options: SurveyTwinOptions,
  progress: Progress = silent,
): Promise<SurveyTwinSummary> {
  const stage = progress.stage("synthetic survey");
  const { jobs, slopes, placeSds, quotaShare, expectedSe } = surveyJobs(dir, frame, options);
  const homes = packResidences(frame);
  mkdirSync(join(dir, "survey"), { recursive: true });
  const years = await runYears(jobs, homes, (fraction, year) => stage.update(fraction, String(year)));
  const rows = years.reduce((sum, year) => sum + year.rows, 0);
  const { seed, scale } = options;
  const cells = cellTotals(years);
  const summary: SurveyTwinSummary = {
    label: "SYNTHETIC",
    seed,
    scale,
    rows,
    quotaShare,
    planted: plantedTruth,
    slopes,
    placeSds,
    expectedSe,
    years,
    cells,
  };
  writeFileSync(join(dir, "survey", "twin.json"), `${JSON.stringify(summary, null, 1)}\n`);
  writeSyntheticNote(join(dir, "survey"), "Invented respondents; twin.json holds the planted truth.", seed, scale);
  stage.done(`${rows} respondents`);
  return summary;
}

/** One job per survey year, complete in itself. */
export function surveyJobs(dir: string, frame: AnswerFrame, options: SurveyTwinOptions) {
  const { plan, quotaShare } = planSurvey(frame, options);
  const placeSds = solvePlaceSds(plan);
  const slopes = Object.fromEntries(
    (Object.keys(effects) as OutcomeName[]).map((outcome) => [outcome, schemeSlopes(plan, outcome)]),
  ) as Record<OutcomeName, SchemeSlopes>;
  const jobs = plan.years.map(
    (year, t): YearJob => ({
      year,
      seed: options.seed,
      file: surveyFile(dir, year),
      practices: plan.practices[t],
      rows: plan.rows[t],
      quotas: plan.quotas[t],
      means: plan.means[t],
      placeSds,
      slopes,
    }),
  );
  return { jobs, slopes, placeSds, quotaShare, expectedSe: expectedErrors(plan, placeSds) };
}

/** Rows per practice, quotas and target means of every year, before anything is drawn. */
function planSurvey(frame: AnswerFrame, options: SurveyTwinOptions): { plan: SurveyPlan; quotaShare: number } {
  const years = [...options.years].sort((a, b) => a - b);
  const practices = years.map((year) => practicesOfYear(frame, year));
  const rows = years.map((year, t) => allocateRows(options, year, practices[t]));
  const forms = years.reduce((sum, year) => sum + (RETURNED_FORMS[year] ?? 0), 0);
  const inNetworks = rows.map((counts, t) =>
    counts.reduce((sum, n, i) => sum + (practices[t][i].pcn === "" ? 0 : n), 0),
  );
  const wanted = (options.scale * forms) / FULL_FORMS;
  const whole = quotasAt(1).complete.reduce((a, b) => a + b, 0);
  const most = (inNetworks.reduce((a, b) => a + b, 0) * MOST_COMPLETE) / whole;
  const quotaShare = Math.min(wanted, most);
  const quotas = splitQuotas(quotasAt(quotaShare), years, inNetworks);
  return { plan: { years, practices, rows, quotas, means: yearTargets(years, quotas) }, quotaShare };
}

/** Returned forms by practice: samples hardly grow with the list, and a closing practice's are few. */
function allocateRows(options: SurveyTwinOptions, year: number, practices: readonly PracticeYear[]): number[] {
  const weights = practices.map((row) => {
    const response = Math.exp(0.18 * new Random(options.seed, "response", row.practice).normal());
    return row.patients ** 0.3 * Math.min(1, row.patients / 1500) * response;
  });
  return apportion(weights, Math.round((RETURNED_FORMS[year] ?? 0) * options.scale), 1);
}

/** Groups of each sample in a year's tallies. */
const SAMPLES = { M1: [0, 1, 2, 3], M2: [0, 1], M3: [0, 2] } as const;

function cellTotals(years: readonly YearSummary[]): Record<string, CellTally> {
  const totals: Record<string, CellTally> = {};
  for (const outcome of Object.keys(effects) as OutcomeName[]) {
    for (const [sample, groups] of Object.entries(SAMPLES)) {
      if (sample === "M1" && outcome !== "good_gp" && outcome !== "not_isolated") continue;
      const parts = years.flatMap((year) => groups.map((g) => year.answered[outcome][g]));
      const n = parts.reduce((sum, part) => sum + part.n, 0);
      totals[`${sample}.${outcome}`] = { n, positive: parts.reduce((sum, part) => sum + part.positive, 0) };
    }
  }
  return totals;
}
