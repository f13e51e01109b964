import { type Progress, silent } from "../../util/progress";
import { writeSyntheticNote } from "../syntheticNote";
import { drawWorld, type World } from "../world/world";
import { writePatientsByAge } from "./writePatientsByAge";
import { writePatientsByArea } from "./writePatientsByArea";
import { writePayments } from "./writePayments";
import { writePracticeMap } from "./writePracticeMap";
import { writeSmallAreas } from "./writeSmallAreas";
import { writeWorkforce } from "./writeWorkforce";

export interface TwinOptions {
  readonly seed: number;
  /** 1 = the size of the study. Respondents shrink by the scale, places by its square root. */
  readonly scale: number;
}

const WRITERS: readonly (readonly [string, (dir: string, world: World) => void])[] = [
  ["workforce returns", writeWorkforce],
  ["practice map", writePracticeMap],
  ["list sizes", writePayments],
  ["small areas", writeSmallAreas],
  ["patients by area", writePatientsByArea],
  ["patients by age", writePatientsByAge],
];

/** Writes the public inputs of the study (all but the survey) in the real shapes and layout. */
export async function writePublicTwin(dir: string, options: TwinOptions, progress: Progress = silent): Promise<void> {
  const stage = progress.stage("synthetic public files");
  const world = drawWorld(options.seed, options.scale);
  for (const [k, [name, write]] of WRITERS.entries()) {
    stage.update((k + 0.5) / (WRITERS.length + 0.5), name);
    // Yields so that progress can be drawn.
    await new Promise((resolve) => setImmediate(resolve));
    write(dir, world);
  }
  const what = "Invented workforce returns, practice maps, list sizes and small areas.";
  writeSyntheticNote(dir, what, options.seed, options.scale);
  stage.done(`${world.practices.length} practices, ${world.pcns.length} networks`);
}
