import { isGated } from "../../disclosure/activeGate";
import { formatNumber } from "../../exhibit/formatCell";
import type { LogitFit } from "../../model/types";

/**
 * How the models of a table were fitted: covariates, clusters, convention, and what left them. On restricted answers without the number
 * of clusters, and of what left neither reasons nor rows: all of a level may share an outcome.
 */
export function modelNote(fits: readonly LogitFit[]): string {
  const clusters = [...new Set(fits.map((fit) => fit.clusters))].sort((a, b) => a - b);
  const print = (value: number) => formatNumber(value, 0);
  const span =
    clusters.length > 1 ? `${print(clusters[0])} to ${print(clusters[clusters.length - 1])}` : print(clusters[0]);
  const covariates = fits[0].spec.terms.flatMap((term) => (term.kind === "factor" ? [term.name] : []));
  const gated = isGated();
  const left = new Set(
    fits.flatMap((fit) => fit.dropped.map(({ term, reason }) => (gated ? term : `${term} (${reason})`))),
  );
  const size = gated ? "" : ` (${span} clusters)`;
  const adjusted = covariates.length > 0 ? `, adjusted for ${covariates.join(", ")}` : "";
  return (
    `Logistic regressions${adjusted}; standard errors clustered by PCN${size}, convention ${fits[0].vce.name}.` +
    (left.size > 0 ? ` ${gated ? "Merged in" : "Left"} some models: ${[...left].join("; ")}.` : "")
  );
}
