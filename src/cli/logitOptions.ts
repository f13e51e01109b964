import type { Role, TableRequest } from "../model";
import type { LogitSpec, Term, Vce } from "../model/types";
import { StudyError } from "../util/errors";

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

/** What to read, what to fit and what to test. Terms come in the order exposures, factors, further numbers, interactions. */
export function logitRequest(options: LogitOptions): { table: TableRequest; spec: LogitSpec; wald: readonly string[] } {
  const factors = splitList(options.factors).map(factorOf);
  const interactions = splitList(options.interact).map(interactionOf);
  const numbers = [...splitList(options.exposure), ...splitList(options.numeric)];
  const [cluster, secondCluster, ...more] = splitList(options.cluster);
  if (more.length > 0) throw misuse("--cluster", "takes one column, or two for two-way clusters");
  const exposures = splitList(options.exposure).length;
  const numericTerms: readonly Term[] = numbers.map((name) => ({ kind: "numeric", name }));
  const spec: LogitSpec = {
    outcome: options.outcome,
    terms: [...numericTerms.slice(0, exposures), ...factors, ...numericTerms.slice(exposures), ...interactions],
    cluster,
    secondCluster,
    weights: options.weights,
    frequency: options.frequency,
    vce: options.vce,
    margins: splitList(options.margins),
  };
  return { table: { columns: rolesOf(spec), where: options.where }, spec, wald: splitList(options.wald) };
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

/** Parts between commas that are not inside parentheses. */
function splitList(text: string | undefined): readonly string[] {
  const parts = (text ?? "").match(/(?:\([^)]*\)|[^,(])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** `name` or `name(base=level)`. */
function factorOf(text: string): Extract<Term, { kind: "factor" }> {
  const parsed = /^([^()]+?)\s*(?:\(\s*base\s*=\s*(.*?)\s*\))?$/.exec(text);
  if (!parsed) throw misuse(`factor "${text}"`, "is not of the form name or name(base=level)");
  return parsed[2] === undefined
    ? { kind: "factor", name: parsed[1] }
    : { kind: "factor", name: parsed[1], base: parsed[2] };
}

/** `number:factor` or `number:factor(base=level)`. */
function interactionOf(text: string): Term {
  const colon = text.indexOf(":");
  if (colon <= 0) throw misuse(`interaction "${text}"`, "is not of the form number:factor");
  const { name, base } = factorOf(text.slice(colon + 1).trim());
  const numeric = text.slice(0, colon).trim();
  return base === undefined
    ? { kind: "interaction", numeric, factor: name }
    : { kind: "interaction", numeric, factor: name, base };
}

function misuse(what: string, why: string): StudyError {
  return new StudyError("usage", "options-are-consistent", `The ${what} ${why}.`);
}
