import { covariateCoding, DEPRIVATION_LEVELS, RURALITY_LEVELS } from "../data/coding";
import { didYouMean } from "../util/nearest";
import type { PracticeStudy, Study } from "./study";

/** A problem and the key it belongs to. */
export interface SettingsProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Problems between settings that no single key shows: base levels, files for every year and period, doubled names. */
export function checkStudy(study: Study | PracticeStudy): readonly SettingsProblem[] {
  return [...covariateProblems(study), ...fileProblems(study), ...repeated(["survey", "years"], study.survey.years)];
}

/** The levels each covariate can take under the settings. */
export function covariateLevels(study: Pick<Study, "survey">): Readonly<Record<string, readonly string[]>> {
  const coded = covariateCoding(study.survey.gender).map((coding) => [coding.name, coding.levels] as const);
  return {
    year: [...study.survey.years].sort().map(String),
    ...Object.fromEntries(coded),
    deprivation: DEPRIVATION_LEVELS,
    rurality: RURALITY_LEVELS,
  };
}

function covariateProblems(study: Study | PracticeStudy): readonly SettingsProblem[] {
  const levels = covariateLevels(study);
  const wrong = study.covariates.flatMap(({ name, base }, i) =>
    levels[name].includes(base)
      ? []
      : [
          {
            path: ["covariates", i, "base"],
            message: `${name} has no level "${base}".${didYouMean(base, levels[name])} Levels: ${levels[name].join(", ")}.`,
          },
        ],
  );
  const names = study.covariates.map(({ name }) => name);
  return [...wrong, ...repeated(["covariates"], names)];
}

function fileProblems({ source, survey, exposure }: Study | PracticeStudy): readonly SettingsProblem[] {
  if (source.kind === "synthetic") return [];
  const periods = Object.keys(source.workforce);
  const [key, answers] = source.kind === "practice-files" ? ["practices", source.practices] : ["survey", source.survey];
  return survey.years.flatMap((year) => {
    const period = exposure.staffAt[year];
    const named = period === "none" || periods.includes(period);
    const noPeriod = `${period} has no file in source.workforce.${didYouMean(period, periods)} Add the file, or name one of: ${[...periods, "none"].join(", ")}.`;
    const noFile = `no file for survey year ${year}. Add it, or take the year out of survey.years.`;
    return [
      ...(named ? [] : [{ path: ["exposure", "staffAt", year], message: noPeriod }]),
      ...(source.listSize[year] ? [] : [{ path: ["source", "listSize"], message: noFile }]),
      ...(answers === "synthetic" || answers[year] ? [] : [{ path: ["source", key], message: noFile }]),
    ];
  });
}

const repeated = (path: readonly string[], names: readonly (string | number)[]): readonly SettingsProblem[] =>
  names
    .map((name, i) => ({
      path: [...path, i],
      message: `${name} is named twice. Name it once.`,
      again: names.indexOf(name) !== i,
    }))
    .filter(({ again }) => again);
