import type { FilesSource } from "../../study/study";
import type { Duck } from "../duck";
import type { InputDeclaration } from "../inputs/declarations";
import { type InputRecord, inputRecord } from "../inputs/inputRecord";
import type { Loaded } from "../inputs/loadTable";
import { openDeclared } from "../inputs/openDeclared";
import type { OpenedInput } from "../inputs/openInput";
import { inputPath } from "../inputs/studyInputs";
import type { RepairCount } from "./types";

/** A public file that a study declares, and what reads it into the tables of the linkage. */
export interface PublicInput {
  /** `workforce 2021-12` */
  readonly what: string;
  /** As the manifest writes it. */
  readonly path: string;
  readonly declaration: InputDeclaration;
  load(duck: Duck, input: OpenedInput): Promise<Loaded>;
}

export interface LoadedPublic {
  readonly inputs: readonly InputRecord[];
  readonly repairs: readonly RepairCount[];
}

/** Reads public inputs one after the other; the first fault stops. */
export async function loadPublic(
  duck: Duck,
  declared: readonly PublicInput[],
  source: Pick<FilesSource, "root">,
  cacheDir: string,
): Promise<LoadedPublic> {
  const inputs: InputRecord[] = [];
  const repairs: RepairCount[] = [];
  for (const { what, path, declaration, load } of declared) {
    const input = await openDeclared({ name: path, path: inputPath(source, path) }, declaration, cacheDir);
    const loaded = await load(duck, input);
    inputs.push(inputRecord(what, input, loaded.rows));
    repairs.push(...loaded.repairs);
  }
  return { inputs, repairs };
}
