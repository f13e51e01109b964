import { type Command, Option } from "commander";
import { preparePractices } from "../data/practice";
import { fitPractices } from "../paper/practiceModels";
import { FORMATS, formatPractices, type PracticeFormat } from "./practiceFormats";
import { addStudyOptions, anyStudyOf, type StudyOptions } from "./studyOptions";
import { terminalProgress } from "./terminalProgress";

/** `link-workers practice`: the headline models without covariates, on published practice-level counts. */
export function registerPractice(program: Command): void {
  addStudyOptions(program.command("practice"))
    .description(
      "fit the headline models on practice-level survey counts (simulated counts when the study is synthetic)",
    )
    .addOption(new Option("--format <format>", "output").choices(FORMATS).default("table"))
    .action(async ({ format, ...options }: StudyOptions & { readonly format: PracticeFormat }) => {
      const progress = terminalProgress();
      const prepared = await preparePractices(anyStudyOf(options), { progress });
      const models = fitPractices(prepared, progress);
      process.stdout.write(formatPractices(prepared, models, format));
    });
}
