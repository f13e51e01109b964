import { discreteChanges, type WaldTest, waldTest } from "../../model";
import type { LogitFit, Margin, TermEstimate } from "../../model/types";
import { cachedResult, type StoredFrame } from "../../results/fitCache";

/** A factor's level in a fit; the base has neither estimate. */
export interface LevelEffect {
  readonly level: string;
  readonly term?: TermEstimate;
  /** Mean change of the probability from the base level, everything else as observed, with its delta-method error. */
  readonly change?: Margin;
}

/** A factor of a fit: its base, its other levels, and the joint test that none matters. */
export interface FactorEffect {
  readonly factor: string;
  readonly levels: readonly LevelEffect[];
  readonly wald: WaldTest;
}

/** The effects of every factor of a fit (Table S.7), levels in the order of the data. */
export function covariateEffects(study: StoredFrame, fit: LogitFit): readonly FactorEffect[] {
  const changes = cachedResult(study, __filename, [fit.spec, "discrete changes"], () =>
    discreteChanges(study.frame, fit),
  );
  return fit.spec.terms.flatMap((term) => {
    if (term.kind !== "factor") return [];
    const column = study.frame.columns[term.name];
    if (column?.kind !== "factor") throw new RangeError(`${term.name} is not a factor column`);
    const levels = column.levels.flatMap((level): LevelEffect[] => {
      const name = `${term.name}=${level}`;
      const estimate = fit.terms.find((one) => one.name === name);
      const change = changes.find((one) => one.name === name);
      if (estimate && change) return [{ level, term: estimate, change }];
      return level === baseOf(fit, term.name, term.base) ? [{ level }] : [];
    });
    return [{ factor: term.name, levels, wald: waldTest(fit, term.name) }];
  });
}

/** The level that stands for 1: the declared one, or what a notice says replaced it. */
function baseOf({ notices }: LogitFit, factor: string, declared: string | undefined): string | undefined {
  const moved = notices.find(({ id, message }) => id === "base-level-is-present" && message.startsWith(`${factor}:`));
  return moved ? /"([^"]*)" is the base instead/.exec(moved.message)?.[1] : declared;
}
