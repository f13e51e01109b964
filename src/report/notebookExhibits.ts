import { EXHIBIT_MIME, type Exhibit, type FigureExhibit } from "../exhibit/types";
import type { Notebook, Output } from "../notebook/nbformat";
import type { ReportNotebook } from "./types";

/** The exhibit that an output carries, if any. */
export function outputExhibit(output: Output): Exhibit | undefined {
  if (output.output_type !== "display_data" && output.output_type !== "execute_result") return undefined;
  return output.data[EXHIBIT_MIME] as Exhibit | undefined;
}

/** All exhibits of executed notebooks in reading order. */
export function notebookExhibits(notebooks: readonly ReportNotebook[]): Exhibit[] {
  return notebooks.flatMap(({ notebook }) =>
    notebook.cells.flatMap((cell) =>
      cell.cell_type === "code" ? cell.outputs.map(outputExhibit).filter((exhibit) => exhibit !== undefined) : [],
    ),
  );
}

/** The figures among them: input of `drawFigures`. */
export function notebookFigures(notebooks: readonly ReportNotebook[]): FigureExhibit[] {
  return notebookExhibits(notebooks).filter((exhibit) => exhibit.kind === "figure");
}

/**
 * The notebook with a still picture (`image/svg+xml`) beside each figure's plotly JSON, for readers that do not draw plotly.
 * `svgOf` gives the picture of a figure, undefined to leave the output as it is.
 */
export function withStillFigures(notebook: Notebook, svgOf: (figure: FigureExhibit) => string | undefined): Notebook {
  const still = (output: Output): Output => {
    const exhibit = outputExhibit(output);
    if (exhibit?.kind !== "figure" || !("data" in output)) return output;
    const svg = svgOf(exhibit);
    return svg === undefined ? output : { ...output, data: { "image/svg+xml": svg, ...output.data } };
  };
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: cell.outputs.map(still) } : cell,
  );
  return { ...notebook, cells };
}
