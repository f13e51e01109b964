import type { PracticeStudy, Study } from "../../study/study";
import { type Progress, silent } from "../../util/progress";
import { buildExposure, type ExposureTables } from "../buildExposure";
import { defaultCacheDir } from "../cacheDir";
import { type Duck, openDuck } from "../duck";
import type { Frame } from "../frame";
import { inputBytes } from "../inputs/inputBytes";
import { type InputRecord, inputRecord } from "../inputs/inputRecord";
import { type OpenedInput, openInput } from "../inputs/openInput";
import { inputPath } from "../inputs/studyInputs";
import type { ExposureYear, JoinReport, RepairCount } from "../linkage/types";
import { linkCodes } from "../survey/linkCodes";
import { practiceLinks } from "../survey/practiceLinks";
import { countCoding } from "./countCoding";
import { practiceFrame } from "./practiceFrame";
import { type PracticeLedger, practiceLedger } from "./practiceLedger";
import { type PracticeFiles, practiceSource } from "./practiceSource";
import { type OutcomeCounts, type PracticeYear, readPracticeYear } from "./readPracticeYear";

/** Published practice-level counts ready to be fitted, and everything known of how they came about. */
export interface PreparedPractices {
  readonly study: Study | PracticeStudy;
  /** One frame per outcome, with the column `respondents` as frequency. */
  readonly frames: Readonly<Record<string, Frame>>;
  readonly label: PracticeFiles["label"];
  readonly ledger: readonly PracticeLedger[];
  readonly exposure: readonly ExposureYear[];
  readonly linkage: readonly JoinReport[];
  readonly repairs: readonly RepairCount[];
  readonly inputs: readonly InputRecord[];
}

export interface PreparePracticesOptions {
  readonly progress?: Progress;
  readonly cacheDir?: string;
  /** Of simulated files: questions answered by fewer people of a practice are suppressed. Default 10; 0 suppresses nothing. */
  readonly suppressBelow?: number;
}

/** Reads the practice-level files of a study and joins them with the exposure of their PCNs. */
export async function preparePractices(
  study: Study | PracticeStudy,
  { progress = silent, cacheDir = defaultCacheDir(), suppressBelow }: PreparePracticesOptions = {},
): Promise<PreparedPractices> {
  const files = await practiceSource(study, { cacheDir, progress, suppressBelow });
  const opened = await openYears(study, files, cacheDir);
  const duck = await openDuck(cacheDir, inputBytes(files.source));
  try {
    const stage = progress.stage("link practices and staff");
    const tables = await buildExposure(duck, study, files.source, cacheDir);
    stage.done(`${tables.pcnYears.length} PCN-years`);
    const { read, inputs } = await readYears(duck, opened, progress);
    return await assemble(duck, study, files, tables, read, inputs);
  } finally {
    duck.close();
  }
}

type ReadPracticeYear = PracticeYear & { readonly file: string };
type OpenedYear = { readonly year: number; readonly input: OpenedInput };

/** Opens every file before anything long starts: a missing one is named at once. */
async function openYears(
  study: Study | PracticeStudy,
  { source, practices }: PracticeFiles,
  cacheDir: string,
): Promise<readonly OpenedYear[]> {
  const years = [...study.survey.years].sort((a, b) => a - b);
  const opened: OpenedYear[] = [];
  for (const year of years) {
    const input = await openInput(practices[year], inputPath(source, practices[year]), cacheDir);
    opened.push({ year, input });
  }
  return opened;
}

async function readYears(
  duck: Duck,
  opened: readonly OpenedYear[],
  progress: Progress,
): Promise<{ read: readonly ReadPracticeYear[]; inputs: readonly InputRecord[] }> {
  const stage = progress.stage("read practice files");
  const read: ReadPracticeYear[] = [];
  const inputs: InputRecord[] = [];
  for (const [i, { year, input }] of opened.entries()) {
    stage.update(i / opened.length, String(year));
    const counts = await readPracticeYear(duck, input, year);
    // Simulated files lie in the cache: no folder of the machine reaches a report.
    const file = input.name.replace(/^.*[\\/](?=gpps[\\/])/, "");
    read.push({ ...counts, file });
    inputs.push({ ...inputRecord(`practices ${year}`, input, counts.rows), path: file });
  }
  stage.done(`${read.reduce((sum, { rows }) => sum + rows, 0)} practice-years`);
  return { read, inputs };
}

async function assemble(
  duck: Duck,
  study: Study | PracticeStudy,
  files: PracticeFiles,
  tables: ExposureTables,
  read: readonly ReadPracticeYear[],
  inputs: readonly InputRecord[],
): Promise<PreparedPractices> {
  const met = read.flatMap(({ outcomes }) => outcomes.flatMap(({ counts }) => counts.map(({ practice }) => practice)));
  const practices = [...new Set(met)].sort((a, b) => (a < b ? -1 : 1));
  const codes = linkCodes(study, practices, await practiceLinks(duck, tables.dates), tables);
  const frames = countCoding.map(({ outcome }) => {
    const byYear = new Map(read.map(({ surveyYear, outcomes }) => [surveyYear, countsOf(outcomes, outcome).counts]));
    return [outcome, practiceFrame(study, outcome, byYear, practices, codes)] as const;
  });
  return {
    study,
    frames: Object.fromEntries(frames),
    label: files.label,
    ledger: read.flatMap((year) => practiceLedger(year, practices, codes)),
    exposure: tables.years,
    linkage: tables.joins,
    repairs: [...tables.repairs, ...read.flatMap(({ repairs }) => repairs)],
    inputs: [...tables.inputs, ...inputs],
  };
}

function countsOf(outcomes: readonly OutcomeCounts[], outcome: string): OutcomeCounts {
  const found = outcomes.find((counts) => counts.outcome === outcome);
  if (found === undefined) throw new Error(`no counts of ${outcome}`);
  return found;
}
