import { join } from "node:path";
import {
  codeOf,
  environmentInputs,
  namedInputs,
  type OnStage,
  STAGE_CODE,
  type StageInputs,
  stageFolder,
} from "../stages";
import type { FilesSource, Study } from "../study/study";
import { writePublicTwin, writeSurveyTwin } from "../twin";
import type { AnswerFrame } from "../twin/answerFrame";
import { type Progress, silent } from "../util/progress";
import { twinSource } from "./inputs/studyInputs";

/** How the files of a study are made ready. */
export interface FilesOptions {
  /** Folder for everything derived. */
  readonly cacheDir: string;
  readonly progress?: Progress;
  readonly onStage?: OnStage;
}

/** The public files of a study: those of the manifest, or a synthetic twin made once in the cache. */
export async function publicSource(
  study: Study,
  { cacheDir, progress = silent, onStage }: FilesOptions,
): Promise<FilesSource> {
  if (study.source.kind === "files") return study.source;
  const { seed, scale } = study.source;
  const folder = await stageFolder({
    name: "public twin",
    prefix: "twin-public-",
    cacheDir,
    inputs: {
      ...codeOf(STAGE_CODE.publicTwin),
      ...environmentInputs(),
      ...namedInputs("setting", { source: { seed, scale } }),
    },
    write: (temporary) => writePublicTwin(temporary, { seed, scale }, progress),
    onStage,
  });
  return twinSource(study, folder);
}

/**
 * Paths of the respondent files by survey year, simulated in the cache when the manifest has none.
 * @param basis what the simulated answers rest on besides seed, scale and generator: digests of public files, exposure rules
 */
export async function surveyFiles(
  study: Study,
  source: FilesSource,
  basis: StageInputs,
  answers: () => Promise<AnswerFrame>,
  { cacheDir, progress = silent, onStage }: FilesOptions,
): Promise<FilesSource> {
  if (source.survey !== "synthetic") return source;
  const { seed, scale } = source;
  const { years } = study.survey;
  const folder = await stageFolder({
    name: "survey twin",
    prefix: "twin-survey-",
    cacheDir,
    inputs: {
      ...codeOf(STAGE_CODE.surveyTwin),
      ...environmentInputs(),
      ...namedInputs("setting", { source: { seed, scale }, survey: { years } }),
      ...basis,
    },
    write: async (temporary) => {
      await writeSurveyTwin(temporary, await answers(), { seed, scale, years }, progress);
    },
    onStage,
  });
  return {
    ...source,
    survey: Object.fromEntries(years.map((year) => [year, join(folder, "survey", `gpps_${year}.csv`)])),
  };
}
