import type { ExhibitDisclosure, FigureSource, Underlying } from "../disclosure/underlying";

/** Tables and figures as data; writers turn them into HTML, text, CSV and pictures and never compute a statistic. */

/** A value as printed, with the counts behind it for the disclosure gate, which no writer sees. */
export type Cell = PrintedCell & { readonly underlying?: Underlying };

type PrintedCell =
  /** `href`: where the text leads in the report, `#anchor`; formats without links print the text alone. */
  | { readonly kind: "text"; readonly text: string; readonly href?: string }
  | { readonly kind: "number"; readonly value: number; readonly decimals: number; readonly unit?: "%" | "pp" | "" }
  /** Printed as `low to high`. */
  | { readonly kind: "interval"; readonly low: number; readonly high: number; readonly decimals: number }
  /** Printed by the paper's rule: three decimals below 0.01, two otherwise, `<0.001` below that. */
  | { readonly kind: "p"; readonly value: number }
  | { readonly kind: "count"; readonly value: number }
  | { readonly kind: "empty" };

/** A column of a table: its head and how its cells are set. */
export interface TableColumn {
  readonly id: string;
  readonly label: string;
  readonly align: "left" | "right";
  /** Head spanning the neighbouring columns that carry the same text ("Published", "This study"). */
  readonly group?: string;
}

/** A row of a table. */
export interface TableRow {
  /** Starts a labelled block of rows (a spanning header row) when present. */
  readonly group?: string;
  /** One per column, the first being the row header. */
  readonly cells: readonly Cell[];
}

/** A table as data: every writer prints this. */
export interface TableExhibit {
  readonly kind: "table";
  /** Also file name and anchor: `table-3`. */
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** Sample, N, clusters, standard-error convention, sources. */
  readonly note: string;
  readonly synthetic: boolean;
  /** For the disclosure gate; without it nothing of the exhibit leaves when the answers are restricted. */
  readonly disclosure?: ExhibitDisclosure;
}

/** A figure as data: its drawing, text alternative and the rows of the CSV beside it. */
export interface FigureExhibit {
  readonly kind: "figure";
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly note: string;
  /** Text alternative computed from the data. */
  readonly alt: string;
  /** A plotly figure. */
  readonly plot: { readonly data: readonly object[]; readonly layout: object };
  readonly width: number;
  readonly height: number;
  /** What the CSV beside the figure holds. */
  readonly data: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number | null)[])[];
  };
  readonly synthetic: boolean;
  /** As of a table. */
  readonly disclosure?: ExhibitDisclosure;
  /** How the gate draws it again from cleared values. */
  readonly source?: FigureSource;
}

/** What a cell shows and the report prints. */
export type Exhibit = TableExhibit | FigureExhibit;

/** Mime types by which an executed notebook carries exhibits and results to the report. */
export const EXHIBIT_MIME = "application/vnd.link-workers.exhibit+json";
export const RESULTS_MIME = "application/vnd.link-workers.results+json";
