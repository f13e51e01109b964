import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  codeOf,
  environmentInputs,
  namedInputs,
  type OnStage,
  STAGE_CODE,
  type StageInputs,
  stageFolder,
  stageKey,
} from "../stages";
import type { FilesSource, Study } from "../study/study";
import type { SurveyTwinSummary } from "../twin";
import { StudyError } from "../util/errors";
import { type Progress, silent } from "../util/progress";
import { answeredSource, inputDigests, publicDigests } from "./answeredSource";
import { openFrameWithMeta } from "./cache/openFrame";
import { cacheDirOf } from "./cacheDir";
import type { Frame } from "./frame";
import { type FrameFacts, readSurvey } from "./readSurvey";

/** A study ready to be fitted: the frame and everything known of how it came about. */
export interface PreparedStudy extends FrameFacts {
  readonly study: Study;
  readonly frame: Frame;
  /** What stands on every exhibit; empty for real answers. */
  readonly label: "SYNTHETIC" | "SYNTHETIC ANSWERS" | "";
  /** What the generator planted and aimed at, when the answers are simulated. */
  readonly twin?: SurveyTwinSummary;
  /** Folder of the frame's columns, which workers may open by themselves; its name is that of everything the frame depends on. */
  readonly frameDir: string;
  /** Names files and settings by content: equal keys, equal data, whatever code read them. */
  readonly dataKey: string;
  /** True when the frame came from the cache. */
  readonly cached: boolean;
  /** Seconds by step. */
  readonly timings: Readonly<Record<string, number>>;
}

export interface PrepareOptions {
  readonly progress?: Progress;
  /** Folder for everything derived; default `.cache` of the package, of restricted answers the study's private folder in it. */
  readonly cacheDir?: string;
  readonly onStage?: OnStage;
}

/** Makes the synthetic files a study asks for, reads and joins all inputs, and opens the frame; unchanged inputs open from the cache. */
export async function prepareStudy(
  study: Study,
  { progress = silent, cacheDir = cacheDirOf(study), onStage }: PrepareOptions = {},
): Promise<PreparedStudy> {
  const timings: Record<string, number> = {};
  const timed = async <Result>(step: string, work: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    const result = await work();
    timings[step] = (performance.now() - start) / 1000;
    return result;
  };
  const { answered, digests } = await answeredSource(study, { cacheDir, progress, onStage, timed });
  const data = await timed("digests of survey files", () => dataInputs(study, answered, digests, cacheDir));
  let cached = true;
  const frameDir = await timed("read and join", () =>
    stageFolder({
      name: "frame",
      prefix: "frame-",
      cacheDir,
      inputs: { ...codeOf(STAGE_CODE.frame), ...environmentInputs(), ...data, ...fileNames(study) },
      write: async (folder) => {
        cached = false;
        await readSurvey(folder, study, answered, { cacheDir, progress });
        failOnChange(data, await dataInputs(study, answered, await publicDigests(study, answered, cacheDir), cacheDir));
      },
      onStage,
    }),
  );
  const { frame, meta } = await timed("open frame", async () => openFrameWithMeta(frameDir));
  const facts = withShortNames(meta as FrameFacts);
  const twin = label(study) === "" ? undefined : twinSummary(answered);
  return { study, frame, ...facts, label: label(study), twin, frameDir, dataKey: stageKey(data), cached, timings };
}

/** The generator's own record beside the files it wrote. */
function twinSummary(answered: FilesSource): SurveyTwinSummary {
  const [file] = Object.values(answered.survey as Record<string, string>);
  return JSON.parse(readFileSync(join(dirname(file), "twin.json"), "utf8"));
}

function label({ source }: Study): PreparedStudy["label"] {
  if (source.kind === "synthetic") return "SYNTHETIC";
  return source.survey === "synthetic" ? "SYNTHETIC ANSWERS" : "";
}

/** @throws StudyError `input` when a file is another than when its digest was taken: what was read may be parts of both */
function failOnChange(before: StageInputs, after: StageInputs): void {
  const changed = Object.keys(before).find((name) => before[name] !== after[name]);
  if (changed === undefined) return;
  const message = `${changed}: changed while it was read. Run again when nothing writes to it.`;
  throw new StudyError("input", "file-unchanged", message);
}

/** Every file that the frame is read from, by digest, and every setting that shapes it. */
async function dataInputs(
  { survey, exposure, linkage }: Study,
  source: FilesSource,
  publicFiles: StageInputs,
  cacheDir: string,
): Promise<StageInputs> {
  const paths = survey.years.map(
    (year) => [`survey ${year}`, (source.survey as Record<string, string>)[year]] as const,
  );
  const surveyFiles = await inputDigests(source, paths, cacheDir);
  const settings = namedInputs("setting", { survey, exposure, linkage, source: { restricted: source.restricted } });
  return { ...publicFiles, ...surveyFiles, ...settings };
}

/** Names of files as the manifest gives them: the frame's facts tell them. */
function fileNames({ source }: Study): StageInputs {
  if (source.kind !== "files") return {};
  const { root: _, ...names } = source;
  return namedInputs("setting", { source: names });
}

const GENERATED = /[\\/]twin-(?:public|survey)-[0-9a-f]{16}[\\/](.*)$/;

/** Generated files are named from their folder in the cache on: no path of the machine reaches a report, also when the cache was moved. */
function withShortNames(facts: FrameFacts): FrameFacts {
  const short = (path: string) => GENERATED.exec(path)?.[1].replaceAll("\\", "/") ?? path;
  return {
    ...facts,
    ledger: { ...facts.ledger, files: facts.ledger.files.map((file) => ({ ...file, file: short(file.file) })) },
    inputs: facts.inputs.map((input) => ({ ...input, path: short(input.path) })),
    repairs: facts.repairs.map((repair) => ({ ...repair, file: short(repair.file) })),
  };
}
