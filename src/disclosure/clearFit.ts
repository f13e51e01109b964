import { roundDecimal } from "../exhibit/roundDecimal";
import type { LogitFit, Margin, TermEstimate } from "../model/types";
import { type Cleared, grant } from "./clearance";
import { fitRules, levelRule } from "./fitRules";
import type { Gate } from "./gate";
import { outputDecision } from "./outputDecision";
import { roundCount } from "./rounding";
import type { FitFacts } from "./underlying";

/** What may leave of a fit: rule 7. No covariance, likelihood, ledger or counts of dropped rows. */
export interface ReleasedFit {
  readonly outcome: string;
  readonly sample: readonly string[];
  /** Rounded; null when its release would differ too little from that of another sample. */
  readonly n: number | null;
  readonly events: number | null;
  readonly clusters: number;
  readonly vce: string;
  readonly terms: readonly TermEstimate[];
  readonly margins: readonly Margin[];
  /** Coefficients that are not shown, because too few people or a single outcome stand behind them. */
  readonly withheldTerms: readonly string[];
  /** Levels that left the model before fitting, said without rows and without reason: all their members may share an outcome. */
  readonly merged: readonly string[];
}

/** Significant decimals of released estimates: no more than any table prints. */
const DECIMALS = 6;

/** The fit as it may leave, or null when rule 7 or 8 withholds the model as a whole. */
export function clearFit(fit: LogitFit, facts: FitFacts, gate: Gate): Cleared<ReleasedFit> | null {
  const { policy, ledger } = gate;
  const rules = fitRules(facts, policy);
  const passes = rules.every(({ status }) => status === "pass");
  const size = passes ? sampleSize(facts, gate) : undefined;
  const shown = fit.terms.filter(({ name }) => passes && levelRule(facts, name, policy).status === "pass");
  const withheldTerms = fit.terms.filter((term) => !shown.includes(term)).map(({ name }) => name);
  const withheldLevels = passes && withheldTerms.length > 0;
  gate.record(
    outputDecision({
      id: `model ${facts.population}`,
      kind: "model",
      title: `Logit of ${fit.spec.outcome}`,
      population: facts.population,
      isPublic: false,
      released: shown.length,
      withheld: withheldTerms.length,
      cleared: { rules: [], counts: [{ key: "n", before: fit.n, after: size ?? null }] },
      extra: [
        ...rules,
        ...(withheldLevels ? [levelRule(facts, withheldTerms[0], policy)] : []),
        ...(passes && size === null ? [{ rule: "differencing", status: "fail" as const, detail: "N withheld" }] : []),
      ],
    }),
  );
  if (!passes) return null;
  return grant({
    outcome: fit.spec.outcome,
    sample: [...(fit.spec.sample ?? [])],
    n: size ?? null,
    events: size === null ? null : roundCount(fit.events, policy),
    clusters: roundCount(fit.clusters, policy),
    vce: fit.vce.name,
    terms: shown.map(rounded),
    margins: fit.margins.map(rounded),
    withheldTerms,
    merged: [...new Set(fit.dropped.filter(({ reason }) => reason !== "collinear").map(({ term }) => term))],
  });

  function sampleSize({ population, n, practices, clusters }: FitFacts, { policy: { minPractices, minPcns } }: Gate) {
    const few = practices < minPractices || clusters < minPcns;
    const key = population;
    const { decisions } = ledger.decide([{ key, n, shown: true, failed: few ? ["organisations"] : [] }], []);
    return decisions.get(key)!.released ? roundCount(n, policy) : null;
  }
}

/** Numbers of a record at the released decimals; its name stays. */
function rounded<T extends TermEstimate | Margin>(record: T): T {
  const entries = Object.entries(record).map(([key, value]) => [
    key,
    typeof value === "number" && Number.isFinite(value) ? Number(roundDecimal(value, DECIMALS)) : value,
  ]);
  return Object.fromEntries(entries) as T;
}
