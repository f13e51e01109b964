import type { LogitSpec, Term, Vce } from "../model/types";
import type { CellId, ModelName, OutcomeName } from "../published/published";
import { EXPOSURE } from "./outcomes";

/** The part of the settings that declares the models. */
export interface ModelSettings {
  readonly covariates: readonly { readonly name: string; readonly base: string }[];
  readonly models: {
    readonly cluster: string;
    readonly vce: Vce;
    readonly cells: Readonly<
      Record<string, { readonly sample: readonly string[]; readonly outcomes: readonly string[] }>
    >;
  };
  readonly exposure: { readonly absentPcn: "zero" | "drop" | "flag" };
}

export interface CellSpec {
  readonly id: CellId;
  readonly model: ModelName;
  readonly outcome: OutcomeName;
  readonly spec: LogitSpec;
}

/** The declared models of Table 3, in order: the exposure, then the covariates. */
export function cellSpecs(settings: ModelSettings): readonly CellSpec[] {
  const terms = modelTerms(settings);
  return Object.entries(settings.models.cells).flatMap(([model, { sample, outcomes }]) =>
    outcomes.map((outcome) => ({
      id: `${model}.${outcome}` as CellId,
      model: model as ModelName,
      outcome: outcome as OutcomeName,
      spec: { outcome, sample, terms, cluster: settings.models.cluster, vce: settings.models.vce, margins: [EXPOSURE] },
    })),
  );
}

function modelTerms(settings: ModelSettings): readonly Term[] {
  const covariates = settings.covariates.map(({ name, base }): Term => ({ kind: "factor", name, base }));
  const reporting: Term[] = settings.exposure.absentPcn === "flag" ? [{ kind: "factor", name: "exposure_state" }] : [];
  return [{ kind: "numeric", name: EXPOSURE }, ...reporting, ...covariates];
}
