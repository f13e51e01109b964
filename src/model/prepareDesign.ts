import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { type Cells, numberCells } from "./cells";
import {
  type CodedColumn,
  type CodedNumbers,
  type Codes,
  codedFactor,
  codedNumbers,
  codedWeights,
} from "./codedColumn";
import { sortLevels } from "./defaultBase";
import { type FlagWords, packFlags } from "./flagWords";
import { type PatternHalves, patternHalves } from "./patternHalves";
import { patternKeys } from "./patternKeys";
import { type Runs, sortRows, WORD } from "./sortRows";

/** What of a frame a family of models needs; models with the same request share one preparation. */
export interface DesignRequest {
  /** Right-hand-side columns in the order of the terms: the order in which missing values are counted. */
  readonly columns: readonly RequestedColumn[];
  /** Factor columns that do not enter the linear predictor by their levels: clusters, absorbed effects. */
  readonly labels: readonly string[];
  /** Whole numbers of identical rows that a row stands for. */
  readonly frequency?: string;
  /** Survey weights. */
  readonly weights?: string;
  /** Outcome and sample flags; every flag of the frame is carried when they fit. */
  readonly flags: readonly string[];
}

export interface RequestedColumn {
  readonly name: string;
  readonly kind: "factor" | "numeric";
}

/** A numeric term at every point, moved and scaled for numerical soundness: `values = (raw - centre) / scale`. */
export interface PreparedNumeric {
  readonly name: string;
  readonly centre: number;
  /** A power of two near the standard deviation. */
  readonly scale: number;
  readonly raw: Float64Array;
}

/** A label column on the cells. */
export interface Label {
  readonly name: string;
  readonly levels: readonly string[];
  readonly ofCell: Uint32Array;
}

/**
 * The rows of a frame collapsed for fitting. Rows alike in all factors form a *pattern*, rows alike in all numeric terms a
 * *point*, rows alike in point, cluster and weight a *cell*. Rows are sorted by pattern and cell; outcome and sample flags travel
 * with them as words. Likelihood, scores and marginal effects are sums over such runs of equal rows, exactly.
 */
export interface PreparedDesign {
  readonly factors: readonly { readonly name: string; readonly levels: readonly string[] }[];
  readonly numerics: readonly PreparedNumeric[];
  readonly labels: readonly Label[];
  readonly halves: PatternHalves;
  readonly points: number;
  readonly pointOfCell: Uint32Array;
  /** How many rows a row of a cell counts for, and its weight in the likelihood; absent when both are 1. */
  readonly multiplicity?: { readonly frequency: Float64Array; readonly weight: Float64Array };
  /** The flags' word of every row, with `RUN_START` and `GROUP_START` on the first row of a run and of a group. */
  readonly words: Uint16Array;
  /** Rows alike in pattern and cell. */
  readonly runs: Runs;
  /** Rows alike in pattern and point. */
  readonly groups: Runs;
  readonly wordCount: number;
  /** What each word says of a flag. */
  readonly flags: FlagWords["values"];
  /** Rows by rule and word; rule 0 is complete rows, rule r a row whose first missing value is in `rules[r - 1]`. */
  readonly tally: readonly Float64Array[];
  /** What makes a row incomplete, in order: `missing age`, ... */
  readonly rules: readonly string[];
}

const prepared = new WeakMap<Frame, Map<string, PreparedDesign[]>>();

/** The prepared design of a request, made once per frame. */
export function prepareDesign(frame: Frame, request: DesignRequest): PreparedDesign {
  const { columns, labels, frequency, weights, flags } = request;
  const key = JSON.stringify([columns.map((c) => [c.name, c.kind]), labels, frequency, weights]);
  const designs = prepared.get(frame) ?? new Map<string, PreparedDesign[]>();
  prepared.set(frame, designs);
  const alike = designs.get(key) ?? [];
  designs.set(key, alike);
  const known = alike.find((design) => flags.every((flag) => design.flags.has(flag)));
  if (known) return known;
  const design = prepare(frame, request);
  alike.push(design);
  return design;
}

/** Words of all flag columns of the frame when they are few enough, else of those that are needed. */
function carriedFlags(frame: Frame, needed: readonly string[]): FlagWords {
  const all = Object.keys(frame.columns).filter((name) => frame.columns[name].kind === "flag");
  const words =
    packFlags(frame, sortLevels(all), WORD + 1) ?? packFlags(frame, sortLevels([...new Set(needed)]), WORD + 1);
  if (words) return words;
  throw new StudyError(
    "settings",
    "flags-are-few",
    `The sample flags differ in more than ${WORD + 1} ways. Join some of them into one flag.`,
  );
}

function prepare(frame: Frame, request: DesignRequest): PreparedDesign {
  const ofKind = (kind: string) => request.columns.filter((c) => c.kind === kind).map((c) => c.name);
  const factors = ofKind("factor").map((name) => codedFactor(frame, name));
  const numerics = ofKind("numeric").map((name) => codedNumbers(frame, name));
  const labels = request.labels.map((name) => codedFactor(frame, name));
  const frequency = request.frequency === undefined ? undefined : codedWeights(frame, request.frequency, "whole");
  const weights = request.weights === undefined ? undefined : codedWeights(frame, request.weights, "any");
  const byName = new Map<string, CodedColumn>([...factors, ...numerics].map((c) => [c.name, c]));
  const ordered = request.columns.map((c) => byName.get(c.name) as CodedColumn);
  const multipliers = [frequency, weights].filter((column) => column !== undefined);
  const checked = [...ordered, ...labels, ...multipliers];
  const skip = firstMissing(checked, frame.rows);
  const cells = numberCells(numerics, labels, multipliers, frame.rows, skip);
  const { keys, size, levels } = patternKeys(factors, frame.rows, skip);
  const { words, count: wordCount, values: flags } = carriedFlags(frame, request.flags);
  const tally = tallyWords(skip, words, wordCount, checked.length, frequency);
  const sorted = sortRows({
    keys,
    keySpace: size,
    cellCodes: cells.codes,
    cellOfCode: cells.ofCode,
    pointOfCell: cells.pointOfCell,
    words,
    skip,
  });
  const rowsOfPoint = pointRows(cells, sorted.rowsOfCell);
  const levelOfPattern = levels(sorted.patterns);
  return {
    factors: factors.map(({ name }) => ({ name, levels: levelsOf(frame, name) })),
    numerics: numerics.map(({ name }, i) => standardised(name, cells.pointValues[i], rowsOfPoint)),
    labels: labels.map(({ name }, i) => ({ name, levels: levelsOf(frame, name), ofCell: cells.labelOfCell[i] })),
    halves: patternHalves(
      levelOfPattern,
      factors.map((factor) => factor.size),
      sorted.patterns.length,
    ),
    points: cells.points,
    pointOfCell: cells.pointOfCell,
    multiplicity: multiplicityOf(cells.weightOfCell, frequency !== undefined),
    words: sorted.words,
    runs: sorted.runs,
    groups: sorted.groups,
    wordCount,
    flags,
    tally,
    rules: [
      ...[...ordered, ...labels].map(({ name }) => `missing ${name}`),
      ...multipliers.map(({ name }) => `no weight in ${name}`),
    ],
  };
}

/** 0 for a complete row, else 1 + the position of the first column that is missing. */
function firstMissing(columns: readonly CodedColumn[], rows: number): Uint8Array {
  const first = new Uint8Array(rows);
  const bytes: (CodedColumn & { readonly rule: number })[] = [];
  columns.forEach((column, i) => {
    const { codes, size, usable } = column;
    if (usable.includes(0)) markUnusable(codes, size, usable, i + 1, first);
    else if (codes instanceof Uint8Array) bytes.push({ ...column, rule: i + 1 });
    else markBeyond(codes, size, i + 1, first);
  });
  for (let i = 0; i < bytes.length; i += 2) {
    const [a, b] = [bytes[i], bytes[i + 1] ?? bytes[i]];
    markBytes(a.codes as Uint8Array, a.size, a.rule, b.codes as Uint8Array, b.size, b.rule, first);
  }
  return first;
}

const earlier = (marked: number, rule: number) => (marked === 0 || rule < marked ? rule : marked);

function markUnusable(codes: Codes, size: number, usable: Uint8Array, rule: number, first: Uint8Array): void {
  for (let i = 0; i < first.length; i++) {
    const code = codes[i];
    if (code >= size || usable[code] === 0) first[i] = earlier(first[i], rule);
  }
}

function markBeyond(codes: Codes, size: number, rule: number, first: Uint8Array): void {
  for (let i = 0; i < first.length; i++) if (codes[i] >= size) first[i] = earlier(first[i], rule);
}

/** The same for two columns of bytes; a loop of its own, for one that has met several kinds of array is compiled to slower code. */
function markBytes(
  a: Uint8Array,
  sizeA: number,
  ruleA: number,
  b: Uint8Array,
  sizeB: number,
  ruleB: number,
  first: Uint8Array,
): void {
  for (let i = 0; i < first.length; i++) {
    if (a[i] < sizeA && b[i] < sizeB) continue;
    if (a[i] >= sizeA) first[i] = earlier(first[i], ruleA);
    if (b[i] >= sizeB) first[i] = earlier(first[i], ruleB);
  }
}

/** Rows by rule and word. A row counts for its frequency; one without a frequency counts once. */
function tallyWords(
  skip: Uint8Array,
  words: Uint16Array,
  wordCount: number,
  rules: number,
  frequency: CodedNumbers | undefined,
): Float64Array[] {
  const tally = Array.from({ length: rules + 1 }, () => new Float64Array(wordCount));
  if (frequency === undefined) {
    const flat = new Uint32Array((rules + 1) * wordCount);
    for (let i = 0; i < skip.length; i++) flat[skip[i] * wordCount + words[i]]++;
    for (const [rule, counts] of tally.entries()) counts.set(flat.subarray(rule * wordCount, (rule + 1) * wordCount));
    return tally;
  }
  const { codes, size, usable, values } = frequency;
  for (let i = 0; i < skip.length; i++) {
    const code = codes[i];
    tally[skip[i]][words[i]] += code < size && usable[code] === 1 ? values[code] : 1;
  }
  return tally;
}

function multiplicityOf(ofCell: readonly Float64Array[], withFrequency: boolean): PreparedDesign["multiplicity"] {
  if (ofCell.length === 0) return undefined;
  const frequency = withFrequency ? ofCell[0] : ofCell[0].map(() => 1);
  const weight = ofCell.reduce((product, values) => product.map((value, i) => value * values[i]));
  return { frequency, weight };
}

function levelsOf(frame: Frame, name: string): readonly string[] {
  const column = frame.columns[name];
  return column.kind === "factor" ? column.levels : [];
}

/** Complete rows at every point. */
function pointRows({ pointOfCell, points }: Cells, rowsOfCell: Uint32Array): Float64Array {
  const rows = new Float64Array(points);
  for (let c = 0; c < rowsOfCell.length; c++) rows[pointOfCell[c]] += rowsOfCell[c];
  return rows;
}

/** Centre and scale from the complete rows; the scale is a power of two so that scaling is exact. */
function standardised(name: string, raw: Float64Array, rows: Float64Array): PreparedNumeric {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < raw.length; i++) {
    total += rows[i];
    sum += rows[i] * raw[i];
  }
  const centre = total > 0 ? sum / total : 0;
  let squares = 0;
  for (let i = 0; i < raw.length; i++) squares += rows[i] * (raw[i] - centre) ** 2;
  const deviation = total > 0 ? Math.sqrt(squares / total) : 0;
  // Rounding can leave a deviation of order 1e-16 where there is none.
  const varies = deviation > 1e-12 * Math.abs(centre);
  const scale = varies ? 2 ** Math.round(Math.log2(deviation)) : 1;
  return { name, centre, scale, raw };
}

/** What every word says of a flag: 0 no, 1 yes, 3 missing. */
export function flagOfWord(design: PreparedDesign, name: string): Uint8Array {
  return design.flags.get(name) as Uint8Array;
}
