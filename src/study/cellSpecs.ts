import type { LogitSpec, Term } from "../model/types";
import type { Study } from "./study";

/** A cell of Table 3: a model and an outcome, with what is fitted for it. */
export interface CellSpec {
  /** `M1.good_gp` */
  readonly id: string;
  readonly model: string;
  readonly spec: LogitSpec;
}

/** The models of the study as plain specifications, in the order of the settings. `flag` adds an indicator of PCNs without a return. */
export function cellSpecs(study: Study): readonly CellSpec[] {
  const terms: readonly Term[] = [
    { kind: "numeric", name: "link_workers" },
    ...(study.exposure.absentPcn === "flag"
      ? [{ kind: "factor", name: "pcn_return", base: "Return or not due" } as const]
      : []),
    ...study.covariates.map(({ name, base }) => ({ kind: "factor", name, base }) as const),
  ];
  return Object.entries(study.models.cells).flatMap(([model, outcomes]) =>
    Object.entries(outcomes).map(([outcome, sample = []]) => ({
      id: `${model}.${outcome}`,
      model,
      spec: {
        outcome,
        sample,
        terms,
        cluster: study.models.cluster,
        vce: study.models.vce,
        margins: ["link_workers"],
      },
    })),
  );
}
