import { type Command, Option } from "commander";
import { readTable, waldTest } from "../model";
import { VCE_NAMES } from "../model/types";
import { FORMATS, formatLogit, type LogitFormat } from "./logitFormats";
import { fitRequested, type LogitOptions, logitRequest } from "./logitOptions";
import { terminalProgress } from "./terminalProgress";

/** `link-workers logit`: the study's estimator on anybody's CSV, CSV.gz, Parquet, SPSS or Stata file. */
export function registerLogit(program: Command): void {
  program
    .command("logit")
    .argument("<data>", "CSV (plain or gzipped), Parquet, SPSS .sav or Stata .dta file")
    .description("fit a logistic regression with clustered standard errors and average marginal effects")
    .requiredOption("--outcome <column>", "column of 0 and 1")
    .requiredOption(
      "--exposure <columns>",
      'numeric terms of interest, separated by commas; a name with a comma goes in quotes: "a, b"',
    )
    .option("--factors <list>", 'categorical terms, e.g. "age,region(base=North)"')
    .option("--numeric <columns>", "further numeric terms")
    .option("--interact <list>", 'interactions of a number with a factor, e.g. "x:age"')
    .option("--cluster <column>", "clusters of the covariance; two separated by a comma for two-way")
    .option("--weights <column>", "survey weights")
    .option("--frequency <column>", "how many identical rows each row stands for")
    .option("--where <condition>", "SQL condition that selects rows")
    .option(
      "--margins <columns>",
      "terms whose average marginal effect is wanted: slopes of numbers, changes from a factor's base",
    )
    .option("--wald <list>", 'joint tests, e.g. "age,x:age"')
    .addOption(new Option("--vce <name>", "covariance (default: cr1 with clusters, else oim)").choices(VCE_NAMES))
    .addOption(new Option("--format <format>", "output").choices(FORMATS).default("table"))
    .action(async (path: string, options: LogitOptions & { readonly format: LogitFormat }) => {
      const progress = terminalProgress();
      const request = logitRequest(options);
      const frame = await readTable(path, request.table, { progress });
      const fit = fitRequested(frame, request, progress);
      const tests = request.wald.map((name) => waldTest(fit, name));
      process.stdout.write(formatLogit(fit, tests, options.format));
    });
}
