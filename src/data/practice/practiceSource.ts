import { basename, dirname, join } from "node:path";
import { codeOf, environmentInputs, STAGE_CODE, stageFolder } from "../../stages";
import { type ExposureSource, isRespondentStudy, type PracticeStudy, type Study } from "../../study/study";
import { practiceFileName, writePracticeTwin } from "../../twin";
import { StudyError } from "../../util/errors";
import type { Progress } from "../../util/progress";
import { answeredSource } from "../answeredSource";

/** Smallest number of answers that published practice files show. */
export const SUPPRESS_BELOW = 10;

export interface PracticeFiles {
  readonly source: ExposureSource;
  /** Practice-level file of each survey year. */
  readonly practices: Readonly<Record<string, string>>;
  readonly label: "SYNTHETIC" | "SYNTHETIC ANSWERS" | "";
}

export interface PracticeSourceOptions {
  readonly cacheDir: string;
  readonly progress: Progress;
  /** Simulated files suppress questions answered by fewer people; 0 suppresses nothing. */
  readonly suppressBelow?: number;
}

/**
 * The practice-level files of a study: those of the manifest, or files counted once in the cache from simulated respondents.
 * @throws StudyError when the study names real respondents: their counts are nobody's publication
 */
export async function practiceSource(
  study: Study | PracticeStudy,
  { cacheDir, progress, suppressBelow = SUPPRESS_BELOW }: PracticeSourceOptions,
): Promise<PracticeFiles> {
  if (!isRespondentStudy(study)) {
    const { practices, ...source } = study.source;
    return { source, practices: practices as Record<string, string>, label: "" };
  }
  const { kind, seed, scale } = study.source;
  if (study.source.kind === "files" && study.source.survey !== "synthetic") {
    throw new StudyError(
      "settings",
      "practice-files-published",
      `${study.file}: names respondent files. Write source.kind: practice-files and source.practices with the published file of each year.`,
    );
  }
  const timed = <Result>(_step: string, work: () => Promise<Result>) => work();
  const { answered } = await answeredSource(study, { cacheDir, progress, timed });
  const surveyFiles = answered.survey as Record<string, string>;
  const made = basename(dirname(dirname(Object.values(surveyFiles)[0])));
  const folder = await stageFolder({
    name: "practice twin",
    prefix: "twin-practice-",
    cacheDir,
    inputs: {
      ...codeOf(STAGE_CODE.practiceTwin),
      ...environmentInputs(),
      "setting suppressBelow": String(suppressBelow),
      "survey twin": made,
    },
    write: (temporary) => writePracticeTwin(temporary, { seed, scale, surveyFiles, suppressBelow, cacheDir }, progress),
  });
  const path = (year: number) => join(folder, "gpps", practiceFileName(year));
  return {
    source: answered,
    practices: Object.fromEntries(study.survey.years.map((year) => [year, path(year)])),
    label: kind === "synthetic" ? "SYNTHETIC" : "SYNTHETIC ANSWERS",
  };
}
