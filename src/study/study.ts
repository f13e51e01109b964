import type { z } from "zod";
import type { studySchema } from "./schema";

/** The settings of a study, complete: every default filled in. */
export interface Study extends Readonly<z.output<typeof studySchema>> {
  /** The manifest read, for messages. */
  readonly file: string;
}

export type Source = Study["source"];
export type FilesSource = Extract<Source, { kind: "files" }>;
export type Exposure = Study["exposure"];
export type Linkage = Study["linkage"];

/** Values that the command line or a test puts in place of the manifest's. */
export interface StudyOverrides {
  readonly scale?: number;
  readonly seed?: number;
  /** Folder of the input files; comes before LINK_WORKERS_DATA, which comes before `source.root`. */
  readonly dataRoot?: string;
}
