import type { Column, Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { didYouMean } from "../util/nearest";
import type { LogitSpec, Term } from "./types";

/** Stops with the name and the remedy when a specification cannot be read against the frame. */
export function checkSpec(frame: Frame, spec: LogitSpec): void {
  requireKind(frame, spec.outcome, ["flag"], "outcome");
  for (const flag of spec.sample ?? []) requireKind(frame, flag, ["flag"], "sample flag");
  if (spec.cluster !== undefined) requireKind(frame, spec.cluster, ["factor"], "cluster");
  for (const term of spec.terms) checkTerm(frame, term);
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

function checkVce({ vce, cluster }: LogitSpec): void {
  if (vce === undefined || vce === "oim" || cluster !== undefined) return;
  throw new StudyError(
    "settings",
    "clustered-vce-has-clusters",
    `Covariance "${vce}" needs a cluster column. Name one, or use "oim".`,
  );
}
