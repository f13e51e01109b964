/**
 * Figures as data: builders that turn numbers into a plotly figure with its text alternative and CSV. Light, for notebook cells;
 * drawing them needs a browser and stands apart in `drawFigures.ts`.
 */
export { type Band, type BandFigureOptions, bandFigure } from "./bandFigure";
export { type Box, type BoxFigureOptions, boxFigure } from "./boxFigure";
export { type DotInterval, type DotIntervalFigureOptions, dotIntervalFigure } from "./dotIntervalFigure";
export { type FigureFrame, figureExhibit, type Quantity } from "./figureExhibit";
export { annotation, FIGURE_HEIGHT, FIGURE_WIDTH, figureLayout, withSyntheticMark } from "./figureTheme";
export {
  type FlowCount,
  type FlowFigureOptions,
  type FlowLine,
  type FlowSample,
  flowFigure,
} from "./flowFigure";
export { type LineFigureOptions, type LineSeries, lineFigure } from "./lineFigure";
export { SERIES_COLOURS, seriesStyle } from "./palette";
