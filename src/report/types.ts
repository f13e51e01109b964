import type { Exhibit } from "../exhibit/types";
import type { DrawnFigure } from "../figure/drawFigures";
import type { Notebook } from "../notebook/nbformat";
import type { Progress } from "../util/progress";

/** An executed notebook; its file is `<name>.ipynb`. */
export interface ReportNotebook {
  readonly name: string;
  readonly notebook: Notebook;
}

/** Text or an exhibit that stands outside the notebooks. */
export type FrontBlock =
  | { readonly kind: "markdown"; readonly text: string }
  | {
      readonly kind: "exhibit";
      readonly exhibit: Exhibit;
      /** The source file that makes it, from the repository's root: `src/paper/dictionaryTable.ts`. */
      readonly source?: string;
    };

/** What a part of the report is made of: also a whole notebook, or the list of the sources cited before it. */
export type ReportBlock =
  | FrontBlock
  | { readonly kind: "notebook"; readonly notebook: ReportNotebook }
  | { readonly kind: "references" };

/** A part of the report under a heading of its own; without a title its blocks' headings are the uppermost. */
export interface ReportPart {
  readonly title?: string;
  readonly blocks: readonly ReportBlock[];
}

/** Input of `buildReport`. */
export interface ReportOptions {
  readonly notebooks: readonly ReportNotebook[];
  /** `index.html`, `code.html`, `report.pdf`, `appendix.docx` and `tables/<id>.{csv,md,tex}` are written here. */
  readonly outDir: string;
  readonly title: string;
  readonly subtitle?: string;
  /** Facts under the title: study, seed, scale, code version. Nothing that depends on clock or machine. */
  readonly facts?: readonly { readonly name: string; readonly value: string }[];
  /** Data label shown on screen and on every printed page; empty for real data. */
  readonly label: string;
  readonly frontMatter: readonly FrontBlock[];
  /** Everything after the front matter in order; by default the notebooks, each by itself. */
  readonly parts?: readonly ReportPart[];
  /** BibTeX of the sources that texts may cite as `[@key]`; none by default. */
  readonly bibliography?: string;
  /** Result of `drawFigures` for every figure of the front matter and the notebooks. */
  readonly drawn: ReadonlyMap<string, DrawnFigure>;
  /** Folders of the linked files as seen from `index.html`; by default `notebooks/` and where the figures were drawn. */
  readonly links?: { readonly notebooks: string; readonly figures: string };
  readonly progress?: Progress;
}

/** What `buildReport` wrote. */
export interface ReportFiles {
  readonly html: string;
  /** The code behind the exhibits. */
  readonly code: string;
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

/** A heading of the report, for the contents list and the search. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
  /** The running text below it, up to the next heading. */
  readonly words: string;
}
