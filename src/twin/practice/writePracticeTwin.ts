import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDuck } from "../../data/duck";
import { inputBytes } from "../../data/inputs/inputBytes";
import { csvText } from "../../util/csvText";
import { type Progress, silent } from "../../util/progress";
import { Random } from "../../util/random";
import { writeSyntheticNote } from "../syntheticNote";
import { countAnswers, type PracticeAnswers } from "./countAnswers";
import { type Answered, type ReportingColumn, reportingColumns, SUPPRESSED } from "./practiceColumns";
import { type Question, questionsOf } from "./questions";

export interface PracticeTwinOptions {
  readonly seed: number;
  readonly scale: number;
  /** Respondent file of each survey year. */
  readonly surveyFiles: Readonly<Record<string, string>>;
  /** Questions answered by fewer people of a practice are suppressed (-97); 0 suppresses nothing. */
  readonly suppressBelow: number;
  /** Folder for DuckDB's spill files. */
  readonly cacheDir: string;
}

/** Name of a year's practice file, as its publisher writes it. */
export const practiceFileName = (year: number): string => {
  const name = `GPPS ${year} Practice data (unweighted) (csv) PUBLIC.csv`;
  return year === 2018 ? name : name.replaceAll(" ", "_");
};

/**
 * Writes the practice-level file of each survey year below `gpps/`: about 1,000 columns, counted from the respondents where the
 * respondent file has the question, invented where it has not. Spelling and order of columns differ between years as in the releases.
 */
export async function writePracticeTwin(
  dir: string,
  options: PracticeTwinOptions,
  progress: Progress = silent,
): Promise<void> {
  const stage = progress.stage("synthetic practice files");
  const years = Object.keys(options.surveyFiles)
    .map(Number)
    .sort((a, b) => a - b);
  mkdirSync(join(dir, "gpps"), { recursive: true });
  const duck = await openDuck(options.cacheDir, inputBytes(options.surveyFiles));
  try {
    for (const [i, year] of years.entries()) {
      stage.update(i / years.length, String(year));
      const practices = await countAnswers(duck, options.surveyFiles[year], questionsOf(year));
      writeFileSync(join(dir, "gpps", practiceFileName(year)), practiceFile(year, practices, options));
    }
  } finally {
    duck.close();
  }
  writeSyntheticNote(dir, "Practice-level survey files.", options.seed, options.scale);
  stage.done(`${years.length} files`);
}

function practiceFile(year: number, practices: readonly PracticeAnswers[], options: PracticeTwinOptions): string {
  const questions = questionsOf(year);
  const columns = reportingColumns(year);
  const ids = identifiers(year);
  const names = [...Object.keys(ids(practices[0], 0)), ...columns.map(({ name }) => name)];
  const lower = year === 2018 || year === 2021;
  const rows = practices.map((practice) => {
    const random = new Random(options.seed, "practice file", year, practice.practice);
    const invented = new Map(questions.map((question) => [question.name, invent(question, practice.received, random)]));
    const of = (name: string) => practice.answers.get(name) ?? (invented.get(name) as Answered);
    const distributed = Math.round(practice.received / (0.2 + 0.3 * random.uniform()));
    return [
      ...Object.values(ids(practice, distributed)),
      ...columns.map((column) => cell(column, of(column.question), options.suppressBelow)),
    ];
  });
  const mark = year === 2018 ? "\uFEFF" : "";
  return mark + csvText(lower ? names.map((name) => name.toLowerCase()) : names, rows);
}

const cell = ({ value }: ReportingColumn, answered: Answered, suppressBelow: number): number =>
  answered.base < suppressBelow ? SUPPRESSED : value(answered);

/** Identifiers by column: commissioning groups to 2021, networks and care systems from 2022. */
function identifiers(
  year: number,
): (practice: PracticeAnswers, distributed: number) => Record<string, string | number> {
  return ({ practice, pcn, received }, distributed) => {
    const area = year >= 2022 ? networkOf(pcn) : { STP_Code: "E54000000", STP_Name: "SOMEWHERE", CCG_Code: "00A" };
    const names = { Practice_Code: practice, Practice_Name: `THE SURGERY, ${practice}`, ...area };
    return {
      ...names,
      CR_Code: "Y00",
      distributed,
      received,
      resprate: Math.round((1e6 * received) / distributed) / 1e6,
    };
  };
}

const networkOf = (pcn: string) => ({
  PCN_Code: pcn,
  PCN_Name: pcn === "" ? "" : `PCN ${pcn}`,
  ICS_Code: "QZZ",
  ICS_Code_ONS: "E54000000",
  ICS_Name: "NHS SOMEWHERE",
});

/** Plausible counts for a question that the respondent file does not hold. */
function invent({ options }: Question, received: number, random: Random): Answered {
  const base = Math.round(received * (0.5 + 0.5 * random.uniform()));
  let left = base;
  const byOption = new Map<number, number>();
  options.forEach((option, i) => {
    const count = i === options.length - 1 ? left : Math.floor(left * random.uniform());
    byOption.set(option, count);
    left -= count;
  });
  return { base, byOption };
}
