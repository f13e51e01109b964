import { formatNumber } from "../../exhibit/formatCell";
import type { LogitFit } from "../../model/types";

/** How the models of a table were fitted: covariates, clusters, convention, and what left them. */
export function modelNote(fits: readonly LogitFit[]): string {
  const clusters = [...new Set(fits.map((fit) => fit.clusters))].sort((a, b) => a - b);
  const print = (value: number) => formatNumber(value, 0);
  const span =
    clusters.length > 1 ? `${print(clusters[0])} to ${print(clusters[clusters.length - 1])}` : print(clusters[0]);
  const covariates = fits[0].spec.terms.flatMap((term) => (term.kind === "factor" ? [term.name] : []));
  const left = new Set(fits.flatMap((fit) => fit.dropped.map(({ term, reason }) => `${term} (${reason})`)));
  const adjusted = covariates.length > 0 ? `, adjusted for ${covariates.join(", ")}` : "";
  return (
    `Logistic regressions${adjusted}; standard errors clustered by PCN (${span} clusters), convention ${fits[0].vce.name}.` +
    (left.size > 0 ? ` Left some models: ${[...left].join("; ")}.` : "")
  );
}
