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
 * The notebook with a still picture (`image/png`) beside each figure's plotly JSON, for readers that do not draw plotly; a PNG
 * because several readers strip the drawing out of an SVG. `pngOf` gives the picture, undefined to leave the output as it is.
 */
export function withStillFigures(
  notebook: Notebook,
  pngOf: (figure: FigureExhibit) => Uint8Array | undefined,
): Notebook {
  const still = (output: Output): Output => {
    const exhibit = outputExhibit(output);
    if (exhibit?.kind !== "figure" || !("data" in output)) return output;
    const png = pngOf(exhibit);
    if (png === undefined) return output;
    const { width, height } = exhibit;
    return {
      ...output,
      data: { "image/png": Buffer.from(png).toString("base64"), ...output.data },
      metadata: { ...output.metadata, "image/png": { width, height } },
    };
  };
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: cell.outputs.map(still) } : cell,
  );
  return { ...notebook, cells };
}
