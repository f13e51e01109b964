import type { z } from "zod";
import type { studySchema } from "./schema";

type Settings = Readonly<z.output<typeof studySchema>>;

interface StudyOn<SourceKind extends Settings["source"]> extends Omit<Settings, "source"> {
  readonly source: SourceKind;
  /** The manifest read, for messages. */
  readonly file: string;
}

/** The settings of a study of respondents, complete: every default filled in. */
export type Study = StudyOn<Exclude<Settings["source"], { kind: "practice-files" }>>;
/** The settings of a study of published practice-level counts. */
export type PracticeStudy = StudyOn<Extract<Settings["source"], { kind: "practice-files" }>>;
/** The settings that say how practices, PCNs and staff are linked; the same for both kinds of study. */
export type StudyRules = Pick<Study, "survey" | "exposure" | "linkage">;

export type Source = Study["source"];
export type FilesSource = Extract<Source, { kind: "files" }>;
/** Published practice-level counts in place of respondents. */
export type PracticeSource = PracticeStudy["source"];
/** The files that the exposure is computed from. */
export type ExposureSource = Pick<FilesSource, "root" | "workforce" | "practiceMap" | "listSize">;
export type Exposure = Study["exposure"];
export type Linkage = Study["linkage"];

/** Values that the command line or a test puts in place of the manifest's. */
export interface StudyOverrides {
  readonly scale?: number;
  readonly seed?: number;
  /** Folder of the input files; comes before LINK_WORKERS_DATA, which comes before `source.root`. */
  readonly dataRoot?: string;
}

/** Tells the two kinds of study apart. */
export const isRespondentStudy = (study: Study | PracticeStudy): study is Study =>
  study.source.kind !== "practice-files";
