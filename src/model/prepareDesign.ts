import type { Frame } from "../data/frame";
import { StudyError } from "../util/errors";
import { type Cells, numberCells } from "./cells";
import { type CodedColumn, codedFactor, codedNumbers, codedWeights } from "./codedColumn";
import { type Heap, heapOf, newMemory, widthOf } from "./compiled/heap";
import { BLOCK } from "./compiled/kernels";
import { overRows } from "./compiled/overRows";
import { sortLevels } from "./defaultBase";
import { type FlagWords, packFlags, wordColumns, wordsAt } from "./flagWords";
import { type PatternHalves, patternHalves } from "./patternHalves";
import { type PatternKeys, patternKeys, writeKeys } from "./patternKeys";
import { type CodedRows, dealRows, type RowStretch, type Runs, sortDealt, WORD } from "./sortRows";
import { type Tally, tallyRows } from "./tallyRows";

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
  readonly tally: Tally;
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
function carriedFlags(heap: Heap, frame: Frame, needed: readonly string[]): FlagWords {
  const all = Object.keys(frame.columns).filter((name) => frame.columns[name].kind === "flag");
  const words =
    packFlags(heap, frame, sortLevels(all), WORD + 1) ??
    packFlags(heap, frame, sortLevels([...new Set(needed)]), WORD + 1);
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
  // A cluster that is a factor of the model too is looked at once.
  const others = labels.filter(({ name }) => !byName.has(name));
  const checked = [...ordered, ...others, ...multipliers];
  const heap = heapOf(newMemory());
  return heap.scoped(() => {
    const skip = firstMissing(heap, checked, frame.rows);
    const cells = numberCells(heap, numerics, labels, multipliers, frame.rows, skip);
    const keys = patternKeys(heap, factors, frame.rows, skip);
    const flags = carriedFlags(heap, frame, request.flags);
    const coded = codedRows(heap, frame.rows, cells, keys, flags, skip);
    const { tally, buckets } = tallyRows(heap, coded, skip, flags.count, checked.length, frequency);
    const sorted = sortDealt(heap, dealRows(heap, coded, buckets), cells.pointOfCell);
    const rowsOfPoint = pointRows(cells, sorted.rowsOfCell);
    return {
      factors: factors.map(({ name }) => ({ name, levels: levelsOf(frame, name) })),
      numerics: numerics.map(({ name }, i) => standardised(name, cells.pointValues[i], rowsOfPoint)),
      labels: labels.map(({ name }, i) => ({
        name,
        levels: levelsOf(frame, name),
        ofCell: heap.keep(cells.labelOfCell[i]),
      })),
      halves: patternHalves(
        heap,
        keys.levels(sorted.patterns),
        factors.map((factor) => factor.size),
        sorted.patterns.length,
      ),
      points: cells.points,
      pointOfCell: heap.keep(cells.pointOfCell),
      multiplicity: multiplicityOf(cells.weightOfCell, frequency !== undefined),
      words: sorted.words,
      runs: sorted.runs,
      groups: sorted.groups,
      wordCount: flags.count,
      flags: flags.values,
      tally,
      rules: [
        ...[...ordered, ...others].map(({ name }) => `missing ${name}`),
        ...multipliers.map(({ name }) => `no weight in ${name}`),
      ],
    };
  });
}

/** The rows as keys, words and cells, which are made anew for every stretch that is read. */
function codedRows(
  heap: Heap,
  count: number,
  { codes: cellCodes, ofCode: cellOfCode, pointOfCell }: Cells,
  { digits, size: keySpace }: PatternKeys,
  flags: FlagWords,
  skip: Uint8Array,
): CodedRows {
  const columns = [skip, cellCodes, ...digits.map(({ codes }) => codes), ...wordColumns(flags)];
  const read = (work: (stretch: RowStretch) => void) =>
    heap.scoped(() => {
      const [keys, words] = [heap.uint32(BLOCK), heap.uint16(BLOCK)];
      overRows(heap, count, columns, ([skipAt, codes, ...rest], _from, rows) => {
        writeKeys(heap, digits, rest.slice(0, digits.length), keys, rows);
        const word = wordsAt(heap, flags, rest.slice(digits.length), words, rows);
        work({ keys: heap.at(keys), words: word, codes, skip: skipAt, rows });
      });
    });
  return { count, keySpace, cellCodes, cellOfCode, pointOfCell, read };
}

/** 0 for a complete row, else 1 + the position of the first column that is missing. */
function firstMissing(heap: Heap, columns: readonly CodedColumn[], rows: number): Uint8Array {
  const first = heap.uint8(rows);
  const usable = columns.map((column) => heap.at(column.usable));
  // A code of eight bits has no number above 255 to be compared with.
  const simple = columns.map(({ usable: marks, codes, size }) =>
    !marks.includes(0) && size < 256 ** codes.BYTES_PER_ELEMENT ? 1 : 0,
  );
  const codes = columns.map((column) => column.codes);
  overRows(heap, rows, codes, (addresses, from, count) => {
    columns.forEach(({ size }, c) => {
      const [width, marks] = [widthOf(codes[c]), heap.at(first) + from];
      heap.kernels.markMissing(addresses[c], width, count, size, usable[c], simple[c], c + 1, marks);
    });
  });
  return first;
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
