import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeFolderOnce } from "../util/writeFolderOnce";
import { pruneCache, touchFolder } from "./pruneCache";
import { stageKey } from "./stageInputs";
import type { OnStage, StageInputs } from "./types";

export interface StageFolder {
  /** For the reader: `survey twin`. */
  readonly name: string;
  /** Start of the folder's name in the cache; folders of one prefix make room for each other. */
  readonly prefix: string;
  readonly cacheDir: string;
  readonly inputs: StageInputs;
  /** Fills the folder. */
  readonly write: (folder: string) => Promise<void>;
  readonly onStage?: OnStage;
}

/** The folder of a stage's result, named by its inputs; made whole by `write` if there is none yet. */
export async function stageFolder({ name, prefix, cacheDir, inputs, write, onStage }: StageFolder): Promise<string> {
  const folder = placeOf({ cacheDir, prefix, inputs });
  let ran = false;
  await writeFolderOnce(folder, (temporary) => {
    ran = true;
    return write(temporary);
  });
  touchFolder(folder);
  pruneCache(cacheDir, prefix);
  onStage?.({ name, inputs, ran });
  return folder;
}

type Place = Pick<StageFolder, "cacheDir" | "prefix" | "inputs">;

/** The folder of a stage's result if it was made before. */
export function storedStage(stage: Place): string | undefined {
  const folder = placeOf(stage);
  return existsSync(folder) ? folder : undefined;
}

const placeOf = ({ cacheDir, prefix, inputs }: Place): string => join(cacheDir, `${prefix}${stageKey(inputs)}`);
