import { StudyError } from "../util/errors";
import { countGroups, eventsIn, type Groups, type Kept, keepAll, rowsIn, tallyPoints, total } from "./countGroups";
import { type DesignColumns, designColumns } from "./designColumns";
import { levelSums } from "./levelSums";
import type { PreparedDesign } from "./prepareDesign";
import type { DroppedTerm, LedgerStep, LogitSpec, Notice } from "./types";

/** The estimation sample: what is left after perfect prediction, and the record of what left. */
export interface EstimationSample {
  readonly kept: Kept;
  readonly groups: Groups;
  readonly n: number;
  readonly events: number;
  /** Both as sums of weights. */
  readonly weighted: RowsAndEvents;
  readonly columns: DesignColumns["columns"];
  readonly dropped: readonly DroppedTerm[];
  readonly notices: readonly Notice[];
  readonly ledger: readonly LedgerStep[];
}

/**
 * Stata's rule: a 0/1 regressor one of whose values occurs with one outcome only leaves the model, and those rows leave the
 * sample. One regressor at a time in the order of the columns, until none is left.
 */
export function dropPerfectPrediction(
  design: PreparedDesign,
  spec: LogitSpec,
  take: Uint8Array,
  values: readonly Float64Array[],
): EstimationSample {
  const kept = keepAll(design);
  let groups = countGroups(design, take, kept, values);
  let counts = levelCounts(design, groups);
  checkOutcome(spec, counts.all);
  const first = designColumns(design, spec, counts.rows);
  const candidates = [...first.columns, ...freeBases(design, spec, counts.rows, first.columns)];
  const perfect: Perfect[] = [];
  for (;;) {
    const found =
      findPerfect(design, groups, counts, candidates, new Set(perfect.map((p) => p.term))) ??
      perfectEffects(design, spec, groups);
    if (!found) break;
    perfect.push(found);
    for (let p = 0; p < kept.pattern.length; p++) if (found.leaves(p)) kept.pattern[p] = 0;
    for (let c = 0; c < kept.cell.length; c++) if (found.cellLeaves(c)) kept.cell[c] = 0;
    groups = countGroups(design, take, kept, values);
    counts = levelCounts(design, groups);
    checkOutcome(spec, counts.all);
  }
  checkBases(design, counts, first.columns);
  const terms = new Set(perfect.map((p) => p.term));
  const last = perfect.length === 0 ? first : designColumns(design, spec, counts.rows);
  return {
    kept,
    groups,
    n: counts.all.rows,
    events: counts.all.events,
    weighted: design.multiplicity ? { rows: total(groups.rows), events: total(groups.events) } : counts.all,
    columns: last.columns.filter((column) => !terms.has(column.name)),
    dropped: [
      ...perfect.map(({ term, rows }) => ({ term, reason: "predicts-perfectly" as const, rows })),
      ...last.dropped.filter((d) => !terms.has(d.term)),
    ],
    notices: [...last.notices, ...perfect.map(perfectNotice)],
    ledger: perfect.map(({ term, value, rows }) => ({
      rule: `predicts perfectly: ${value === 1 ? term : `not ${term}`}`,
      rows,
    })),
  };
}

/** The base levels that nobody declared, as columns: where one predicts perfectly it leaves, and the next level is the base. */
function freeBases(
  { factors }: PreparedDesign,
  { terms }: LogitSpec,
  present: LevelCounts["rows"],
  columns: DesignColumns["columns"],
): DesignColumns["columns"] {
  return terms.flatMap((term) => {
    if (term.kind !== "factor" || term.base !== undefined) return [];
    const factor = factors.findIndex(({ name }) => name === term.name);
    const own = new Set(columns.filter((c) => c.factor === factor && c.numeric < 0).map((c) => c.level));
    const level = present[factor].findIndex((rows, code) => rows > 0 && !own.has(code));
    return level < 0 ? [] : [{ name: `${term.name}=${factors[factor].levels[level]}`, factor, level, numeric: -1 }];
  });
}

interface Perfect {
  readonly term: string;
  /** The value of the regressor that occurs with one outcome only. */
  readonly value: 0 | 1;
  readonly outcome: 0 | 1;
  /** Levels of an absorbed factor rather than a regressor. */
  readonly effects?: boolean;
  readonly rows: number;
  leaves(pattern: number): boolean;
  cellLeaves(cell: number): boolean;
}

const never = () => false;

function findPerfect(
  design: PreparedDesign,
  groups: Groups,
  { rows, events, all }: LevelCounts,
  columns: DesignColumns["columns"],
  known: ReadonlySet<string>,
): Perfect | undefined {
  for (const { name, factor, level, numeric } of columns) {
    if (known.has(name)) continue;
    if (factor >= 0 && numeric < 0) {
      const levels = design.halves.levelOfPattern[factor];
      const found = perfectValue(rows[factor][level], events[factor][level], all);
      if (found) {
        const leaves = (p: number) => (levels[p] === level) === (found.value === 1);
        return { term: name, ...found, leaves, cellLeaves: never };
      }
    } else if (numeric >= 0 && factor < 0 && isBinary(design.numerics[numeric].raw)) {
      const { raw } = design.numerics[numeric];
      const at = tallyPoints(design, groups);
      const ones = { rows: sumWhere(at.rows, raw), events: sumWhere(at.events, raw) };
      const found = perfectValue(ones.rows, ones.events, all);
      const cellLeaves = (c: number) => raw[design.pointOfCell[c]] === found?.value;
      if (found) return { term: name, ...found, leaves: never, cellLeaves };
    }
  }
  return undefined;
}

/** The levels of an absorbed factor that have one outcome only: they say nothing of the coefficients and leave together. */
function perfectEffects(design: PreparedDesign, { absorb }: LogitSpec, groups: Groups): Perfect | undefined {
  const label = design.labels.find(({ name }) => name === absorb);
  if (label === undefined) return undefined;
  const rows = new Float64Array(label.levels.length);
  const events = new Float64Array(label.levels.length);
  groups.runCounts.forEach((counted, j) => {
    const cell = design.runs.label[j];
    const times = design.multiplicity ? design.multiplicity.frequency[cell] : 1;
    rows[label.ofCell[cell]] += times * rowsIn(counted);
    events[label.ofCell[cell]] += times * eventsIn(counted);
  });
  const perfect = rows.map((n, l) => (n > 0 && (events[l] === 0 || events[l] === n) ? 1 : 0));
  const count = total(perfect);
  if (count === 0) return undefined;
  return {
    term: `${label.name} (${count} levels with one outcome)`,
    value: 1,
    outcome: 0,
    effects: true,
    rows: sumWhere(rows, perfect),
    leaves: never,
    cellLeaves: (cell) => perfect[label.ofCell[cell]] === 1,
  };
}

/** Whether one of the two values of a regressor has one outcome only; both values must occur. */
function perfectValue(rows: number, events: number, all: RowsAndEvents) {
  if (rows === 0 || rows === all.rows) return undefined;
  const [otherRows, otherEvents] = [all.rows - rows, all.events - events];
  if (events === 0 || events === rows) return { value: 1, outcome: events === 0 ? 0 : 1, rows } as const;
  if (otherEvents === 0 || otherEvents === otherRows) {
    return { value: 0, outcome: otherEvents === 0 ? 0 : 1, rows: otherRows } as const;
  }
  return undefined;
}

function isBinary(raw: Float64Array): boolean {
  return raw.every((value) => value === 0 || value === 1);
}

function sumWhere(values: Float64Array, indicator: Float64Array): number {
  return values.reduce((sum, value, i) => sum + value * indicator[i], 0);
}

interface RowsAndEvents {
  readonly rows: number;
  readonly events: number;
}

/** Rows and events of every level of every factor, and in all. */
interface LevelCounts {
  readonly rows: readonly Float64Array[];
  readonly events: readonly Float64Array[];
  readonly all: RowsAndEvents;
}

function levelCounts({ halves }: PreparedDesign, { persons, personEvents }: Groups): LevelCounts {
  const [rows, events] = [persons, personEvents].map((values) => levelSums(halves, values, { pairs: false }));
  return { rows: rows.single, events: events.single, all: { rows: rows.total, events: events.total } };
}

function perfectNotice({ term, value, outcome, effects, rows }: Perfect): Notice {
  if (effects) {
    const message = `Absorbed ${term}: ${rows} rows left the sample. Fit without absorbing to keep them.`;
    return { id: "outcome-varies-within-level", message };
  }
  const which = value === 1 ? `"${term}"` : `being without "${term}"`;
  const remedy = "Merge the level or accept the drop.";
  return {
    id: "outcome-varies-within-level",
    message: `${which} predicts outcome ${outcome} perfectly; ${rows} rows left the sample and the term the model. ${remedy}`,
  };
}

function checkOutcome(spec: LogitSpec, { rows, events }: RowsAndEvents): void {
  if (rows === 0) {
    throw new StudyError(
      "estimation",
      "sample-has-rows",
      `No row is left to fit ${spec.outcome}. Look at the sample flags and at missing values in the outcome, the terms and the cluster.`,
    );
  }
  if (events !== 0 && events !== rows) return;
  throw new StudyError(
    "estimation",
    "outcome-varies",
    `${spec.outcome} is ${events === 0 ? 0 : 1} in all ${rows} rows of the sample, so nothing can be fitted. Check its coding, or widen the sample.`,
  );
}

/** A declared base level with one outcome only drives the intercept and all its factor's coefficients to infinity. */
function checkBases(design: PreparedDesign, { rows, events }: LevelCounts, columns: DesignColumns["columns"]): void {
  for (let f = 0; f < rows.length; f++) {
    if (!columns.some((c) => c.factor === f && c.numeric < 0)) continue;
    for (let level = 0; level < rows[f].length; level++) {
      if (rows[f][level] === 0 || rows[f][level] === total(rows[f])) continue;
      if (columns.some((c) => c.factor === f && c.level === level && c.numeric < 0)) continue;
      const count = events[f][level];
      if (count !== 0 && count !== rows[f][level]) continue;
      const { name, levels } = design.factors[f];
      throw new StudyError(
        "estimation",
        "outcome-varies-within-base",
        `${name}: all ${rows[f][level]} rows of its base level "${levels[level]}" have outcome ${count === 0 ? 0 : 1}, so its odds ratios are not finite. Choose another base level.`,
      );
    }
  }
}
