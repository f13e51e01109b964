import type { FigureExhibit } from "../exhibit/types";
import { escapeHtml } from "../util/escapeHtml";
import { AXIS, FAINT, INK, MARK, MUTED, PAPER, SERIES_COLOURS, SERIES_TEXT } from "./palette";

/** The drawing as a file of its own: fonts inside, title and text alternative for assistive technology. */
export function svgFile(svg: string, figure: FigureExhibit, fonts: string): string {
  const style = `<style>${escapeHtml(fonts).replaceAll("&quot;", '"')}</style>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${described(svg, figure, figure.id, style)}\n`;
}

/**
 * The drawing for inlining into a page that has the fonts: scales with its column, colours follow the page's
 * `--fig-...` properties where they are set (dark mode) and are the printed ones elsewhere.
 */
export function svgInline(svg: string, figure: FigureExhibit, id: string): string {
  const fluid = svg.replace(/^<svg([^>]*?) width="[^"]*" height="[^"]*"/, "<svg$1");
  return described(themed(id === figure.id ? fluid : withOwnIds(fluid, id)), figure, id, "");
}

/** Renames the ids of a drawing that stands in the page a second time. */
function withOwnIds(svg: string, prefix: string): string {
  const ids = new Set([...svg.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
  return svg.replace(/( id="|#)([A-Za-z][\w-]*)/g, (all, lead, id) => (ids.has(id) ? `${lead}${prefix}-${id}` : all));
}

function described(svg: string, figure: FigureExhibit, id: string, extra: string): string {
  const title = figure.label === "" ? figure.title : `${figure.label}. ${figure.title}`;
  const head = `<title id="${id}-svg-title">${escapeHtml(title)}</title><desc id="${id}-svg-desc">${escapeHtml(figure.alt)}</desc>`;
  return svg.replace(
    /^<svg([^>]*)>/,
    `<svg$1 role="img" aria-labelledby="${id}-svg-title" aria-describedby="${id}-svg-desc">${head}${extra}`,
  );
}

const PROPERTIES: readonly (readonly [string, string])[] = [
  ["paper", PAPER],
  ["ink", INK],
  ["muted", MUTED],
  ["axis", AXIS],
  ["faint", FAINT],
  ["mark", MARK],
  ...SERIES_COLOURS.map((colour, i) => [`series-${i + 1}`, colour] as const),
  ...SERIES_TEXT.map((colour, i) => [`text-${i + 1}`, colour] as const),
];

function themed(svg: string): string {
  return PROPERTIES.reduce((text, [name, colour]) => {
    const value = `rgb(${rgb(colour).join(", ")})`;
    const property = `: var(--fig-${name}, ${colour})`;
    return text.replaceAll(`: ${value}`, property).replaceAll(`: ${colour};`, `${property};`);
  }, svg);
}

function rgb(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}
