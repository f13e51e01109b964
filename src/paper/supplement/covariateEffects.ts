import { type WaldTest, waldTest } from "../../model";
import { restoreFit } from "../../model/restoreFit";
import { AS_OBSERVED, scenarioEta, scenarioPredictor } from "../../model/scenario";
import type { LogitFit, TermEstimate } from "../../model/types";
import { cachedResult, type StoredFrame } from "../../results/fitCache";

/** A factor's level in a fit; the base has no estimate. */
export interface LevelEffect {
  readonly level: string;
  readonly term: TermEstimate | undefined;
  /** Mean change of the probability from the base level, everything else as observed. */
  readonly ame: number;
}

/** A factor of a fit, level by level, with the joint test that none matters. */
export interface FactorEffect {
  readonly factor: string;
  readonly levels: readonly LevelEffect[];
  readonly wald: WaldTest;
}

/** The effects of every factor of a fit (Table S.7). */
export function covariateEffects(study: StoredFrame, fit: LogitFit): readonly FactorEffect[] {
  const changes = cachedResult(study, __filename, [fit.spec, "discrete changes"], () => discreteChanges(study, fit));
  return fit.spec.terms.flatMap((term) => {
    if (term.kind !== "factor") return [];
    const levels = changes.filter(({ factor }) => factor === term.name);
    return [
      {
        factor: term.name,
        levels: levels.map(({ level, ame }) => ({
          level,
          term: fit.terms.find(({ name }) => name === `${term.name}=${level}`),
          ame,
        })),
        wald: waldTest(fit, term.name),
      },
    ];
  });
}

interface Change {
  readonly factor: string;
  readonly level: string;
  readonly ame: number;
}

/**
 * Discrete changes of all factors in one pass over the groups of equal rows: with own odds o = exp(eta), moving a row from its level a to
 * level l makes them o exp(b_l - b_a). Without standard errors, which need a pass for every level.
 */
function discreteChanges(study: StoredFrame, fit: LogitFit): readonly Change[] {
  const { model, problem, solution } = restoreFit(study.frame, fit);
  const { groups } = problem;
  const { design, sample } = model;
  const predictor = scenarioPredictor(problem, solution.b, AS_OBSERVED);
  const ratios = design.factors.map(({ name, levels }) =>
    Float64Array.from(levels, (level) => fit.terms.find((term) => term.name === `${name}=${level}`)?.or ?? 1),
  );
  const sums = ratios.map((ratio) => new Float64Array(ratio.length));
  const present = ratios.map((ratio) => new Float64Array(ratio.length));
  let rows = 0;
  for (let p = 0; p < problem.halves.patterns; p++) {
    if (sample.kept.pattern[p] === 0) continue;
    const own = design.halves.levelOfPattern.map((levels) => levels[p]);
    for (let g = groups.ofPattern[p]; g < groups.ofPattern[p + 1]; g++) {
      const n = groups.count[g];
      const odds = Math.exp(scenarioEta(problem, predictor, AS_OBSERVED, p, groups.point[g]));
      rows += n;
      for (let f = 0; f < ratios.length; f++) {
        const ratio = ratios[f];
        const at = odds / ratio[own[f]];
        present[f][own[f]] += n;
        for (let l = 0; l < ratio.length; l++) sums[f][l] += n * ((at * ratio[l]) / (1 + at * ratio[l]));
      }
    }
  }
  return design.factors.flatMap(({ name, levels }, f) => {
    const base = levels.findIndex(
      (level, l) => present[f][l] > 0 && !fit.terms.some((term) => term.name === `${name}=${level}`),
    );
    return levels.flatMap((level, l) =>
      present[f][l] > 0 ? [{ factor: name, level, ame: (sums[f][l] - sums[f][base]) / rows }] : [],
    );
  });
}
