/** A4 and its margins in twips (a twentieth of a point). */
export const PAGE = { width: 11906, height: 16838, margin: 1134 } as const;

/** Width of text on upright and on landscape pages. */
export const UPRIGHT_WIDTH = PAGE.width - 2 * PAGE.margin;
export const LANDSCAPE_WIDTH = PAGE.height - 2 * PAGE.margin;
