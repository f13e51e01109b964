import type { CellId, OutcomeName } from "../../published/published";
import { Random } from "../../util/random";
import type { PracticeYear } from "../answerFrame";
import { effects, placeShares } from "../effects";
import { STANDARD_ERRORS } from "../targets";
import { expectedVariance, type SurveyPlan } from "./expectedVariance";
import type { SampleMeans } from "./yearTargets";

/** Standard deviations on the log-odds scale. */
export interface PlaceSds {
  readonly pcn: number;
  readonly pcnYear: number;
  readonly practice: number;
}

/**
 * Place effects whose standard deviations put the clustered standard error of the exposure near the paper's, from the
 * exposures of this frame (see `expectedVariance`), at full size, so that a small twin has the same effects as
 * the full one. The variance that is left to place is averaged over the outcome's cells.
 */
export function solvePlaceSds(plan: SurveyPlan): Readonly<Record<OutcomeName, PlaceSds>> {
  const outcomes = Object.keys(effects) as OutcomeName[];
  return Object.fromEntries(outcomes.map((outcome) => [outcome, solveOutcome(plan, outcome)])) as Record<
    OutcomeName,
    PlaceSds
  >;
}

function solveOutcome(plan: SurveyPlan, outcome: OutcomeName): PlaceSds {
  const cells = (["M1", "M2", "M3"] as const).filter((sample) => `${sample}.${outcome}` in STANDARD_ERRORS);
  const squares = cells.map((sample) => {
    const { bread, meat } = expectedVariance(plan, outcome, sample, "full");
    const wanted = STANDARD_ERRORS[`${sample}.${outcome}` as CellId] ** 2 - 1 / bread;
    return bread > 0 && meat > 0 ? Math.max(0, wanted * bread * bread) / meat : 0;
  });
  const scale = Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length);
  return {
    pcn: scale * placeShares.pcn,
    pcnYear: scale * placeShares.pcnYear,
    practice: scale * placeShares.practice,
  };
}

/** Clustered standard errors of the exposure to expect on this frame, by cell: what the place effects and the numbers of respondents imply. */
export function expectedErrors(plan: SurveyPlan, sds: Readonly<Record<OutcomeName, PlaceSds>>): Record<CellId, number> {
  const cells = Object.keys(STANDARD_ERRORS) as CellId[];
  return Object.fromEntries(
    cells.map((id) => {
      const [sample, outcome] = id.split(".") as [keyof SampleMeans, OutcomeName];
      const { bread, meat } = expectedVariance(plan, outcome, sample, "actual");
      const scale = sds[outcome].pcn / placeShares.pcn;
      return [id, bread > 0 ? Math.sqrt(1 / bread + (scale * scale * meat) / (bread * bread)) : 0];
    }),
  ) as Record<CellId, number>;
}

/** The place part of a practice's log odds in a year: three independent draws, each from its own keyed stream. */
export function drawPlaceEffect(seed: number, outcome: OutcomeName, row: PracticeYear, sds: PlaceSds): number {
  const draw = (...keys: (string | number)[]) => new Random(seed, "place", outcome, ...keys).normal();
  // Without a network the practice is its own place.
  const place = row.pcn === "" ? row.practice : row.pcn;
  return sds.pcn * draw(place) + sds.pcnYear * draw(place, row.year) + sds.practice * draw("practice", row.practice);
}

/**
 * Coefficient of the exposure given place that averages to the planted one over places: normal effects of variance v pull a
 * logit coefficient towards 0 by sqrt(1 + c^2 v), c = 16 sqrt(3) / (15 pi) (Zeger, Liang and Albert, Biometrics 1988).
 */
export function conditionalFactor(sds: PlaceSds): number {
  const c = (16 * Math.sqrt(3)) / (15 * Math.PI);
  return Math.sqrt(1 + c * c * (sds.pcn ** 2 + sds.pcnYear ** 2 + sds.practice ** 2));
}
