import type { FilesSource, Study } from "../study/study";
import type { Progress } from "../util/progress";
import { buildExposure } from "./buildExposure";
import { saveFrame } from "./cache/saveFrame";
import { type Duck, openDuck } from "./duck";
import { inputBytes } from "./inputs/inputBytes";
import { type InputRecord, inputRecord } from "./inputs/inputRecord";
import { openDeclared } from "./inputs/openDeclared";
import { inputPath } from "./inputs/studyInputs";
import { type FrameLedger, frameLedger } from "./ledger";
import { loadAreas } from "./linkage/loadAreas";
import { type AgeGroup, populationByAge } from "./linkage/populationByAge";
import { type PopulationGroup, populationByArea } from "./linkage/populationByArea";
import type { ArrsFte, ExposureYear, JoinReport, PcnYear, RepairCount } from "./linkage/types";
import { assembleFrame } from "./survey/assembleFrame";
import { linkCodes } from "./survey/linkCodes";
import { practiceLinks } from "./survey/practiceLinks";
import { rawCounts } from "./survey/rawCounts";
import type { RawCount, RawYear } from "./survey/rawYear";
import {
  declarationOf,
  practiceDictionary,
  readSurveyFile,
  startPracticeDictionary,
  surveyFilesOf,
} from "./survey/readSurveyFile";

/** Everything known of a prepared frame beside its columns; stored with them. */
export interface FrameFacts {
  readonly ledger: FrameLedger;
  readonly exposure: readonly ExposureYear[];
  readonly pcnYears: readonly PcnYear[];
  /** FTE of the scheme's roles in each of `pcnYears`, in the same order. */
  readonly arrs: readonly ArrsFte[];
  /** Registered patients of the practices by area of residence; empty when no file of it is named. */
  readonly population: readonly PopulationGroup[];
  /** Registered patients of England by sex and age band; empty when no file of it is named. */
  readonly populationByAge: readonly AgeGroup[];
  readonly linkage: readonly JoinReport[];
  readonly repairs: readonly RepairCount[];
  readonly inputs: readonly InputRecord[];
  readonly rawCounts: readonly RawCount[];
}

/** Reads, joins and codes all inputs of a study, and saves the frame into `folder`. */
export async function readSurvey(
  folder: string,
  study: Study,
  source: FilesSource,
  { cacheDir, progress }: { readonly cacheDir: string; readonly progress: Progress },
): Promise<void> {
  const duck = await openDuck(cacheDir, inputBytes(source));
  try {
    const stage = progress.stage("link practices and staff");
    const tables = await buildExposure(duck, study, source, cacheDir);
    const areas = await loadAreas(duck, source, cacheDir);
    const homes = await populationByArea(duck, source, cacheDir);
    const ages = await populationByAge(duck, source, cacheDir);
    stage.done(`${tables.pcnYears.length} PCN-years`);
    const years = await readYears(duck, study, source, cacheDir, progress);
    const assembling = progress.stage("code and order respondents");
    const practices = await practiceDictionary(duck);
    const codes = linkCodes(study, practices, await practiceLinks(duck, tables.dates), tables);
    const raws = years.map(({ raw }) => raw);
    const { frame, links } = assembleFrame(study, raws, practices, codes);
    const facts: FrameFacts = {
      ledger: frameLedger(
        years.map(({ file }) => file),
        links,
        frame.rows,
      ),
      exposure: tables.years,
      pcnYears: tables.pcnYears,
      arrs: tables.arrs,
      population: homes.population,
      populationByAge: ages.populationByAge,
      linkage: [...tables.joins, ...years.flatMap(({ joins }) => joins)],
      repairs: [...tables.repairs, ...years.flatMap(({ repairs }) => repairs)],
      inputs: [...tables.inputs, ...areas.inputs, ...homes.inputs, ...ages.inputs, ...years.map(({ input }) => input)],
      rawCounts: raws.flatMap((raw) => rawCounts(raw, source.restricted ? codes.byYear.get(raw.year)?.pcn : undefined)),
    };
    saveFrame(folder, frame, facts);
    assembling.done(`${frame.rows} respondents`);
  } finally {
    duck.close();
  }
}

interface ReadYear {
  readonly raw: RawYear;
  readonly joins: readonly JoinReport[];
  readonly repairs: readonly RepairCount[];
  readonly input: InputRecord;
  readonly file: { readonly surveyYear: number; readonly file: string; readonly rowsInFile: number };
}

async function readYears(
  duck: Duck,
  study: Study,
  source: FilesSource,
  cacheDir: string,
  progress: Progress,
): Promise<readonly ReadYear[]> {
  await startPracticeDictionary(duck);
  const stage = progress.stage("read respondent files");
  const files = surveyFilesOf(study.survey.years, source.survey as Readonly<Record<string, string>>);
  const read: ReadYear[] = [];
  for (const [i, { path, years }] of files.entries()) {
    stage.update(i / files.length, years.join(", "));
    const file = { name: path, path: inputPath(source, path), restricted: source.restricted };
    const input = await openDeclared(file, declarationOf(years), cacheDir);
    for (const { year, rowsInFile, raw, joins, repairs } of await readSurveyFile(duck, input, years)) {
      const ledger = { surveyYear: year, file: input.name, rowsInFile };
      read.push({ raw, joins, repairs, input: inputRecord(`survey ${year}`, input, raw.rows), file: ledger });
    }
  }
  stage.done(`${read.reduce((sum, { raw }) => sum + raw.rows, 0)} respondents`);
  return read.sort((a, b) => a.file.surveyYear - b.file.surveyYear);
}
