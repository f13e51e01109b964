import { type Command, Option } from "commander";
import type { StudyCheck } from "../data/check/types";
import { isRespondentStudy, type PracticeStudy, type Study } from "../study";
import { EXIT_CODES } from "../util/errors";
import { writeFileAtomically } from "../util/writeFileAtomically";
import { CHECK_FORMATS, type CheckFormat } from "./check/formatCheck";
import { addStudyOptions, anyStudyOf, type StudyOptions } from "./studyOptions";
import { terminalProgress } from "./terminalProgress";

interface CheckOptions extends StudyOptions {
  readonly format: CheckFormat;
  readonly out?: string;
}

/** `link-workers check`: reads everything that a study of respondents or of practice-level counts declares and prints what is accepted, repaired and refused. */
export function registerCheck(program: Command): void {
  addStudyOptions(program.command("check"))
    .description("check every file that the study declares, and report all faults together")
    .addOption(new Option("--format <format>", "output").choices(CHECK_FORMATS).default("text"))
    .option("--out <file>", "write to a file instead of standard output")
    .action(async ({ format, out, ...options }: CheckOptions) => {
      const { formatCheck } = await import("./check/formatCheck.js");
      const check = await checkAnyStudy(anyStudyOf(options));
      const page = formatCheck(check, format);
      if (out === undefined) process.stdout.write(page);
      else writeFileAtomically(out, page);
      process.exitCode = checkExitCode(check);
    });
}

async function checkAnyStudy(study: Study | PracticeStudy): Promise<StudyCheck> {
  const progress = terminalProgress();
  if (isRespondentStudy(study)) {
    const { checkStudyFiles } = await import("../data/check/checkStudyFiles.js");
    return checkStudyFiles(study, { progress });
  }
  const { checkPracticeFiles } = await import("../data/check/checkPracticeFiles.js");
  return checkPracticeFiles(study, { progress });
}

/** 0 when all is accepted, else the smallest exit code among the problems: settings before input. */
export function checkExitCode({ problems }: StudyCheck): number {
  return problems.length === 0 ? 0 : Math.min(...problems.map(({ kind }) => EXIT_CODES[kind]));
}
