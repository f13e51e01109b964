import { join } from "node:path";
import type { FilesSource, Study } from "../study/study";
import { writePublicTwin, writeSurveyTwin } from "../twin";
import type { AnswerFrame } from "../twin/answerFrame";
import { codeFingerprint } from "../util/codeFingerprint";
import { type Progress, silent } from "../util/progress";
import { shortHash } from "../util/shortHash";
import { writeFolderOnce } from "../util/writeFolderOnce";
import { pruneCache, touchFolder } from "./cache/pruneCache";
import { twinSource } from "./inputs/studyInputs";

const generator = (): string => codeFingerprint(join(__dirname, "..", "twin"));

/** The public files of a study: those of the manifest, or a synthetic twin made once in the cache. */
export async function publicSource(study: Study, cacheDir: string, progress: Progress = silent): Promise<FilesSource> {
  if (study.source.kind === "files") return study.source;
  const { seed, scale } = study.source;
  const folder = join(cacheDir, `twin-public-${shortHash([generator(), seed, scale])}`);
  await writeFolderOnce(folder, (temporary) => writePublicTwin(temporary, { seed, scale }, progress));
  return twinSource(study, folder);
}

/**
 * Paths of the respondent files by survey year, simulated in the cache when the manifest has none.
 * @param basis what the simulated answers rest on besides seed, scale and generator: digests of public files, exposure rules
 */
export async function surveyFiles(
  study: Study,
  source: FilesSource,
  basis: unknown,
  answers: () => Promise<AnswerFrame>,
  cacheDir: string,
  progress: Progress = silent,
): Promise<FilesSource> {
  if (source.survey !== "synthetic") return source;
  const { seed, scale } = source;
  const { years } = study.survey;
  const folder = join(cacheDir, `twin-survey-${shortHash([generator(), seed, scale, years, basis])}`);
  await writeFolderOnce(folder, async (temporary) => {
    await writeSurveyTwin(temporary, await answers(), { seed, scale, years }, progress);
  });
  touchFolder(folder);
  pruneCache(cacheDir, "twin-survey-");
  return {
    ...source,
    survey: Object.fromEntries(years.map((year) => [year, join(folder, "survey", `gpps_${year}.csv`)])),
  };
}
