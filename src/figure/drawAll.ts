import type { Page } from "puppeteer";
import { withBrowser } from "../browser";
import type { FigureExhibit } from "../exhibit/types";
import type { Stage } from "../util/progress";
import { drawingPage, drawSvg, photograph } from "./drawingPage";
import { withSyntheticMark } from "./figureTheme";

/** What the browser makes of a figure. */
export interface Drawing {
  /** Bare drawing without fonts or text alternative: input of `svgInline`. */
  readonly svg: string;
  /** Three pixels per CSS pixel. */
  readonly png: Uint8Array;
  /** The same at one and a half, for notebooks. */
  readonly smallPng: Uint8Array;
}

/** Draws figures in one browser, in their order. */
export async function drawAll(exhibits: readonly FigureExhibit[], stage: Stage): Promise<Drawing[]> {
  return withBrowser(async (session) => {
    const page = await drawingPage(session);
    const drawings: Drawing[] = [];
    for (const [i, exhibit] of exhibits.entries()) {
      stage.update(i / exhibits.length, exhibit.id);
      drawings.push(await draw(page, exhibit));
    }
    return drawings;
  });
}

async function draw(page: Page, exhibit: FigureExhibit): Promise<Drawing> {
  const layout = exhibit.synthetic ? withSyntheticMark(exhibit.plot.layout) : exhibit.plot.layout;
  const svg = await drawSvg(page, { ...exhibit, plot: { data: exhibit.plot.data, layout } });
  return { svg, ...(await photograph(page, svg)) };
}
