import { Command, CommanderError } from "commander";
import { EXIT_CODES, StudyError } from "../util/errors";
import { registerAudit } from "./audit";
import { registerCheck } from "./check";
import { registerDiff } from "./diff";
import { registerDocs } from "./docs";
import { registerExposure } from "./exposure";
import { registerFetch } from "./fetch";
import { registerKernel } from "./kernel";
import { registerLogit } from "./logit";
import { registerPractice } from "./practice";
import { registerReport } from "./report";
import { registerReview } from "./review";
import { registerSettings } from "./settings";
import { registerVerify } from "./verify";
import { registerVerifyPublished } from "./verifyPublished";

/** Runs the command line; sets the exit code (table in src/util/errors.ts) and never prints a stack for an expected failure. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = linkWorkers();
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** The command with all its subcommands. */
export function linkWorkers(): Command {
  const program = new Command("link-workers")
    .description("Reproduces and extends Wilding et al. (BJGP 2025) on link workers and patient outcomes in England.")
    .showSuggestionAfterError()
    .exitOverride();
  registerReport(program);
  registerReview(program);
  registerKernel(program);
  registerCheck(program);
  registerExposure(program);
  registerLogit(program);
  registerPractice(program);
  registerFetch(program);
  registerSettings(program);
  registerAudit(program);
  registerDiff(program);
  registerVerify(program);
  registerVerifyPublished(program);
  registerDocs(program);
  return program;
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.usage;
  if (error instanceof StudyError) {
    process.stderr.write(`link-workers: ${error.message}\n`);
    return error.exitCode;
  }
  process.stderr.write(
    `link-workers: unexpected failure, please report it.\n${error instanceof Error ? error.stack : error}\n`,
  );
  return 1;
}
