import type { Notebook, Output } from "../notebook/nbformat";
import { CLEARANCE_MIME, hasSeal } from "./clearance";
import { NOT_CLEARED } from "./declaredExhibit";

/** An executed notebook without the outputs that the gate did not let pass. */
export interface SealedNotebook {
  readonly notebook: Notebook;
  /** Outputs taken out, by kind: streams, results and displays without a seal. Errors lose their text. */
  readonly removed: number;
}

const note: Output = { output_type: "display_data", data: { "text/plain": NOT_CLEARED }, metadata: {} };

/**
 * Keeps the outputs whose seal is that of their content, without the seal itself; takes out printed text, values of cells
 * and unsealed displays, and says so in the cell. Error outputs keep their place only.
 */
export function sealedOutputs(notebook: Notebook, secret: string): SealedNotebook {
  let removed = 0;
  const keep = (output: Output): Output[] => {
    if (output.output_type === "error") {
      return [{ ...output, ename: "Error", evalue: "The message is in the private log.", traceback: [] }];
    }
    if (!("data" in output) || !hasSeal(output.data, secret)) {
      removed++;
      return [];
    }
    const { [CLEARANCE_MIME]: _, ...data } = output.data;
    return [{ ...output, data } as Output];
  };
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    const before = removed;
    const kept = cell.outputs.flatMap(keep);
    return { ...cell, outputs: removed > before ? [...kept, note] : kept };
  });
  return { notebook: { ...notebook, cells }, removed };
}
