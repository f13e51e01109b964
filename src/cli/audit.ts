import { writeFileSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { AuditReport } from "../audit";
import { audit, auditHtml, auditJson, auditText, feasibleRegionFigure, publishedTable } from "../audit";
import { normalQuantile } from "../model/normal";
import { EXIT_CODES } from "../util/errors";

const WRITERS = { text: auditText, json: auditJson, html: auditHtml } as const;
type Format = keyof typeof WRITERS;

interface AuditOptions {
  readonly format: Format;
  readonly out?: string;
  readonly figures?: string;
  readonly strict?: boolean;
  readonly per?: number;
  readonly groups?: number;
  readonly level: number;
  readonly ameUnit?: "pp" | "probability";
}

/** `link-workers audit [TABLE]`: checks printed numbers; without a table, those of the paper. Findings are no failure unless `--strict`. */
export function registerAudit(program: Command): void {
  program
    .command("audit")
    .description("check the printed numbers of a regression table against each other (default: the paper's)")
    .argument(
      "[table]",
      "JSON or CSV file: columns id, or, ci_low, ci_high, p, ame_pp, mean, n, average, national as printed",
    )
    .addOption(new Option("--format <format>", "output").choices(Object.keys(WRITERS)).default("text"))
    .option("--out <file>", "write to a file instead of standard output")
    .option("--figures <folder>", "also draw the feasible region of each row into a folder")
    .option("--strict", `exit with ${EXIT_CODES.verification} when a row or a claim is inconsistent`)
    .option("--per <number>", "what AMEs were multiplied by for the scaled counts, e.g. 50000", positive)
    .option("--groups <number>", "what scaled counts were multiplied by for the national ones, e.g. 1268", positive)
    .option("--level <percent>", "confidence level of the intervals", level, 95)
    .addOption(new Option("--ame-unit <unit>", "unit of a column headed ame").choices(["pp", "probability"]))
    .action(async (table: string | undefined, options: AuditOptions) => {
      const report = audit(await printedTable(table, options));
      const text = WRITERS[options.format](report);
      if (options.out === undefined) process.stdout.write(text);
      else writeFileSync(options.out, text);
      if (options.figures !== undefined) await drawRegions(report, options.figures);
      const { inconsistent, claimsInconsistent, complementsInconsistent } = report.summary;
      if (options.strict && inconsistent + claimsInconsistent + complementsInconsistent > 0)
        process.exitCode = EXIT_CODES.verification;
    });
}

async function printedTable(file: string | undefined, { per, groups, level: percent, ameUnit }: AuditOptions) {
  if (file === undefined) return publishedTable();
  const { readTable } = await import("../audit/readTable.js");
  return readTable(file, { perPopulation: per, groups, ameUnit, ciZ: normalQuantile(0.5 + percent / 200) });
}

async function drawRegions(report: AuditReport, folder: string): Promise<void> {
  const { drawFigures } = await import("../figure/drawFigures.js");
  await drawFigures(
    report.cells.flatMap((cell) => feasibleRegionFigure(cell, report.table) ?? []),
    folder,
  );
}

function positive(text: string): number {
  const value = Number(text.replaceAll(",", ""));
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError("Give a positive number.");
  return value;
}

function level(text: string): number {
  const value = Number(text.replace("%", ""));
  if (!(value > 0 && value < 100)) throw new InvalidArgumentError("Give a percentage such as 95.");
  return value;
}
