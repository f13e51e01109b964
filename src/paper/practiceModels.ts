import { type PreparedPractices, RESPONDENTS } from "../data/practice";
import { fitLogit } from "../model";
import type { LogitFit, LogitSpec, Term } from "../model/types";
import type { Study } from "../study";
import { StudyError } from "../util/errors";
import { type Progress, silent } from "../util/progress";

/** The model each outcome is the headline of, and thereby who is asked: everyone, long-term conditions, mental health needs. */
const HEADLINES = [
  ["M1", "not_isolated"],
  ["M1", "good_gp"],
  ["M2", "confidence"],
  ["M2", "support"],
  ["M3", "mh_understood"],
] as const;

/** A headline model as fitted on practice-level counts. */
export interface PracticeModel {
  /** `M1.good_gp` */
  readonly id: string;
  readonly outcome: string;
  readonly fit: LogitFit;
}

/**
 * The headline models without patient covariates: exposure and year indicators, clustered as the study says. The sample is who was
 * asked: the questions on confidence and support go to people with a long-term condition, from 2022 also to those with long COVID only.
 */
export function practiceSpecs(study: Pick<Study, "survey" | "exposure" | "models" | "covariates">): readonly {
  readonly id: string;
  readonly spec: LogitSpec;
}[] {
  const year = study.covariates.find(({ name }) => name === "year");
  const terms: readonly Term[] = [
    { kind: "numeric", name: "link_workers" },
    ...(study.exposure.absentPcn === "flag"
      ? [{ kind: "factor", name: "pcn_return", base: "Return or not due" } as const]
      : []),
    ...(study.survey.years.length > 1 ? [{ kind: "factor", name: "year", base: year?.base } as const] : []),
  ];
  const { cluster, vce } = study.models;
  return HEADLINES.map(([model, outcome]) => ({
    id: `${model}.${outcome}`,
    spec: { outcome, terms, cluster, vce, frequency: RESPONDENTS, margins: ["link_workers"] },
  }));
}

/** Fits the five headline models. @throws StudyError `verification` when a fit and the ledger count different respondents */
export function fitPractices(prepared: PreparedPractices, progress: Progress = silent): readonly PracticeModel[] {
  const specs = practiceSpecs(prepared.study);
  const stage = progress.stage("fit models");
  const models = specs.map(({ id, spec }, i) => {
    stage.update(i / specs.length, id);
    const fit = fitLogit(prepared.frames[spec.outcome], spec);
    checkRespondents(prepared, id, fit);
    return { id, outcome: spec.outcome, fit };
  });
  stage.done(`${models.length} models`);
  return models;
}

function checkRespondents({ ledger }: PreparedPractices, id: string, { spec, n, ledger: steps }: LogitFit): void {
  const inFrame = ledger
    .filter(({ outcome }) => outcome === spec.outcome)
    .reduce((sum, { respondents }) => sum + respondents, 0);
  const accounted = steps.reduce((sum, { rows }) => sum + rows, n);
  if (inFrame === accounted) return;
  throw new StudyError(
    "verification",
    "sample-ledger-balances",
    `${id}: ${inFrame} respondents in the practice files against ${accounted} in the fit. This is a defect: report it.`,
  );
}
