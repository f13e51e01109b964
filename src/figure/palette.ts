/** Neutral colours of every figure. The report swaps them for its own in dark mode, so use no other greys. */
export const INK = "#1f2933";
export const MUTED = "#5f6b76";
export const AXIS = "#8a949e";
export const FAINT = "#e4e7ea";
export const PAPER = "#ffffff";
export const MARK = "#b3401e";

/**
 * Series colours: Okabe & Ito (2008), told apart with any colour vision; yellow left out (too pale on white), black early.
 * Each series also has its own marker and dash, so colour is never the only signal.
 */
export const SERIES_COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#1f2933", "#56b4e9", "#e69f00"] as const;

/** The same hues dark enough for text on white (4.5 : 1). */
export const SERIES_TEXT = ["#0069a3", "#b04c00", "#007656", "#a1477a", "#1f2933", "#17729f", "#8c6200"] as const;
export const SERIES_SYMBOLS = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "x"] as const;
export const SERIES_DASHES = [
  "solid",
  "6px,3px",
  "2px,2px",
  "9px,3px,2px,3px",
  "12px,3px",
  "4px,4px",
  "1px,3px",
] as const;

/** The look of series number `index`, repeating after seven. */
export function seriesStyle(index: number): { colour: string; text: string; symbol: string; dash: string } {
  const at = index % SERIES_COLOURS.length;
  return { colour: SERIES_COLOURS[at], text: SERIES_TEXT[at], symbol: SERIES_SYMBOLS[at], dash: SERIES_DASHES[at] };
}
