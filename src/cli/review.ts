import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Command, InvalidArgumentError } from "commander";
import { isRestricted } from "../paper/openStudy";
import { studyEnvironment } from "../paper/studyFromEnvironment";
import { portableSettings } from "../results/resultsFile";
import { type Review, startReview } from "../review";
import { openInBrowser } from "../review/openInBrowser";
import type { Study } from "../study";
import { StudyError } from "../util/errors";
import { packageRoot } from "../util/packageRoot";
import { runReport } from "./runReport";
import { addStudyOptions, type StudyOptions, studyOf } from "./studyOptions";
import { terminalProgress } from "./terminalProgress";

interface ReviewCommandOptions extends StudyOptions {
  readonly out?: string;
  readonly port: number;
  readonly open: boolean;
  readonly allowOrigin: readonly string[];
}

/** `link-workers review`: the report with cells one can edit and run, on the loopback address, until Ctrl-C. */
export function registerReview(program: Command): void {
  addStudyOptions(program.command("review"))
    .description("serve the report on this machine and let a reviewer edit and re-run any cell")
    .option("--out <dir>", "folder of the report (default: report/out); it is built if it is not there for this study")
    .option("--port <number>", "port on 127.0.0.1; 0 takes a free one", parsePort, 0)
    .option("--no-open", "do not open the browser")
    .option("--allow-origin <origin>", "let pages of this origin use the kernels (Thebe); may be repeated", collect, [])
    .action(async (options: ReviewCommandOptions) => {
      refuseRestricted(studyOf(options));
      await buildIfNeeded(options);
      const review = await startReview(reviewOptions(options));
      process.stdout.write(greeting(review));
      if (options.open) openInBrowser(review.pageUrl);
      await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
      await review.close();
    });
}

/** A live cell shows what it likes; of restricted answers only what passed the disclosure gate may be seen. */
function refuseRestricted(study: Study): void {
  if (!isRestricted(study)) return;
  throw new StudyError(
    "settings",
    "review-is-of-open-answers",
    `${basename(study.file)}: the source is restricted, and a live cell could show any answer. Read the report (npm run report), or review the same code on simulated answers.`,
  );
}

function reviewOptions(options: ReviewCommandOptions): Parameters<typeof startReview>[0] {
  const root = packageRoot();
  const { study, scale, seed, data } = options;
  return {
    reportDir: reportDir(options),
    figuresDir: join(options.out ?? root, "figures"),
    saveDir: join(root, "review"),
    cwd: join(root, "notebooks"),
    env: studyEnvironment(study, { scale, seed, dataRoot: data }),
    port: options.port,
    allowedOrigins: options.allowOrigin,
  };
}

function reportDir({ out }: ReviewCommandOptions): string {
  return out ?? join(packageRoot(), "report", "out");
}

/** Builds the report unless the one there is of the same study. */
async function buildIfNeeded(options: ReviewCommandOptions): Promise<void> {
  const results = join(reportDir(options), "results.json");
  const wanted = JSON.parse(JSON.stringify(portableSettings(studyOf(options))));
  const present = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")).study : undefined;
  if (isDeepStrictEqual(wanted, present)) return;
  process.stderr.write(
    `${present === undefined ? "There is no report yet" : "The report is of another study"}: building it.\n`,
  );
  await runReport(options, terminalProgress());
}

function greeting({ pageUrl, serverUrl }: Review): string {
  return `
The report, with cells you can edit and run:
  ${pageUrl}

For VS Code ("Existing Jupyter Server"), Thebe and other Jupyter clients:
  ${serverUrl}

Only this machine can reach it, and only with the token in these addresses. Ctrl-C ends it and its kernels.
`;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError("a whole number from 0 to 65535.");
}

function collect(origin: string, earlier: readonly string[]): readonly string[] {
  if (!/^https?:\/\/[^/]+$/.test(origin))
    throw new InvalidArgumentError("an origin such as http://localhost:8000, without a path.");
  return [...earlier, origin];
}
