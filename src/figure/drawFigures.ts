import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FigureExhibit } from "../exhibit/types";
import type { OnStage } from "../stages";
import { csvText } from "../util/csvText";
import { fontFaces } from "../util/fontFaces";
import { type Progress, silent } from "../util/progress";
import { type Drawing, drawAll } from "./drawAll";
import { FIGURE_FONTS } from "./drawingPage";
import { keptDrawings } from "./keptDrawings";
import { svgFile } from "./svgDocument";

/** A figure as drawn. */
export interface DrawnFigure extends Drawing {
  readonly exhibit: FigureExhibit;
  /** Files written, as paths. */
  readonly files: { readonly svg: string; readonly png: string; readonly csv: string };
}

export interface DrawOptions {
  readonly progress?: Progress;
  /** Where drawings are kept and found again by content; without it every figure is drawn. */
  readonly cacheDir?: string;
  /** False draws every figure anew, also where it is kept. Default true. */
  readonly reuse?: boolean;
  readonly onStage?: OnStage;
}

/**
 * Draws figures with plotly in one browser and writes `<id>.svg`, `<id>.png` and `<id>.csv` into the folder.
 * The same exhibits give the same bytes (PNG: within one version of the browser). Figures of simulated data get their mark here
 * if they lack it. An exhibit given twice (same id) is drawn once.
 */
export async function drawFigures(
  exhibits: readonly FigureExhibit[],
  outDir: string,
  { progress = silent, cacheDir, reuse = true, onStage }: DrawOptions = {},
): Promise<Map<string, DrawnFigure>> {
  const unique = [...new Map(exhibits.map((exhibit) => [exhibit.id, exhibit])).values()];
  if (unique.length === 0) return new Map();
  const stage = progress.stage("Figures");
  mkdirSync(outDir, { recursive: true });
  const drawings =
    cacheDir === undefined
      ? await drawAll(unique, stage)
      : await keptDrawings(unique, { stage, cacheDir, reuse, onStage });
  const fonts = fontFaces(FIGURE_FONTS);
  const drawn = unique.map((exhibit, i) => [exhibit.id, writeFigure(exhibit, drawings[i], outDir, fonts)] as const);
  stage.done(`${unique.length} figures`);
  return new Map(drawn);
}

function writeFigure(exhibit: FigureExhibit, drawing: Drawing, outDir: string, fonts: string): DrawnFigure {
  const path = (extension: string) => join(outDir, `${exhibit.id}.${extension}`);
  const files = { svg: path("svg"), png: path("png"), csv: path("csv") };
  writeFileSync(files.svg, svgFile(drawing.svg, exhibit, fonts));
  writeFileSync(files.png, drawing.png);
  writeFileSync(files.csv, csvText(exhibit.data.columns, exhibit.data.rows));
  return { exhibit, ...drawing, files };
}
