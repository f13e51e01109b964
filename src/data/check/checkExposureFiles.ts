import type { ExposureSource, StudyRules } from "../../study/study";
import type { Duck } from "../duck";
import { inputPath } from "../inputs/studyInputs";
import { computeExposure, type PublicExposure } from "../linkage/exposure";
import { linkPractices, type MapDate, mapDates } from "../linkage/linkPractices";
import { exposureInputs, startExposureTables } from "../linkage/loadExposureInputs";
import type { PublicInput } from "../linkage/publicInput";
import { EXPOSURE_STATES, type ExposureState } from "../linkage/types";
import type { Collector } from "./collector";
import { reconcilePublic } from "./reconcile";
import type { ExposureStates, Reconciliation } from "./types";

/** Practices linked to PCNs and their staff. */
export interface LinkedPractices {
  readonly dates: readonly MapDate[];
  readonly exposure: PublicExposure;
  readonly reconciliations: readonly Reconciliation[];
}

/** Checks the files that the exposure rests on and links practices; undefined when a fault keeps them from being linked. */
export async function checkExposureFiles(
  duck: Duck,
  study: StudyRules,
  source: ExposureSource,
  real: boolean,
  collector: Collector,
): Promise<LinkedPractices | undefined> {
  await startExposureTables(duck);
  if (!(await checkPublicFiles(duck, source, collector, exposureInputs(study, source)))) return undefined;
  return collector.attempt("practice map", async () => {
    const dates = await mapDates(duck, study);
    await linkPractices(duck, study, dates, source.practiceMap);
    const exposure = await computeExposure(duck, study, dates);
    return { dates, exposure, reconciliations: await reconcilePublic(duck, study, real, dates, exposure) };
  });
}

/** Reads public files one after the other; false when any is refused. */
export async function checkPublicFiles(
  duck: Duck,
  source: Pick<ExposureSource, "root">,
  collector: Collector,
  declared: readonly PublicInput[],
): Promise<boolean> {
  let whole = true;
  for (const { what, path, declaration, load } of declared) {
    const period = /\d{4}(-\d\d)?$/.exec(what)?.[0] ?? "";
    const file = { input: what, path, fullPath: inputPath(source, path), period, declaration, restricted: false };
    whole = (await collector.file(file, (input) => load(duck, input))) && whole;
  }
  return whole;
}

/** PCNs of each survey year by what their exposure rests on. */
export function exposureStates({ dates, exposure: { pcnYears } }: LinkedPractices): readonly ExposureStates[] {
  return dates.map(({ surveyYear, period }) => {
    const pcns = pcnYears.filter((row) => row.surveyYear === surveyYear);
    const byState = Object.fromEntries(
      EXPOSURE_STATES.map((state) => [state, pcns.filter((row) => row.state === state).length]),
    ) as Record<ExposureState, number>;
    return { surveyYear, period, pcns: pcns.length, byState };
  });
}
