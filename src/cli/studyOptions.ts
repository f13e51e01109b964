import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { type PracticeStudy, readAnyStudy, readStudy, type Study } from "../study";
import { packageRoot } from "../util/packageRoot";

/** Options that say which study is meant, shared by all commands that need one. */
export interface StudyOptions {
  readonly study: string;
  readonly data?: string;
  readonly scale?: number;
  readonly seed?: number;
}

/** Adds `--study` to a command. */
export function addStudyFile(command: Command): Command {
  return command.option("--study <file>", "the manifest that declares the study", join(packageRoot(), "study.yaml"));
}

/** Adds `--study --data --scale --seed` to a command. */
export function addStudyOptions(command: Command): Command {
  return addStudyFile(command)
    .option("--data <dir>", "folder of the input files, for studies on files")
    .option("--scale <number>", "size of the simulated survey, 1 = 4.18 million respondents", parseScale)
    .option("--seed <number>", "seed of everything simulated", parseSeed);
}

/** Reads the manifest with the overrides of the command line. */
export function studyOf({ study, data, scale, seed }: StudyOptions): Study {
  return readStudy(study, { dataRoot: data, scale, seed });
}

/** As `studyOf`, for commands that also run on published practice-level counts. */
export function anyStudyOf({ study, data, scale, seed }: StudyOptions): Study | PracticeStudy {
  return readAnyStudy(study, { dataRoot: data, scale, seed });
}

function parseScale(text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 4) return value;
  throw new InvalidArgumentError("a number above 0, at most 4 (1 = full size).");
}

function parseSeed(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError("a whole number, 0 or more.");
}
