import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { browserIdentity } from "../browser";
import type { FigureExhibit } from "../exhibit/types";
import {
  codeOf,
  environmentInputs,
  type OnStage,
  STAGE_CODE,
  type StageFolder,
  stageFolder,
  stageKey,
  storedStage,
} from "../stages";
import type { Stage } from "../util/progress";
import { type Drawing, drawAll } from "./drawAll";

interface KeptOptions {
  readonly stage: Stage;
  readonly cacheDir: string;
  /** False draws every figure anew. */
  readonly reuse: boolean;
  readonly onStage?: OnStage;
}

/** As `drawAll`, taking each drawing that was made before of the same exhibit by the same code and browser; the rest are drawn and kept. */
export async function keptDrawings(
  exhibits: readonly FigureExhibit[],
  { stage, cacheDir, reuse, onStage }: KeptOptions,
): Promise<Drawing[]> {
  const shared = { ...codeOf(STAGE_CODE.drawing), ...environmentInputs(), browser: await browserIdentity() };
  const stages = exhibits.map(
    ({ id, plot, width, height, synthetic }): Omit<StageFolder, "write"> => ({
      name: id,
      prefix: `drawing-${id}-`,
      cacheDir,
      inputs: { ...shared, "figure data": stageKey({ plot: JSON.stringify([plot, width, height, synthetic]) }) },
      onStage,
    }),
  );
  const missing = exhibits.filter((_, i) => !reuse || storedStage(stages[i]) === undefined);
  const drawn = missing.length === 0 ? [] : await drawAll(missing, stage);
  const drawings: Drawing[] = [];
  for (const [i, exhibit] of exhibits.entries()) {
    const drawing: Drawing | undefined = drawn[missing.indexOf(exhibit)];
    const folder = await stageFolder({ ...stages[i], write: async (to) => save(to, drawing) });
    drawings.push(drawing ?? load(folder));
  }
  return drawings;
}

const FILES = { svg: "figure.svg", png: "figure.png", smallPng: "small.png" } as const;

function save(folder: string, drawing: Drawing): void {
  for (const [kind, name] of Object.entries(FILES)) writeFileSync(join(folder, name), drawing[kind as keyof Drawing]);
}

function load(folder: string): Drawing {
  const read = (name: string) => readFileSync(join(folder, name));
  return { svg: read(FILES.svg).toString("utf8"), png: read(FILES.png), smallPng: read(FILES.smallPng) };
}
