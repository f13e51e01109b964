import { averageEffects, type WaldTest, waldTest } from "../../model";
import type { LogitFit, Margin, TermEstimate } from "../../model/types";
import { cachedFit, cachedFits, cachedResult, type StoredFrame } from "../../results/fitCache";
import type { CellSpec } from "../../study";
import { StudyError } from "../../util/errors";
import { exposureMargin, exposureTerm, type FittedCell } from "../fittedCell";
import { gatedFacts } from "../gatedFacts";
import { EXPOSURE } from "../labels";
import { derivedFrame } from "./derivedFrame";
import { rowsOfLevel } from "./rowsOfLevel";
import { SIGNIFICANT } from "./significant";
import { slopesByLevel } from "./slopesByLevel";

/** The factor over whose levels the effect may vary. */
export const DECILE = "deprivation";

/** Coefficient of a decile in a model: `deprivation=3`. */
export const levelOf = (decile: string): string => `${DECILE}=${decile}`;

/** What one decile's link workers go with, in the model of all deciles. */
export interface DecileEffect {
  readonly decile: string;
  readonly term: TermEstimate;
  /** Mean marginal effect over the people of the decile (Stata's `over`). */
  readonly over: Margin;
  /** Mean over everybody, as if they lived in the decile (Stata's `at`). */
  readonly at: Margin;
}

/** A cell of Table S.10. */
export interface DecileInteraction extends Pick<FittedCell, "facts"> {
  readonly cell: CellSpec;
  readonly fit: LogitFit;
  readonly deciles: readonly DecileEffect[];
  /** Joint test that the odds ratio is the same in all deciles. */
  readonly wald: WaldTest;
}

/** Fits cells with the exposure's effect free to differ between deciles. */
export async function decileInteractions(
  study: StoredFrame,
  cells: readonly CellSpec[],
): Promise<readonly DecileInteraction[]> {
  const interaction = { kind: "interaction", numeric: EXPOSURE, factor: DECILE } as const;
  const specs = cells.map(({ spec }) => ({ ...spec, terms: [...spec.terms, interaction], margins: [] }));
  const fits = await cachedFits(study, specs);
  return cells.map((cell, i) => byDecile(study, cell, fits[i]));
}

function byDecile(study: StoredFrame, cell: CellSpec, fit: LogitFit): DecileInteraction {
  const effects = (reading: "over" | "at") =>
    cachedResult(study, __filename, [fit.spec, reading], () =>
      averageEffects(study.frame, fit, { of: EXPOSURE, [reading]: DECILE }),
    );
  const [over, at] = [effects("over"), effects("at")];
  const deciles = slopesByLevel(fit, EXPOSURE, DECILE, baseDecile(cell)).map((term) => {
    const decile = term.name.slice(term.name.indexOf("=") + 1);
    const of = (margins: readonly Margin[]) => margins.find(({ name }) => name.endsWith(`=${decile}`)) as Margin;
    return { decile, term, over: of(over), at: of(at) };
  });
  const ordered = [...deciles].sort((a, b) => Number(a.decile) - Number(b.decile));
  const wald = waldTest(fit, `${EXPOSURE}:${DECILE}`);
  return { cell, fit, deciles: ordered, wald, ...gatedFacts(study, cell.id, fit) };
}

function baseDecile({ spec }: CellSpec): string {
  const term = spec.terms.find((one) => one.kind === "factor" && one.name === DECILE);
  if (term?.kind !== "factor" || term.base === undefined)
    throw new RangeError(`the model has no ${DECILE} with a base`);
  return term.base;
}

/** A decile's own model (Table S.11). */
export interface DecileSubgroup extends Pick<FittedCell, "facts"> {
  readonly decile: string;
  readonly fit: LogitFit;
  readonly term: TermEstimate;
  readonly margin: Margin;
}

/** The deciles' own models of a cell. */
export interface CellSubgroups {
  readonly interaction: DecileInteraction;
  /** None when the interaction is not significant. */
  readonly subgroups: readonly DecileSubgroup[];
  /** Deciles whose own model has no answer (too few people), with the estimator's words. */
  readonly left: readonly { readonly decile: string; readonly reason: string }[];
}

/** Where the interaction of a cell is significant, fits it in each decile by itself: covariates free to differ too. */
export function decileSubgroups(study: StoredFrame, interaction: DecileInteraction): CellSubgroups {
  const { cell, deciles, wald } = interaction;
  const subgroups: DecileSubgroup[] = [];
  const left: { decile: string; reason: string }[] = [];
  const terms = cell.spec.terms.filter((term) => term.kind !== "factor" || term.name !== DECILE);
  for (const { decile } of wald.p < SIGNIFICANT ? deciles : []) {
    try {
      const part = onlyDecile(study, decile);
      const fit = cachedFit(part, { ...cell.spec, terms });
      const facts = gatedFacts(part, `${cell.id} & ${levelOf(decile)}`, fit);
      subgroups.push({ decile, fit, term: exposureTerm(fit), margin: exposureMargin(fit), ...facts });
    } catch (problem) {
      if (!(problem instanceof StudyError)) throw problem;
      left.push({ decile, reason: problem.message });
    }
  }
  return { interaction, subgroups, left };
}

const parts = new WeakMap<StoredFrame, Map<string, StoredFrame>>();

/** The respondents of a decile, made once for all outcomes. */
function onlyDecile(study: StoredFrame, decile: string): StoredFrame {
  const made = parts.get(study) ?? new Map<string, StoredFrame>();
  parts.set(study, made);
  const part =
    made.get(decile) ?? derivedFrame(study, `${DECILE} ${decile}`, (frame) => rowsOfLevel(frame, DECILE, decile));
  made.set(decile, part);
  return part;
}
