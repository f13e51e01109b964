/** The report: executed notebooks and front matter in, one HTML file and one PDF out. */
export { buildReport, reportHtml } from "./buildReport";
export { type KeptReportOptions, keptReport } from "./keptReport";
export { notebookExhibits, notebookFigures, outputExhibit, withStillFigures } from "./notebookExhibits";
export { CRATE_FILE, type CrateFacts, roCrate } from "./roCrate";
export type {
  FrontBlock,
  PlacedExhibit,
  ReportBlock,
  ReportFiles,
  ReportNotebook,
  ReportOptions,
  ReportPart,
} from "./types";
