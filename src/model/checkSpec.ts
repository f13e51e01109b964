import type { Column, Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { didYouMean } from "../util/nearest";
import { type LogitSpec, type Term, VCE_NAMES } from "./types";

/** Stops with the name and the remedy when a specification cannot be read against the frame. */
export function checkSpec(frame: Frame, spec: LogitSpec): void {
  requireKind(frame, spec.outcome, ["flag"], "outcome");
  for (const flag of spec.sample ?? []) requireKind(frame, flag, ["flag"], "sample flag");
  if (spec.cluster !== undefined) requireKind(frame, spec.cluster, ["factor"], "cluster");
  if (spec.secondCluster !== undefined) requireKind(frame, spec.secondCluster, ["factor"], "second cluster");
  if (spec.frequency !== undefined) requireKind(frame, spec.frequency, NUMBERS, "frequency");
  if (spec.weights !== undefined) requireKind(frame, spec.weights, NUMBERS, "weight");
  for (const term of spec.terms) checkTerm(frame, term);
  if (spec.absorb !== undefined) checkAbsorb(frame, spec, spec.absorb);
  if (spec.terms.length > MOST_TERMS) {
    throw new StudyError(
      "settings",
      "terms-are-few",
      `The model has ${spec.terms.length} terms; at most ${MOST_TERMS} fit.`,
    );
  }
  checkDistinct(spec.terms);
  checkMargins(spec);
  checkVce(spec);
}

/** Missing values are counted by the position of their term in one byte. */
const MOST_TERMS = 120;

/** Kinds of column that can be a numeric term. */
const NUMBERS: readonly Column["kind"][] = ["numeric", "lookup", "flag"];

function checkTerm(frame: Frame, term: Term): void {
  if (term.kind !== "numeric") {
    requireKind(frame, term.kind === "factor" ? term.name : term.factor, ["factor"], `${term.kind} term`);
  }
  if (term.kind !== "factor") {
    requireKind(frame, term.kind === "numeric" ? term.name : term.numeric, NUMBERS, `${term.kind} term`);
  }
}

function checkAbsorb(frame: Frame, { vce, secondCluster, terms }: LogitSpec, absorb: string): void {
  requireKind(frame, absorb, ["factor"], "absorbed effects");
  if (terms.some((term) => term.kind === "factor" && term.name === absorb)) {
    throw new StudyError("settings", "terms-are-distinct", `${absorb} is absorbed and a term. Remove one of them.`);
  }
  if (secondCluster === undefined && (vce === undefined || ["oim", "cr0", "cr1"].includes(vce))) return;
  throw new StudyError(
    "settings",
    "absorbed-vce-is-simple",
    `With absorbed effects the covariance is oim, cr0 or cr1 over one cluster column, not ${secondCluster ? "two-way" : vce}.`,
  );
}

function requireKind(frame: Frame, name: string, kinds: readonly Column["kind"][], role: string): void {
  const column = frame.columns[name];
  const usable = Object.keys(frame.columns).filter((other) => kinds.includes(frame.columns[other].kind));
  if (column === undefined) {
    throw new StudyError(
      "settings",
      "column-exists",
      `There is no column "${name}" for the ${role}.${didYouMean(name, usable)} Columns that could be used: ${usable.join(", ")}.`,
    );
  }
  if (kinds.includes(column.kind)) return;
  throw new StudyError(
    "settings",
    "column-has-the-kind",
    `${name} is a ${column.kind} column, but a ${role} must be ${kinds.join(" or ")}. Columns that could be used: ${usable.join(", ")}.`,
  );
}

function checkDistinct(terms: readonly Term[]): void {
  const names = terms.map((term) => (term.kind === "interaction" ? `${term.numeric}:${term.factor}` : term.name));
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated === undefined) return;
  throw new StudyError(
    "settings",
    "terms-are-distinct",
    `Term "${repeated}" is in the model twice. Remove one of them.`,
  );
}

function checkMargins({ margins, terms }: LogitSpec): void {
  const numeric = terms.flatMap((term) => (term.kind === "numeric" ? [term.name] : []));
  for (const name of margins ?? []) {
    if (numeric.includes(name)) continue;
    throw new StudyError(
      "settings",
      "margin-is-a-term",
      `The marginal effect of "${name}" needs it as a numeric term.${didYouMean(name, numeric)} Numeric terms: ${numeric.join(", ") || "none"}.`,
    );
  }
}

function checkVce({ vce, cluster, secondCluster }: LogitSpec): void {
  if (vce !== undefined && !VCE_NAMES.includes(vce)) {
    throw new StudyError(
      "settings",
      "vce-is-known",
      `There is no covariance "${vce}".${didYouMean(vce, VCE_NAMES)} Use one of: ${VCE_NAMES.join(", ")}.`,
    );
  }
  if (cluster === undefined && ((vce !== undefined && vce !== "oim") || secondCluster !== undefined)) {
    throw new StudyError(
      "settings",
      "clustered-vce-has-clusters",
      `Covariance "${vce ?? "two-way"}" needs a cluster column. Name one, or use "oim".`,
    );
  }
  if (secondCluster === undefined) return;
  if (secondCluster === cluster || vce === "oim" || vce === "cr3" || vce === "cr3l") {
    throw new StudyError(
      "settings",
      "two-way-is-a-sandwich",
      `Two-way clustering by ${cluster} and ${secondCluster} needs two different columns and one of cr0, cr1, cr1-regress.`,
    );
  }
}
