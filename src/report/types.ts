import type { Exhibit } from "../exhibit/types";
import type { DrawnFigure } from "../figure/drawFigures";
import type { Notebook } from "../notebook/nbformat";
import type { Progress } from "../util/progress";

/** An executed notebook; its file is `<name>.ipynb`. */
export interface ReportNotebook {
  readonly name: string;
  readonly notebook: Notebook;
}

/** What stands before or after the notebooks, in order. */
export type FrontBlock =
  | { readonly kind: "markdown"; readonly text: string }
  | { readonly kind: "exhibit"; readonly exhibit: Exhibit };

/** Input of `buildReport`. */
export interface ReportOptions {
  readonly notebooks: readonly ReportNotebook[];
  /** `index.html`, `report.pdf`, `appendix.docx` and `tables/<id>.{csv,md,tex}` are written here. */
  readonly outDir: string;
  readonly title: string;
  readonly subtitle?: string;
  /** Facts under the title: study, seed, scale, code version. Nothing that depends on clock or machine. */
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
  /** Data label shown on screen and on every printed page; empty for real data. */
  readonly label: string;
  readonly frontMatter: readonly FrontBlock[];
  /** After the last notebook; none by default. */
  readonly backMatter?: readonly FrontBlock[];
  /** Result of `drawFigures` for every figure of the front matter and the notebooks. */
  readonly drawn: ReadonlyMap<string, DrawnFigure>;
  /** Folders of the linked files as seen from `index.html`; by default `notebooks/` and where the figures were drawn. */
  readonly links?: { readonly notebooks: string; readonly figures: string };
  readonly progress?: Progress;
}

/** What `buildReport` wrote. */
export interface ReportFiles {
  readonly html: string;
  readonly pdf: string;
  readonly docx: string;
  /** Three files a table: CSV, Markdown, LaTeX. */
  readonly tables: readonly string[];
  readonly exhibits: readonly PlacedExhibit[];
}

/** An exhibit with its final label and anchor (an exhibit shown again gets an anchor of its own). */
export interface PlacedExhibit {
  readonly exhibit: Exhibit;
  readonly anchor: string;
  readonly repeated: boolean;
}

/** A heading of the report, for the contents list. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}
