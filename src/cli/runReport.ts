import { cpSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { cacheDirOf } from "../data";
import { trackedNotebooks } from "../notebook";
import { crateFacts } from "../paper/crateFacts";
import { frontMatter } from "../paper/frontMatter";
import { isRestricted } from "../paper/openStudy";
import { bibliography, reportOutline } from "../paper/reportOutline";
import { buildReport, CRATE_FILE, keptReport, type ReportOptions, roCrate } from "../report";
import { collectResults, collectSentences } from "../results/collectResults";
import { resultsFile } from "../results/resultsFile";
import { openStageLog, type StageLog } from "../stages";
import type { Study } from "../study";
import { codeVersion } from "../util/codeVersion";
import { withFolderLock } from "../util/folderLock";
import { packageRoot } from "../util/packageRoot";
import type { Progress } from "../util/progress";
import { shortHash } from "../util/shortHash";
import { writeFileAtomically } from "../util/writeFileAtomically";
import { writeStaged } from "../util/writeStaged";
import { clearedFront, clearedIdentity } from "./clearedRun";
import { alwaysRuns, executeStudy } from "./executeStudy";
import { type GatedRun, gatedRun } from "./gatedRun";
import { type StudyOptions, studyOf } from "./studyOptions";
import type { TerminalProgress } from "./terminalProgress";

export interface ReportRunOptions extends StudyOptions {
  /** Folder of the report; default `report/out`. */
  readonly out?: string;
  /** Folder of the figures; default `figures`, or `figures` below a given `out`. */
  readonly figures?: string;
  /** False executes notebooks, draws and prints anew, also where nothing changed. Default true. */
  readonly cache?: boolean;
}

/** What a run wrote, as paths, why each stage ran, and the largest memory of any of its processes. */
export interface ReportRun {
  readonly written: readonly { readonly path: string; readonly what: string }[];
  readonly why: readonly string[];
  readonly peakBytes: number;
}

/**
 * The whole of `link-workers report`: prepare the study, execute the notebooks, draw, write. Of restricted answers only what the
 * disclosure gate cleared is written, errors included. The folder is locked meanwhile, and holds the former report until the new one
 * is whole.
 */
export async function runReport(options: ReportRunOptions, progress: TerminalProgress): Promise<ReportRun> {
  const settings = studyOf(options);
  if (!isRestricted(settings)) return writeReport(options, settings, progress);
  const gated = gatedRun(settings);
  try {
    return await writeReport(options, settings, gated.progress(progress), gated);
  } catch (error) {
    throw gated.hide(error);
  } finally {
    gated.end();
  }
}

function writeReport(
  options: ReportRunOptions,
  settings: Study,
  progress: Progress,
  gated?: GatedRun,
): Promise<ReportRun> {
  const out = options.out ?? join(packageRoot(), "report", "out");
  return withFolderLock(out, () =>
    writeStaged(out, "index.html", async (folder) => {
      const run = await fillFolder(
        options,
        folder,
        settings,
        progress,
        openStageLog(stageMemory(settings, out)),
        gated,
      );
      return { ...run, written: run.written.map((one) => ({ ...one, path: moved(one.path, folder, out) })) };
    }),
  );
}

/** Where the inputs of the last run into a folder are remembered. */
function stageMemory(settings: Study, out: string): string {
  return join(cacheDirOf(settings), "stages", `${shortHash([settings.file, resolve(out)])}.json`);
}

/** A path below one folder as a path below another; paths elsewhere stay. */
function moved(path: string, from: string, to: string): string {
  const below = relative(from, path);
  return below.startsWith("..") ? path : join(to, below);
}

async function fillFolder(
  options: ReportRunOptions,
  out: string,
  settings: Study,
  progress: Progress,
  log: StageLog,
  gated?: GatedRun,
): Promise<ReportRun> {
  const figures = join(out, "figures");
  const notebookDir = join(out, "notebooks");
  const { onStage } = log;
  const { study, executed, drawn } = await executeStudy({
    study: options,
    settings,
    notebooks: trackedNotebooks(),
    notebookDir,
    figureDir: figures,
    progress,
    onStage,
    reuse: options.cache ?? true,
    gated,
  });
  const results = collectResults(executed);
  const resultsPath = join(out, "results.json");
  const identity = gated ? clearedIdentity(study) : study;
  writeFileAtomically(resultsPath, resultsFile(identity, results, collectSentences(executed), codeVersion()));
  const front = frontMatter(study, results);
  const gate = gated?.gate();
  const report: ReportOptions = {
    notebooks: executed,
    outDir: out,
    label: study.label,
    drawn,
    ...(gate ? clearedFront(front, results, gate) : front),
    parts: reportOutline(settings, executed),
    bibliography: bibliography(),
    progress,
  };
  if (gated) onStage(alwaysRuns("report"));
  const keep = !gated && options.cache !== false;
  const files = await (keep ? keptReport(report, { cacheDir: cacheDirOf(settings), onStage }) : buildReport(report));
  log.save();
  const review = gate && gated?.writeReview(gate, out);
  const crate = join(out, CRATE_FILE);
  writeFileAtomically(crate, roCrate(out, crateFacts(study.label)));
  const shown = options.figures ?? (options.out ? undefined : join(packageRoot(), "figures"));
  if (shown !== undefined) cpSync(figures, shown, { recursive: true });
  return {
    written: [
      { path: files.html, what: "the report" },
      { path: files.pdf, what: "the same for print" },
      { path: files.docx, what: "text and exhibits for Word" },
      { path: join(out, "tables"), what: `${files.tables.length / 3} tables as CSV, Markdown and LaTeX` },
      { path: resultsPath, what: `${results.length} results` },
      { path: notebookDir, what: `${executed.length} executed notebooks` },
      { path: shown ?? figures, what: `${drawn.size} figures as SVG, PNG and CSV` },
      { path: crate, what: "what each file is, with digests (RO-Crate)" },
      ...(review === undefined ? [] : [{ path: review, what: "the review sheet for the output checker" }]),
    ],
    why: log.lines(),
    peakBytes: Math.max(process.resourceUsage().maxRSS * 1024, ...executed.map((one) => one.peakRssBytes ?? 0)),
  };
}
