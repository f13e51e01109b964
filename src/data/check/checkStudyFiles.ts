import { relative } from "node:path";
import type { FilesSource, Study } from "../../study/study";
import { type Progress, silent } from "../../util/progress";
import { answeredSource } from "../answeredSource";
import { cacheDirOf } from "../cacheDir";
import { type Duck, openDuck } from "../duck";
import { PATIENTS_BY_AGE, PRACTICE_LSOA } from "../inputs/declarations";
import { inputBytes } from "../inputs/inputBytes";
import { loadTable } from "../inputs/loadTable";
import type { OpenedInput } from "../inputs/openInput";
import { inputPath } from "../inputs/studyInputs";
import { areaInputs, joinAreas } from "../linkage/loadAreas";
import { loadPatientsByAge } from "../linkage/populationByAge";
import type { PublicInput } from "../linkage/publicInput";
import type { JoinReport } from "../linkage/types";
import { declarationOf, readSurveyFile, startPracticeDictionary, surveyFilesOf } from "../survey/readSurveyFile";
import { publicSource } from "../twinFiles";
import { checkExposureFiles, checkPublicFiles, exposureStates } from "./checkExposureFiles";
import { Collector } from "./collector";
import { PUBLISHED_RETURNS } from "./nationalTotals";
import { balanced } from "./reconcile";
import { releasable } from "./releasable";
import type { Reconciliation, StudyCheck } from "./types";

/**
 * Reads every file that a study declares, as a run would, and collects what is accepted, repaired and refused instead of stopping at the
 * first fault. A fault in one file keeps only those steps from being checked that rest on it.
 */
export async function checkStudyFiles(
  study: Study,
  {
    progress = silent,
    cacheDir = cacheDirOf(study),
  }: { readonly progress?: Progress; readonly cacheDir?: string } = {},
): Promise<StudyCheck> {
  const source = await publicSource(study, { cacheDir, progress });
  const collector = new Collector(cacheDir);
  const duck = await openDuck(cacheDir, inputBytes(source));
  try {
    const stage = progress.stage("check files");
    const practices = await checkExposureFiles(duck, study, source, study.source.kind === "files", collector);
    const areas = await checkPublicFiles(duck, source, collector, [...areaInputs(source), ...residenceInputs(source)]);
    if (areas) await joinAreas(duck);
    const linked = areas ? practices : undefined;
    stage.update(0.3, "respondent files");
    const survey = await checkSurvey(duck, study, source, linked !== undefined, collector, cacheDir, progress);
    stage.done(`${collector.files.length} files, ${collector.problems.length} problems`);
    const check: StudyCheck = {
      manifest: relative(process.cwd(), study.file) || study.file,
      label: study.source.kind === "synthetic" ? "SYNTHETIC" : source.survey === "synthetic" ? "SYNTHETIC ANSWERS" : "",
      restricted: source.restricted,
      passed: collector.problems.length === 0,
      problems: collector.problems,
      files: collector.files,
      columns: collector.columns,
      repairs: collector.repairs,
      joins: [...(linked?.exposure.joins ?? []), ...survey.joins],
      reconciliations: [...(linked?.reconciliations ?? []), ...survey.reconciliations],
      exposure: linked === undefined ? [] : exposureStates(linked),
    };
    return source.restricted ? releasable(check, study.disclosure) : check;
  } finally {
    duck.close();
  }
}

/** Where the patients of the practices live, and how old they are. */
const residenceInputs = ({ practiceLsoa, patientsByAge }: FilesSource): readonly PublicInput[] => [
  ...(practiceLsoa === undefined
    ? []
    : [
        {
          what: "practice by LSOA",
          path: practiceLsoa,
          declaration: PRACTICE_LSOA,
          load: (duck: Duck, input: OpenedInput) => loadTable(duck, input, PRACTICE_LSOA, { table: "practice_lsoa" }),
        },
      ]),
  ...(patientsByAge === undefined
    ? []
    : [{ what: "patients by age", path: patientsByAge, declaration: PATIENTS_BY_AGE, load: loadPatientsByAge }]),
];

interface CheckedSurvey {
  readonly joins: readonly JoinReport[];
  readonly reconciliations: readonly Reconciliation[];
}

/** The respondent files: joined where everything they join to is whole, else their cells alone. */
async function checkSurvey(
  duck: Duck,
  study: Study,
  declared: FilesSource,
  linked: boolean,
  collector: Collector,
  cacheDir: string,
  progress: Progress,
): Promise<CheckedSurvey> {
  const joins: JoinReport[] = [];
  const reconciliations: Reconciliation[] = [];
  // Answers are simulated upon the public files: with a fault there, none can be.
  if (declared.survey === "synthetic" && !linked) return { joins, reconciliations };
  const { answered: source } = await answeredSource(study, { cacheDir, progress, timed: (_, work) => work() });
  await startPracticeDictionary(duck);
  for (const { path, years } of surveyFilesOf(study.survey.years, source.survey as Readonly<Record<string, string>>)) {
    const declaration = declarationOf(years);
    const period = years.join(", ");
    const input = `survey ${period}`;
    const name = declared.survey === "synthetic" ? `survey/gpps_${period}.csv` : path;
    const file = { input, path: name, fullPath: inputPath(source, path), period, declaration };
    await collector.file({ ...file, restricted: source.restricted }, async (opened) => {
      if (!linked) return loadTable(duck, opened, declaration, { table: "answers" });
      const read = await readSurveyFile(duck, opened, years);
      joins.push(...read.flatMap((year) => year.joins));
      for (const { year, rowsInFile, joins } of read) {
        const { rows, unmatchedRows } = joins[0].left;
        const published = declared.survey === "synthetic" ? undefined : PUBLISHED_RETURNS[year];
        const what = `survey ${year}: respondents to PCN`;
        reconciliations.push(balanced(what, "respondents", rowsInFile, rows - unmatchedRows, unmatchedRows, published));
      }
      const rowsInFile = read.reduce((sum, year) => sum + year.rowsInFile, 0);
      return { rowsInFile, repairs: read.flatMap(({ repairs }) => repairs) };
    });
  }
  return { joins, reconciliations };
}
