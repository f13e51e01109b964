import { relative } from "node:path";
import type { Command } from "commander";
import { type ReportRunOptions, runReport } from "./runReport";
import { addStudyOptions } from "./studyOptions";
import { type StageTiming, terminalProgress } from "./terminalProgress";

/** `link-workers report`: from raw files to notebooks, figures, HTML and PDF. */
export function registerReport(program: Command): void {
  addStudyOptions(program.command("report"))
    .description("build the study, execute the notebooks, and write the report as HTML and PDF")
    .option("--out <dir>", "folder of the report (default: report/out; figures go to figures/)")
    .option("--why", "say of each stage why it ran or was reused")
    .option("--no-cache", "execute every notebook, also where nothing changed")
    .action(async ({ why, ...options }: ReportRunOptions & { readonly why?: boolean }) => {
      const progress = terminalProgress();
      const run = await runReport(options, progress);
      process.stdout.write(summary(progress.timings, run));
      if (why)
        process.stdout.write(`Why each stage ran or was reused:\n${run.why.map((line) => `  ${line}\n`).join("")}\n`);
    });
}

function summary(
  timings: readonly StageTiming[],
  { written, peakBytes }: Awaited<ReturnType<typeof runReport>>,
): string {
  const total = timings.reduce((sum, { seconds }) => sum + seconds, 0);
  const lines = [
    "",
    ...timings.map(({ name, seconds, note }) => `  ${name.padEnd(38)} ${seconds.toFixed(1).padStart(7)} s  ${note}`),
    `  ${"in all".padEnd(38)} ${total.toFixed(1).padStart(7)} s  largest process ${Math.round(peakBytes / 1e6)} MB`,
    "",
    "Written:",
    ...written.map(({ path, what }) => `  ${relative(process.cwd(), path) || "."}  (${what})`),
    "",
    `Open ${relative(process.cwd(), written[0].path)} in a browser.`,
    "",
  ];
  return lines.join("\n");
}
