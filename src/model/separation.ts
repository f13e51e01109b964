import { StudyError } from "../util/errors";
import { type LinearConstraint, solveLinearProgram } from "../util/linearProgram";
import { activeColumns } from "./activeColumns";
import { backTransform } from "./basis";
import { eventsIn, rowsIn } from "./countGroups";
import type { DesignColumn } from "./designColumns";
import type { EstimationModel } from "./estimationModel";
import type { Labelling } from "./labelTotals";

/** A direction in which the likelihood rises for ever. */
export interface Separation {
  /** Named terms whose coefficients run to infinity; without any it is the intercept or an absorbed effect. */
  readonly terms: readonly string[];
  /** Rows that the direction predicts perfectly, those of them with the outcome, and all rows of the sample. */
  readonly rows: number;
  readonly events: number;
  readonly all: number;
  /** The levels among the terms that the largest set of such rows has, alike in all factors, and the number of these rows. */
  readonly example: { readonly terms: readonly string[]; readonly rows: number };
}

type Model = Pick<EstimationModel, "design" | "sample" | "basis">;

/** Violations of a constraint up to this are rounding; a direction that moves no row by more is none. */
const ROUNDING = 1e-7;
const MOVES = 1e-5;
const ROWS_PER_ROUND = 400;
const MOST_ROUNDS = 500;

/**
 * Decides whether a maximum likelihood estimate exists: separated, completely or quasi-completely, if and only if some d has
 * x'd >= 0 for every row with the outcome, x'd <= 0 for every row without, and not 0 for all (Albert & Anderson 1984; linear
 * program: Konis 2007). Rows alike are one constraint, and only those that a solution violates are added, until none is.
 * @param effects cells labelled by the absorbed factor, when there is one
 */
export function findSeparation(model: Model, effects?: Labelling): Separation | undefined {
  const rows = distinctRows(model, effects);
  const objective = new Float64Array(rows.columns);
  rows.each(({ columns, values, count, sign }) => {
    for (let i = 0; i < count; i++) objective[columns[i]] += sign * values[i];
  });
  const largest = objective.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  const constraints: LinearConstraint[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const direction = solveLinearProgram({ objective: objective.map((value) => value / largest), constraints });
    const violated = violatedBy(rows, direction);
    if (violated.length === 0) return separationAlong(model, rows, direction);
    constraints.push(...violated);
  }
  throw new Error(`separation was not decided in ${MOST_ROUNDS} rounds`);
}

/** Judges symptoms of separation exactly, the first time it is asked: the error to stop with, or undefined when an estimate exists. */
export function separationJudge(model: Model, effects?: Labelling): () => StudyError | undefined {
  let exists = false;
  return () => {
    const separation = exists ? undefined : findSeparation(model, effects);
    exists = true;
    return separation && separationError(separation);
  };
}

/** What is thrown where separation was found. */
function separationError({ terms, rows, events, all, example }: Separation): StudyError {
  const outcome = events === 0 ? "0" : events === rows ? "1" : "0 or 1";
  const who = terms.length > 0 ? quoted(terms) : "the intercept or absorbed effects";
  const where = example.terms.length > 0 ? `, for instance in ${example.rows} with ${quoted(example.terms)}` : "";
  return new StudyError(
    "estimation",
    "outcome-is-not-separated",
    `The outcome is separated by a combination of terms, so no estimate exists: ${who} run to infinity and predict outcome ${outcome} perfectly in ${rows} of ${all} rows${where}. Merge the levels with few rows, or drop one of these terms.`,
  );
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** Rows alike in all columns. The arrays are used again for the next. */
interface DistinctRow {
  readonly columns: Int32Array;
  readonly values: Float64Array;
  readonly count: number;
  /** 1 when all have the outcome, -1 when none has, 0 when some have. */
  readonly sign: -1 | 0 | 1;
  readonly pattern: number;
  readonly rows: number;
}

interface DistinctRows {
  readonly columns: number;
  /** Visits all, in pattern order. */
  each(visit: (row: DistinctRow) => void): void;
}

function distinctRows({ design, sample, basis }: Model, effects: Labelling | undefined): DistinctRows {
  const { runs, halves, pointOfCell, multiplicity } = design;
  const { runCounts } = sample.groups;
  const active = activeColumns(basis, halves);
  const columns = new Int32Array(basis.columns.length + 1);
  const values = new Float64Array(columns.length);
  const each = (visit: (row: DistinctRow) => void) => {
    for (let p = 0; p < halves.patterns; p++) {
      const own = active.fill(p);
      for (let j = runs.ofPattern[p]; j < runs.ofPattern[p + 1]; j++) {
        const [n, y] = [rowsIn(runCounts[j]), eventsIn(runCounts[j])];
        if (n === 0) continue;
        const cell = runs.label[j];
        for (let i = 0; i < own; i++) {
          columns[i] = active.columns[i];
          values[i] = active.numerics[i] < 0 ? 1 : basis.values[active.numerics[i]][pointOfCell[cell]];
        }
        if (effects) [columns[own], values[own]] = [basis.columns.length + effects.ofCell[cell], 1];
        const sign = y === 0 ? -1 : y === n ? 1 : 0;
        const rows = n * (multiplicity ? multiplicity.frequency[cell] : 1);
        visit({ columns, values, count: effects ? own + 1 : own, sign, pattern: p, rows });
      }
    }
  };
  return { columns: basis.columns.length + (effects ? effects.count : 0), each };
}

function along({ columns, values, count }: DistinctRow, direction: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i] * direction[columns[i]];
  return sum;
}

/** The constraints that a direction violates most, at most one of each pattern. */
function violatedBy(rows: DistinctRows, direction: Float64Array): LinearConstraint[] {
  const worst = new Map<number, { readonly by: number; readonly constraint: LinearConstraint }>();
  rows.each((row) => {
    const move = along(row, direction);
    const by = row.sign === 0 ? Math.abs(move) : -row.sign * move;
    if (by <= Math.max(ROUNDING, worst.get(row.pattern)?.by ?? 0)) return;
    const [columns, values] = [row.columns.slice(0, row.count), row.values.slice(0, row.count)];
    worst.set(row.pattern, { by, constraint: { columns, values, sense: SENSES[row.sign + 1] } });
  });
  const sorted = [...worst.values()].sort((a, b) => b.by - a.by);
  return sorted.slice(0, ROWS_PER_ROUND).map(({ constraint }) => constraint);
}

const SENSES = ["<=", "=", ">="] as const;

const levelName = ({ name, factor }: DesignColumn): readonly string[] => (factor >= 0 ? [name] : []);

/** What moves along a direction that violates nothing; undefined when nothing does. */
function separationAlong(model: Model, rows: DistinctRows, direction: Float64Array): Separation | undefined {
  const { basis, sample } = model;
  const moved = { rows: 0, events: 0 };
  const ofPattern = new Map<number, number>();
  rows.each((row) => {
    if (Math.abs(along(row, direction)) <= MOVES) return;
    moved.rows += row.rows;
    if (row.sign > 0) moved.events += row.rows;
    ofPattern.set(row.pattern, (ofPattern.get(row.pattern) ?? 0) + row.rows);
  });
  if (moved.rows === 0) return undefined;
  const transform = backTransform(basis);
  const size = basis.columns.length;
  const named = basis.columns.map((_, j) =>
    transform ? basis.columns.reduce((sum, _c, k) => sum + transform[j * size + k] * direction[k], 0) : direction[j],
  );
  const runs = (j: number) =>
    Math.abs(named[j]) * (basis.columns[j].numeric < 0 ? 1 : basis.scale[basis.columns[j].numeric]) > MOVES;
  const terms = basis.columns.flatMap(({ name }, j) => (name !== "(Intercept)" && runs(j) ? [name] : []));
  const [pattern, count] = [...ofPattern].reduce((most, next) => (next[1] > most[1] ? next : most));
  const active = activeColumns(basis, model.design.halves);
  const own = active.fill(pattern);
  const present = new Set(Array.from(active.columns.subarray(0, own), (j) => basis.columns[j]).flatMap(levelName));
  const example = { terms: terms.filter((name) => present.has(name)), rows: count };
  return { terms, ...moved, all: sample.n, example };
}
