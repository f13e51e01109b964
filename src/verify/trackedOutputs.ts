import { EXHIBIT_MIME, RESULTS_MIME } from "../exhibit/types";
import type { Notebook, Output } from "../notebook";

/** Forms for the report's programs, which hold again what the readable forms show. */
const INTERNAL: readonly string[] = [EXHIBIT_MIME, RESULTS_MIME];

/** A notebook as it is kept in the repository: outputs in the forms that readers show, small and without anything of machine or clock. */
export function trackedOutputs(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: cell.outputs.map(readable) } : cell,
  );
  return { ...notebook, cells };
}

function readable(output: Output): Output {
  if (!("data" in output)) return output;
  const data = Object.fromEntries(Object.entries(output.data).filter(([mime]) => !INTERNAL.includes(mime)));
  return { ...output, data };
}
