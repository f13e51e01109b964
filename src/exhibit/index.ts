/** Exhibits are data; writers print them through one value formatter and never compute a statistic. */
export { formatCell, formatInterval, formatNumber, formatP, NOT_AVAILABLE, type Spelling } from "./formatCell";
export { roundDecimal } from "./roundDecimal";
export { exhibitBundle, show } from "./show";
export { SYNTHETIC_LABEL } from "./syntheticLabel";
export { tableCsv } from "./tableCsv";
export { type TableHtmlOptions, tableHtml } from "./tableHtml";
export { LATEX_PACKAGES, tableLatex } from "./tableLatex";
export { tableMarkdown } from "./tableMarkdown";
export { tableText } from "./tableText";
export {
  type Cell,
  EXHIBIT_MIME,
  type Exhibit,
  type FigureExhibit,
  RESULTS_MIME,
  type TableColumn,
  type TableExhibit,
  type TableRow,
} from "./types";
