import type { CellEstimates } from "./cells";
import { runPeer } from "./runPeer";

/** Cells by another program: fit, clustered covariance, average marginal effect; reading is not counted. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  readonly kb: number;
  readonly cells: readonly (CellEstimates & { readonly cpu: number })[];
}

export const PEERS = ["fixest.R", "glum_tabmat.py", "glm.R", "statsmodels_logit.py", "gretl.py"];

type Printed = CellEstimates & { readonly cpu: number; readonly kb: number; readonly version: string };

/** Runs a peer on the first cells of a folder of columns; one that is not installed gives a text that says so. */
export function runCells(script: string, columns: string, cells: number): Peer | string {
  const printed: Printed[] = [];
  for (let cell = 1; cell <= cells; cell++) {
    const result = runPeer<Printed>(script, [columns, String(cell)]);
    if (typeof result === "string") return result;
    printed.push(result);
  }
  return {
    name: script,
    version: printed[0].version,
    kb: Math.max(...printed.map(({ kb }) => kb)),
    cells: printed,
  };
}
