import type { ExposureSource, StudyRules } from "../../study/study";
import type { Duck } from "../duck";
import { LIST_SIZE, PRACTICE_MAP, WORKFORCE } from "../inputs/declarations";
import { loadLists, startLists } from "./loadLists";
import { loadPracticeMap } from "./loadPracticeMap";
import { loadWorkforce, startWorkforce } from "./loadWorkforce";
import { type LoadedPublic, loadPublic, type PublicInput } from "./publicInput";

/** Loads workforce, practice map and list sizes into the tables `workforce`, `relationship` and `list_size`, and checks them. */
export async function loadExposureInputs(
  duck: Duck,
  study: StudyRules,
  source: ExposureSource,
  cacheDir: string,
): Promise<LoadedPublic> {
  await startExposureTables(duck);
  return loadPublic(duck, exposureInputs(study, source), source, cacheDir);
}

/** Makes the empty tables that workforce files and lists are added to. */
export async function startExposureTables(duck: Duck): Promise<void> {
  await startWorkforce(duck);
  await startLists(duck);
}

/** The files that the exposure rests on, in the order of reading. */
export function exposureInputs(study: StudyRules, source: ExposureSource): readonly PublicInput[] {
  const staff = staffPeriods(study).map((period) => ({
    what: `workforce ${period}`,
    path: source.workforce[period],
    declaration: WORKFORCE,
    load: loadWorkforce(period),
  }));
  const map = {
    what: "practice map",
    path: source.practiceMap,
    declaration: PRACTICE_MAP,
    load: loadPracticeMap(study.linkage),
  };
  const lists = study.survey.years.map((year) => ({
    what: `list size ${year}`,
    path: source.listSize[year] as string,
    declaration: LIST_SIZE,
    load: loadLists(year),
  }));
  return [...staff, map, ...lists];
}

/** The workforce periods that the survey years of a study use. */
export function staffPeriods({ survey, exposure }: Pick<StudyRules, "survey" | "exposure">): readonly string[] {
  const periods = new Set(survey.years.map((year) => exposure.staffAt[year]));
  return [...periods].filter((period) => period !== "none");
}
