import { namedInputs, type StageInputs } from "../stages";
import type { FilesSource, Study } from "../study/study";
import { answerRules, buildAnswerFrame } from "./answerFrame";
import { cachedFacts } from "./inputs/factsCache";
import { inputPath } from "./inputs/studyInputs";
import { staffPeriods } from "./linkage/loadExposureInputs";
import { type FilesOptions, publicSource, surveyFiles } from "./twinFiles";

export interface AnsweredSource {
  /** The public files and a respondent file of each survey year. */
  readonly answered: FilesSource;
  /** Digests of the public files by role in the study: `file practice map`. */
  readonly digests: StageInputs;
}

/** Runs a step of work under its name. */
type Timed = <Result>(step: string, work: () => Promise<Result>) => Promise<Result>;

/** Names every file of a study of respondents; what the study leaves to the generator is made once in the cache. */
export async function answeredSource(
  study: Study,
  { timed, ...options }: FilesOptions & { readonly timed: Timed },
): Promise<AnsweredSource> {
  const { cacheDir } = options;
  const source = await timed("public files", () => publicSource(study, options));
  const digests = await timed("digests of public files", () => publicDigests(study, source, cacheDir));
  const { exposure, linkage } = answerRules(study);
  const basis = { ...digests, ...namedInputs("setting", { exposure, linkage }) };
  const answers = () => buildAnswerFrame(study, source, cacheDir);
  const answered = await timed("survey files", () => surveyFiles(study, source, basis, answers, options));
  return { answered, digests };
}

/** Digests of the public files that the study reads, by role in the study. */
export async function publicDigests(study: Study, source: FilesSource, cacheDir: string): Promise<StageInputs> {
  const { years } = study.survey;
  const paths: readonly (readonly [string, string | undefined])[] = [
    ...staffPeriods(study).map((period) => [`workforce ${period}`, source.workforce[period]] as const),
    ["practice map", source.practiceMap],
    ...years.map((year) => [`list size ${year}`, source.listSize[year]] as const),
    ["income deprivation", source.incomeDeprivation],
    ["rural-urban class", source.ruralUrban],
    ["practice by LSOA", source.practiceLsoa],
    ["patients by age", source.patientsByAge],
  ];
  return inputDigests(source, paths, cacheDir);
}

/** Digests of named input files; a name without a path is left out. */
export async function inputDigests(
  source: FilesSource,
  paths: readonly (readonly [string, string | undefined])[],
  cacheDir: string,
): Promise<StageInputs> {
  const found: Record<string, string> = {};
  for (const [name, path] of paths) {
    if (path === undefined) continue;
    const facts = await cachedFacts(inputPath(source, path), cacheDir);
    found[`file ${name}`] = facts.sha256;
  }
  return found;
}
