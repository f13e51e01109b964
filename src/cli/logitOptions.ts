import type { Frame } from "../data/frame";
import { averageEffects, fitLogit, type Role, type TableRequest } from "../model";
import type { LogitFit, LogitSpec, Term, Vce } from "../model/types";
import { StudyError } from "../util/errors";
import { type Progress, silent } from "../util/progress";
import { nameList, type Plain } from "./nameList";

/** Options of the command as given. */
export interface LogitOptions {
  readonly outcome: string;
  readonly exposure: string;
  readonly factors?: string;
  readonly numeric?: string;
  readonly interact?: string;
  readonly cluster?: string;
  readonly weights?: string;
  readonly frequency?: string;
  readonly where?: string;
  readonly margins?: string;
  readonly wald?: string;
  readonly vce?: Vce;
}

/** What the options ask for. */
export interface LogitRequest {
  readonly table: TableRequest;
  readonly spec: LogitSpec;
  /** Numeric terms and factors whose average marginal effect is wanted, in order; the numeric ones are in `spec.margins` too. */
  readonly effects: readonly string[];
  readonly wald: readonly string[];
}

/** What to read, what to fit and what to test. Terms come in the order exposures, factors, further numbers, interactions. */
export function logitRequest(options: LogitOptions): LogitRequest {
  const names = (text: string | undefined) => nameList(text, (part, plain) => plain(part));
  const number = (name: string): Term => ({ kind: "numeric", name });
  const factors = nameList(options.factors, factorOf);
  const [cluster, secondCluster, ...more] = names(options.cluster);
  if (more.length > 0) throw misuse("--cluster", "takes one column, or two for two-way clusters");
  const exposures = names(options.exposure);
  if (exposures.length === 0) throw misuse("--exposure", "names no column");
  const effects = names(options.margins);
  const spec: LogitSpec = {
    outcome: options.outcome,
    terms: [
      ...exposures.map(number),
      ...factors,
      ...names(options.numeric).map(number),
      ...nameList(options.interact, interactionOf),
    ],
    cluster,
    secondCluster,
    weights: options.weights,
    frequency: options.frequency,
    vce: options.vce,
    margins: effects.filter((name) => !factors.some((factor) => factor.name === name)),
  };
  return { table: { columns: rolesOf(spec), where: options.where }, spec, effects, wald: names(options.wald) };
}

/** The fit asked for, its margins in the order asked: slopes of numeric terms, discrete changes from a factor's base. */
export function fitRequested(frame: Frame, { spec, effects }: LogitRequest, progress: Progress = silent): LogitFit {
  const fit = fitLogit(frame, spec, { progress });
  const margins = effects.flatMap((of) =>
    spec.margins?.includes(of) ? fit.margins.filter(({ name }) => name === of) : averageEffects(frame, fit, { of }),
  );
  return { ...fit, margins };
}

/** The role each column is read in; one column cannot be read in two. */
function rolesOf(spec: LogitSpec): Record<string, Role> {
  const roles: Record<string, Role> = {};
  const use = (name: string | undefined, role: Role) => {
    if (name === undefined) return;
    if (roles[name] !== undefined && roles[name] !== role) {
      throw misuse(`column "${name}"`, `is used as ${roles[name]} and as ${role}; use a copy of it under another name`);
    }
    roles[name] = role;
  };
  use(spec.outcome, "flag");
  for (const term of spec.terms) {
    if (term.kind !== "factor") use(term.kind === "numeric" ? term.name : term.numeric, "number");
    if (term.kind !== "numeric") use(term.kind === "factor" ? term.name : term.factor, "factor");
  }
  use(spec.cluster, "factor");
  use(spec.secondCluster, "factor");
  use(spec.weights, "number");
  use(spec.frequency, "number");
  return roles;
}

/** `name` or `name(base=level)`. */
function factorOf(part: string, plain: Plain): Extract<Term, { kind: "factor" }> {
  const parsed = /^([^()]+?)\s*(?:\(\s*base\s*=\s*(.*?)\s*\))?$/.exec(part);
  if (!parsed) throw misuse(`factor "${plain(part)}"`, "is not of the form name or name(base=level)");
  const name = plain(parsed[1]);
  return parsed[2] === undefined ? { kind: "factor", name } : { kind: "factor", name, base: plain(parsed[2]) };
}

/** `number:factor` or `number:factor(base=level)`. */
function interactionOf(part: string, plain: Plain): Term {
  const colon = part.indexOf(":");
  if (colon <= 0) throw misuse(`interaction "${plain(part)}"`, "is not of the form number:factor");
  const { name, base } = factorOf(part.slice(colon + 1).trim(), plain);
  const numeric = plain(part.slice(0, colon));
  return base === undefined
    ? { kind: "interaction", numeric, factor: name }
    : { kind: "interaction", numeric, factor: name, base };
}

function misuse(what: string, why: string): StudyError {
  return new StudyError("usage", "options-are-consistent", `The ${what} ${why}.`);
}
