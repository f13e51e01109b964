import { basename } from "node:path";
import { cacheDirOf, prepareStudy } from "../data";
import { type DrawnFigure, drawFigures } from "../figure/drawFigures";
import {
  type ExecutedNotebook,
  type ExecuteNotebooksOptions,
  executeNotebooks,
  notebookStore,
  writeNotebook,
} from "../notebook";
import { asOpen, type OpenStudy } from "../paper/openStudy";
import { studyEnvironment } from "../paper/studyFromEnvironment";
import { notebookFigures, withStillFigures } from "../report";
import { environmentInputs, namedInputs, type OnStage } from "../stages";
import type { Study } from "../study";
import type { Progress } from "../util/progress";
import type { GatedRun } from "./gatedRun";
import type { StudyOptions } from "./studyOptions";

export interface ExecuteStudyOptions {
  readonly study: StudyOptions;
  readonly settings: Study;
  readonly notebooks: readonly string[];
  /** Folder for the executed notebooks. */
  readonly notebookDir: string;
  /** Folder for the figures. */
  readonly figureDir: string;
  readonly progress: Progress;
  readonly onStage: OnStage;
  /** Folder for everything derived; the study's own by default. */
  readonly cacheDir?: string;
  /** False executes every notebook and draws every figure anew. */
  readonly reuse: boolean;
  /** How kernels are started; the project's own by default. */
  readonly start?: ExecuteNotebooksOptions["start"];
  /** In force for restricted answers, of which no output is stored. */
  readonly gated?: GatedRun;
}

export interface ExecutedStudy {
  readonly study: OpenStudy;
  /** With a picture beside each figure, as written. */
  readonly executed: readonly ExecutedNotebook[];
  readonly drawn: ReadonlyMap<string, DrawnFigure>;
}

/** Prepares the study, executes notebooks on it, draws their figures and puts the pictures into the notebooks. */
export async function executeStudy(options: ExecuteStudyOptions): Promise<ExecutedStudy> {
  const { settings, notebookDir, figureDir, progress, onStage, reuse, gated } = options;
  const cacheDir = options.cacheDir ?? cacheDirOf(settings);
  const { study: file, scale, seed, data } = options.study;
  const study = asOpen(await prepareStudy(settings, { cacheDir, progress, onStage }), gated !== undefined);
  const shared = { outDir: notebookDir, env: studyEnvironment(file, { scale, seed, dataRoot: data }), progress };
  const inputs = { ...namedInputs("setting", settings), frame: basename(study.frameDir), data: study.dataKey };
  const executed = gated
    ? await gated.execute(options.notebooks, shared)
    : await executeNotebooks(options.notebooks, {
        ...shared,
        start: options.start,
        store: notebookStore({ cacheDir, inputs, reuse, onStage }),
      });
  const kept = gated ? {} : { cacheDir, reuse, onStage };
  const drawn = await drawFigures(notebookFigures(executed), figureDir, { progress, ...kept });
  if (gated) for (const name of ["notebooks", "figures"]) onStage(alwaysRuns(name));
  return { study, executed: executed.map((one) => withPictures(one, drawn)), drawn };
}

/** A stage of which nothing is stored: of restricted answers every output passes the gate anew. */
export function alwaysRuns(name: string): Parameters<OnStage>[0] {
  return { name, inputs: environmentInputs(), ran: true, always: "the answers are restricted, nothing is stored" };
}

function withPictures(one: ExecutedNotebook, drawn: ReadonlyMap<string, DrawnFigure>): ExecutedNotebook {
  const notebook = withStillFigures(one.notebook, ({ id }) => drawn.get(id)?.smallPng);
  writeNotebook(one.path, notebook);
  return { ...one, notebook };
}
