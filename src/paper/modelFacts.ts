import { type FactorColumn, type Frame, missingCode } from "../data/frame";
import { fitFacts } from "../disclosure/fitRules";
import type { FitFacts, People } from "../disclosure/underlying";
import type { LogitFit } from "../model/types";
import { column } from "./completeRows";
import { ledgerRule } from "./ledgerRule";

/** Name of the population of all rows of the frame. */
export const EVERYBODY = "respondents read";

/** What the disclosure gate needs to know of a fitted model beside its record. */
export interface ModelFacts {
  readonly fit: FitFacts;
  /** All rows of the frame. */
  readonly everybody: People;
  /** Respondents of the sample. */
  readonly people: People;
  /** Those who left by each step of the fit's ledger, in its order. */
  readonly steps: readonly People[];
}

/**
 * Counts the practices, PCNs and level cells behind a fit, row by row, by the rules of its ledger. Undefined when the rows found are not
 * those that the fit counted: what is not understood is not released.
 */
export function modelFacts(frame: Frame, id: string, fit: LogitFit): ModelFacts | undefined {
  const [, part = ""] = /^[^ ]*(.*)$/.exec(id) ?? [];
  const name = `${id} by ${termNames(fit).join(" + ")}`;
  const used = new Uint8Array(frame.rows).fill(1);
  const everybody = { ...peopleOf(frame, used), population: EVERYBODY };
  const steps: People[] = [];
  for (const { rule, rows } of fit.ledger) {
    const found = ledgerRule(frame, fit, rule);
    if (found === undefined) return undefined;
    const { codes, leaves } = found;
    const left = new Uint8Array(frame.rows);
    for (let i = 0; i < used.length; i++) {
      left[i] = used[i] & leaves[codes[i]];
      used[i] -= left[i];
    }
    const people = peopleOf(frame, left);
    if (people.n !== rows) return undefined;
    steps.push({ ...people, population: `${name}, ${rule}` });
  }
  const people = peopleOf(frame, used);
  if (people.n !== fit.n) return undefined;
  const { practices = 0 } = people;
  const sample = { population: `${name}, analysed`, within: [id], family: `${fit.spec.outcome}${part}` };
  return {
    fit: fitFacts(fit, {
      population: name,
      practices,
      levels: levelCells(frame, fit, used),
      sample,
      patterns: patternsOfOneTerm(frame, fit, used),
    }),
    everybody,
    people: { ...people, ...sample },
    steps,
  };
}

/** Models of one cell with other terms have samples of their own. */
function termNames({ spec }: LogitFit): string[] {
  return spec.terms.map((term) => (term.kind === "interaction" ? `${term.numeric}:${term.factor}` : term.name));
}

/** Distinct values of the only term of a model, which tell whether the model is a table; undefined for models with more. */
function patternsOfOneTerm(frame: Frame, { spec }: LogitFit, used: Uint8Array): number | undefined {
  const [term, ...more] = spec.terms;
  if (more.length > 0 || term === undefined || term.kind === "interaction") return undefined;
  const values = column(frame, term.name);
  const at = (row: number): number => {
    if (values.kind === "lookup") return values.values[values.codes[row]];
    return values.kind === "factor" ? values.codes[row] : values.values[row];
  };
  const met = new Set<number>();
  for (let i = 0; i < used.length; i++) if (used[i] === 1) met.add(at(i));
  return met.size;
}

/** Number of marked rows, and the practices and PCNs that they belong to. */
export function peopleOf(frame: Frame, marked: Uint8Array): People {
  let n = 0;
  for (let i = 0; i < marked.length; i++) n += marked[i];
  return { n, practices: levelsMet(frame, "practice", marked), pcns: levelsMet(frame, "pcn", marked) };
}

function levelsMet(frame: Frame, name: string, marked: Uint8Array): number {
  const { codes, levels } = factor(frame, name);
  const met = new Uint8Array(levels.length);
  const missing = missingCode(codes);
  for (let i = 0; i < marked.length; i++) if (marked[i] === 1 && codes[i] !== missing) met[codes[i]] = 1;
  return met.reduce((sum, one) => sum + one, 0);
}

/** Who is in the cell of each level's coefficient. */
function levelCells(frame: Frame, fit: LogitFit, used: Uint8Array): FitFacts["levels"] {
  const outcome = column(frame, fit.spec.outcome);
  if (outcome.kind !== "flag") throw new RangeError("the outcome is not a flag");
  const names = fit.spec.terms.flatMap((term) => (term.kind === "factor" ? [term.name] : []));
  return Object.fromEntries(
    names.flatMap((name) => {
      const { codes, levels } = factor(frame, name);
      const counts = levels.map(() => [0, 0]);
      for (let i = 0; i < used.length; i++) if (used[i] === 1) counts[codes[i]][outcome.values[i]]++;
      const places = placesByLevel(frame, name, used);
      return levels.map((level, k) => [
        `${name}=${level}`,
        { events: counts[k][1], nonEvents: counts[k][0], ...places[k] },
      ]);
    }),
  );
}

/** Practices and PCNs of the marked rows of each level of a factor. */
export function placesByLevel(
  frame: Frame,
  name: string,
  marked: Uint8Array,
): readonly Required<Pick<People, "practices" | "pcns">>[] {
  const { codes, levels } = factor(frame, name);
  const [practices, pcns] = ["practice", "pcn"].map((place) => {
    const of = factor(frame, place);
    const missing = missingCode(of.codes);
    const met = levels.map(() => new Uint8Array(of.levels.length));
    for (let i = 0; i < marked.length; i++) {
      const level = met[codes[i]];
      if (marked[i] === 1 && of.codes[i] !== missing && level !== undefined) level[of.codes[i]] = 1;
    }
    return met.map((one) => one.reduce((sum, is) => sum + is, 0));
  });
  return levels.map((_, k) => ({ practices: practices[k], pcns: pcns[k] }));
}

function factor(frame: Frame, name: string): FactorColumn {
  const found = column(frame, name);
  if (found.kind !== "factor") throw new RangeError(`${name} is not a factor column`);
  return found;
}
