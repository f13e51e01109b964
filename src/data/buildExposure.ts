import type { ExposureSource, StudyRules } from "../study/study";
import type { Duck } from "./duck";
import { computeExposure, type PublicExposure } from "./linkage/exposure";
import { linkPractices, type MapDate, mapDates } from "./linkage/linkPractices";
import { loadExposureInputs } from "./linkage/loadExposureInputs";
import type { LoadedPublic } from "./linkage/publicInput";

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
