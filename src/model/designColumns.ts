import { StudyError } from "../util/errors";
import { didYouMean } from "../util/nearest";
import { defaultBase } from "./defaultBase";
import type { PreparedDesign } from "./prepareDesign";
import type { DroppedTerm, LogitSpec, Notice, Term } from "./types";

/** One column of the design: the product of a level indicator (or 1) and a numeric term (or 1). */
export interface DesignColumn {
  readonly name: string;
  /** Index of the factor, or -1. */
  readonly factor: number;
  readonly level: number;
  /** Index of the numeric term, or -1. */
  readonly numeric: number;
}

export interface DesignColumns {
  readonly columns: readonly DesignColumn[];
  readonly dropped: readonly DroppedTerm[];
  readonly notices: readonly Notice[];
}

/**
 * The columns of the terms, the intercept first unless effects are absorbed. Levels without a row make no column. An interaction whose numeric term is in
 * the model has a column for every level but the base; alone, it has one for every level.
 * `present[f][level]` is the number of rows of the sample with that level.
 */
export function designColumns(
  design: PreparedDesign,
  spec: LogitSpec,
  present: readonly Float64Array[],
): DesignColumns {
  const intercept: DesignColumn = { name: "(Intercept)", factor: -1, level: -1, numeric: -1 };
  const columns = spec.absorb === undefined ? [intercept] : [];
  const dropped: DroppedTerm[] = [];
  const notices: Notice[] = [];
  for (const term of spec.terms) {
    if (term.kind === "numeric") {
      columns.push({ name: term.name, factor: -1, level: -1, numeric: numericIndex(design, term.name) });
      continue;
    }
    const name = term.kind === "factor" ? term.name : term.factor;
    const factor = design.factors.findIndex((f) => f.name === name);
    const { levels } = design.factors[factor];
    const numeric = term.kind === "factor" ? -1 : numericIndex(design, term.numeric);
    const prefix = term.kind === "factor" ? name : `${term.numeric}:${name}`;
    const base = baseLevel(levels, present[factor], name, declaredBase(term, spec), notices);
    const omitted = term.kind === "factor" || hasMainEffect(spec, term.numeric) ? base : -1;
    levels.forEach((level, code) => {
      if (code === omitted) return;
      const column = { name: `${prefix}=${level}`, factor, level: code, numeric };
      if (present[factor][code] > 0) columns.push(column);
      else dropped.push({ term: column.name, reason: "empty-level", rows: 0 });
    });
  }
  checkCount(columns.length);
  return { columns, dropped, notices };
}

/** Matrices of the columns are dense. */
const MOST_COLUMNS = 4000;

function checkCount(columns: number): void {
  if (columns <= MOST_COLUMNS) return;
  throw new StudyError(
    "settings",
    "columns-are-few",
    `The model has ${columns} coefficients; at most ${MOST_COLUMNS} can be estimated together. Group the levels, cluster by the factor instead, or absorb it as fixed effects.`,
  );
}

function numericIndex(design: PreparedDesign, name: string): number {
  return design.numerics.findIndex((numeric) => numeric.name === name);
}

function hasMainEffect(spec: LogitSpec, numeric: string): boolean {
  return spec.terms.some((term) => term.kind === "numeric" && term.name === numeric);
}

/** The base a term declares; an interaction follows its factor's main effect when it declares none. */
function declaredBase(term: Exclude<Term, { kind: "numeric" }>, spec: LogitSpec): string | undefined {
  if (term.kind === "factor" || term.base !== undefined) return term.base;
  const main = spec.terms.find((t) => t.kind === "factor" && t.name === term.factor);
  return main?.kind === "factor" ? main.base : undefined;
}

function baseLevel(
  levels: readonly string[],
  present: Float64Array,
  name: string,
  declared: string | undefined,
  notices: Notice[],
): number {
  const candidates = levels.filter((_, code) => present[code] > 0);
  if (declared === undefined) return levels.indexOf(defaultBase(candidates.length > 0 ? candidates : levels));
  const code = levels.indexOf(declared);
  if (code < 0) {
    throw new StudyError(
      "settings",
      "base-is-a-level",
      `${name}: base "${declared}" is not one of its levels.${didYouMean(declared, levels)} Levels: ${levels.join(", ")}.`,
    );
  }
  if (present[code] > 0 || candidates.length === 0) return code;
  const replacement = defaultBase(candidates);
  const message = `${name}: no row of the sample has the base level "${declared}"; "${replacement}" is the base instead.`;
  if (!notices.some((notice) => notice.message === message)) notices.push({ id: "base-level-is-present", message });
  return levels.indexOf(replacement);
}
