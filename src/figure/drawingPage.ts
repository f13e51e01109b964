import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "puppeteer";
import type { BrowserSession } from "../browser";
import type { FigureExhibit } from "../exhibit/types";
import { type FontFile, fontFaces } from "../util/fontFaces";

const SUBSETS = ["latin", "greek"] as const;

/** Fonts of the figures; also put into each SVG file. */
export const FIGURE_FONTS: readonly FontFile[] = SUBSETS.flatMap((subset) =>
  ([400, 600] as const).map((weight) => ({ family: "Source Sans 3" as const, weight, subset })),
);

interface PlotlyPage {
  Plotly: { toImage(figure: object, options: object): Promise<string> };
  seedRandom(seed: number): void;
}

/** A page with plotly, the figures' fonts, and a `Math.random` that can be seeded (plotly names its parts with it). */
export async function drawingPage(session: BrowserSession): Promise<Page> {
  const page = await session.newPage({ scale: 3 });
  await page.setContent(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>${fontFaces(FIGURE_FONTS)}
    body{margin:0;background:#fff}#figure{display:inline-block;line-height:0}</style></head><body><div id="figure"></div></body></html>`,
  );
  await page.evaluate(seedableRandom);
  await page.addScriptTag({ content: readFileSync(require.resolve("plotly.js"), "utf8") });
  await page.evaluate(() =>
    Promise.all(["400", "600"].map((weight) => document.fonts.load(`${weight} 13px "Source Sans 3"`, "Aα−"))),
  );
  return page;
}

/** Lets the page draw one figure; the same figure always gives the same text. */
export async function drawSvg(page: Page, figure: FigureExhibit): Promise<string> {
  const seed = createHash("sha256").update(figure.id).digest().readUInt32LE(0);
  const address = await page.evaluate(
    (plot, size, start) => {
      const { Plotly, seedRandom } = globalThis as unknown as PlotlyPage;
      seedRandom(start);
      return Plotly.toImage(plot, { format: "svg", ...size });
    },
    figure.plot as object,
    { width: figure.width, height: figure.height },
    seed,
  );
  return decodeURIComponent(address.slice(address.indexOf(",") + 1));
}

/** Photographs a drawing at three pixels per CSS pixel and at half of that, in the page's own fonts (plotly's PNG would ignore them). */
export async function photograph(page: Page, svg: string): Promise<{ png: Uint8Array; smallPng: Uint8Array }> {
  await page.evaluate((drawing) => {
    document.getElementById("figure")!.innerHTML = drawing;
  }, svg);
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  const element = await page.$("#figure > svg");
  const clip = (await element!.boundingBox())!;
  const png = await page.screenshot({ type: "png", clip });
  return { png, smallPng: await page.screenshot({ type: "png", clip: { ...clip, scale: 0.5 } }) };
}

/** Runs in the page. Mulberry32 (T. Ettinger, public domain): 32 bits of state are enough for names. */
function seedableRandom(): void {
  let state = 0;
  (globalThis as unknown as PlotlyPage).seedRandom = (seed) => {
    state = seed;
  };
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
