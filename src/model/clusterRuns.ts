import { eventsIn, type Groups, rowsIn } from "./countGroups";
import type { Labelling } from "./labelTotals";
import type { PreparedDesign } from "./prepareDesign";

/** The sample ordered by cluster: the runs of cluster c are `start[c]` to `start[c + 1]`, within it in pattern order. */
export interface ClusterRuns {
  readonly start: Uint32Array;
  readonly pattern: Uint32Array;
  readonly point: Uint32Array;
  /** Weighted rows and events of each run. */
  readonly rows: Float64Array;
  readonly events: Float64Array;
}

/** Reorders the runs of a sample by cluster. */
export function clusterRuns(design: PreparedDesign, groups: Groups, clustering: Labelling): ClusterRuns {
  const start = new Uint32Array(clustering.count + 1);
  eachRun(design, groups, (_p, cell) => start[clustering.ofCell[cell] + 1]++);
  for (let c = 1; c < start.length; c++) start[c] += start[c - 1];
  const next = start.slice();
  const total = start[clustering.count];
  const pattern = new Uint32Array(total);
  const point = new Uint32Array(total);
  const rows = new Float64Array(total);
  const events = new Float64Array(total);
  eachRun(design, groups, (p, cell, n, y) => {
    const at = next[clustering.ofCell[cell]]++;
    pattern[at] = p;
    point[at] = design.pointOfCell[cell];
    rows[at] = n;
    events[at] = y;
  });
  return { start, pattern, point, rows, events };
}

/** Calls `visit` with pattern, cell, weighted rows and events, and number of every run of the sample, in pattern and cell order. */
export function eachRun(
  { runs, halves, multiplicity }: PreparedDesign,
  { runCounts }: Groups,
  visit: (pattern: number, cell: number, rows: number, events: number, run: number) => void,
): void {
  for (let p = 0; p < halves.patterns; p++) {
    for (let j = runs.ofPattern[p]; j < runs.ofPattern[p + 1]; j++) {
      const count = runCounts[j];
      if (count === 0) continue;
      const cell = runs.label[j];
      const times = multiplicity ? multiplicity.weight[cell] : 1;
      visit(p, cell, rowsIn(count) * times, eventsIn(count) * times, j);
    }
  }
}
