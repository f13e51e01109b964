import { isRespondentStudy, type PracticeStudy, type Study } from "../study/study";
import { buildExposure, type ExposureTables } from "./buildExposure";
import { defaultCacheDir } from "./cacheDir";
import { openDuck } from "./duck";
import { inputBytes } from "./inputs/inputBytes";
import type { ExposureYear } from "./linkage/types";
import { publicSource } from "./twinFiles";

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
  const source = isRespondentStudy(study) ? await publicSource(study, { cacheDir }) : study.source;
  const duck = await openDuck(cacheDir, inputBytes(source));
  try {
    return await buildExposure(duck, study, source, cacheDir);
  } finally {
    duck.close();
  }
}
