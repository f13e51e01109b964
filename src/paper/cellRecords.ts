import type { Underlying } from "../disclosure/underlying";
import { findPublished } from "../published/published";
import type { ResultRecord } from "../results/types";
import { countBehind, estimateBehind, PUBLIC, shareBehind } from "./behind";
import { exposureMargin, exposureTerm, type FittedCell } from "./fittedCell";
import { populationImpact } from "./impact";

/** Everything Tables 3 and 4 report of a fitted cell, as records with keys `table3/<cell>/<quantity>` and `table4/<cell>/<quantity>`; printed ones as `published/<cell>/<quantity>`. */
export function cellRecords(cell: FittedCell): readonly ResultRecord[] {
  const { id, fit, facts } = cell;
  const estimated = estimateBehind(cell);
  const term = exposureTerm(fit);
  const margin = exposureMargin(fit);
  const impact = populationImpact(margin.ame);
  const base = {
    n: fit.n,
    events: fit.events,
    clusters: fit.clusters,
    ...(fit.vce.df === undefined ? {} : { df: fit.vce.df }),
    model: id,
    sample: (fit.spec.sample ?? []).join(" & ") || "all",
  };
  const record = (
    key: string,
    value: number,
    decimals: number,
    unit = "",
    underlying: Underlying | undefined = estimated,
  ): ResultRecord => ({
    key,
    value,
    unit,
    decimals,
    ...base,
    ...(underlying === undefined ? {} : { underlying }),
  });
  return [
    record(`table3/${id}/logOr`, term.estimate, 6),
    record(`table3/${id}/se`, term.se, 6),
    record(`table3/${id}/or`, term.or, 3),
    record(`table3/${id}/ciLow`, term.orLow, 3),
    record(`table3/${id}/ciHigh`, term.orHigh, 3),
    record(`table3/${id}/p`, term.p, term.p < 0.01 ? 3 : 2),
    record(`table3/${id}/amePp`, 100 * margin.ame, 2, "pp"),
    record(`table3/${id}/ameSePp`, 100 * margin.se, 4, "pp"),
    record(`table3/${id}/meanPct`, (100 * fit.events) / fit.n, 1, "%", shareBehind(facts?.people, fit.events)),
    record(`table3/${id}/n`, fit.n, 0, "", countBehind(facts?.people)),
    record(`table4/${id}/averagePcn`, impact.averagePcn, 0),
    record(`table4/${id}/allPcns`, impact.allPcns, 0),
    ...publishedRecords(id),
  ];
}

function publishedRecords(id: string): readonly ResultRecord[] {
  const printed = findPublished(id);
  if (!printed) return [];
  const units: Readonly<Record<string, string>> = { amePp: "pp", meanPct: "%" };
  const names = ["or", "ciLow", "ciHigh", "p", "amePp", "meanPct", "n", "averagePcn", "allPcns"] as const;
  return names.map((name) => ({
    key: `published/${id}/${name}`,
    ...printed[name],
    unit: units[name] ?? "",
    model: id,
    underlying: PUBLIC,
  }));
}
