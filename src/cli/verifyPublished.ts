import { join } from "node:path";
import type { Command } from "commander";
import { tableText } from "../exhibit/tableText";
import { readRun } from "../reproduction/readRun";
import { reproductionLedger, verdictCounts } from "../reproduction/reproductionLedger";
import { reproductionTable } from "../reproduction/reproductionTables";
import { EXIT_CODES } from "../util/errors";
import { packageRoot } from "../util/packageRoot";

/** `link-workers verify-published`: the verdict on every printed value; exit code 8 when one is different. */
export function registerVerifyPublished(program: Command): void {
  program
    .command("verify-published")
    .argument("[run]", "results.json of a run, or its folder", join(packageRoot(), "report", "out"))
    .option("--all", "print every value, not only the ones that differ")
    .description("judge every printed value of the paper by a run's results; exit code 8 when one is different")
    .action((run: string, { all }: { all?: boolean }) => {
      const ledger = reproductionLedger(readRun(run).results);
      const shown = ledger.filter(({ verdict }) => all || verdict.kind === "different");
      for (const { kind, values } of verdictCounts(ledger))
        process.stdout.write(`${String(values).padStart(5)}  ${kind}\n`);
      if (shown.length > 0) process.stdout.write(`\n${tableText(reproductionTable(shown, false))}\n`);
      if (ledger.some(({ verdict }) => verdict.kind === "different")) process.exitCode = EXIT_CODES.verification;
    });
}
