import type { CellEstimates } from "./cells";
import { runPeer } from "./runPeer";

/** One headline cell by another program: fit, clustered covariance, average marginal effect; reading is not counted. */
export interface Peer extends CellEstimates {
  readonly name: string;
  readonly cpu: number;
  readonly kb: number;
  readonly version: string;
}

export const PEERS = ["fixest.R", "glum_tabmat.py", "glm.R", "statsmodels_logit.py", "gretl.py"];

/** Runs the peers on a folder of columns; one that is not installed gives a text that says so. */
export function runPeers(columns: string, scripts: readonly string[]): readonly (Peer | string)[] {
  return scripts.map((script) => {
    const result = runPeer<Omit<Peer, "name">>(script, [columns, "1"]);
    return typeof result === "string" ? result : { name: script, ...result };
  });
}
