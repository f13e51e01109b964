import { join } from "node:path";
import {
  type ExposureSource,
  isRespondentStudy,
  type PracticeStudy,
  type Study,
  type StudyRules,
} from "../study/study";
import { packageRoot } from "../util/packageRoot";
import { type Duck, openDuck } from "./duck";
import { computeExposure, type PublicExposure } from "./linkage/exposure";
import { linkPractices, type MapDate, mapDates } from "./linkage/linkPractices";
import { loadExposureInputs } from "./linkage/loadExposureInputs";
import type { LoadedPublic } from "./linkage/publicInput";
import type { ExposureYear } from "./linkage/types";
import { publicSource } from "./twinFiles";

export interface ExposureTables extends PublicExposure, LoadedPublic {
  readonly dates: readonly MapDate[];
}

/** Reads workforce, practice map and list sizes into DuckDB and computes every PCN's exposure by the study's rules. */
export async function buildExposure(
  duck: Duck,
  study: StudyRules,
  source: ExposureSource,
  cacheDir: string,
): Promise<ExposureTables> {
  const loaded = await loadExposureInputs(duck, study, source, cacheDir);
  const dates = await mapDates(duck, study);
  await linkPractices(duck, study, dates, source.practiceMap);
  return { ...loaded, ...(await computeExposure(duck, study, dates)), dates };
}

/** Default folder of everything derived and re-derivable. */
export const defaultCacheDir = (): string => join(packageRoot(), ".cache");

/** One row per survey year: staff, PCNs and rates, from the public files of the study alone. */
export async function exposureBySurveyYear(
  study: Study | PracticeStudy,
  cacheDir = defaultCacheDir(),
): Promise<readonly ExposureYear[]> {
  return (await exposureTables(study, cacheDir)).years;
}

/** As `exposureBySurveyYear`, with every PCN-year, the joins and the inputs. */
export async function exposureTables(
  study: Study | PracticeStudy,
  cacheDir = defaultCacheDir(),
): Promise<ExposureTables> {
  const source = isRespondentStudy(study) ? await publicSource(study, cacheDir) : study.source;
  const duck = await openDuck(cacheDir);
  try {
    return await buildExposure(duck, study, source, cacheDir);
  } finally {
    duck.close();
  }
}
