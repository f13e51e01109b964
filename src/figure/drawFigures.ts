import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer";
import { withBrowser } from "../browser";
import type { FigureExhibit } from "../exhibit/types";
import { csvText } from "../util/csvText";
import { fontFaces } from "../util/fontFaces";
import { type Progress, silent } from "../util/progress";
import { drawingPage, drawSvg, FIGURE_FONTS, photograph } from "./drawingPage";
import { withSyntheticMark } from "./figureTheme";
import { svgFile } from "./svgDocument";

/** A figure as drawn. */
export interface DrawnFigure {
  readonly exhibit: FigureExhibit;
  /** Bare drawing without fonts or text alternative: input of `svgInline`. */
  readonly svg: string;
  /** Three pixels per CSS pixel. */
  readonly png: Uint8Array;
  /** Files written, as paths. */
  readonly files: { readonly svg: string; readonly png: string; readonly csv: string };
}

/**
 * Draws figures with plotly in one browser and writes `<id>.svg`, `<id>.png` and `<id>.csv` into the folder.
 * The same exhibits give the same bytes (PNG: within one version of the browser). Figures of simulated data get their mark here
 * if they lack it. An exhibit given twice (same id) is drawn once.
 */
export async function drawFigures(
  exhibits: readonly FigureExhibit[],
  outDir: string,
  options: { readonly progress?: Progress } = {},
): Promise<Map<string, DrawnFigure>> {
  const unique = [...new Map(exhibits.map((exhibit) => [exhibit.id, exhibit])).values()];
  const drawn = new Map<string, DrawnFigure>();
  if (unique.length === 0) return drawn;
  const stage = (options.progress ?? silent).stage("Figures");
  mkdirSync(outDir, { recursive: true });
  const fonts = fontFaces(FIGURE_FONTS);
  await withBrowser(async (session) => {
    const page = await drawingPage(session);
    for (const [i, exhibit] of unique.entries()) {
      stage.update(i / unique.length, exhibit.id);
      drawn.set(exhibit.id, await drawFigure(page, exhibit, outDir, fonts));
    }
  });
  stage.done(`${unique.length} drawn`);
  return drawn;
}

async function drawFigure(page: Page, exhibit: FigureExhibit, outDir: string, fonts: string): Promise<DrawnFigure> {
  const layout = exhibit.synthetic ? withSyntheticMark(exhibit.plot.layout) : exhibit.plot.layout;
  const svg = await drawSvg(page, { ...exhibit, plot: { data: exhibit.plot.data, layout } });
  const png = await photograph(page, svg);
  const path = (extension: string) => join(outDir, `${exhibit.id}.${extension}`);
  const files = { svg: path("svg"), png: path("png"), csv: path("csv") };
  writeFileSync(files.svg, svgFile(svg, exhibit, fonts));
  writeFileSync(files.png, png);
  writeFileSync(files.csv, csvText(exhibit.data.columns, exhibit.data.rows));
  return { exhibit, svg, png, files };
}
