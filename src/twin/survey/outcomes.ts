import type { OutcomeName } from "../../published/published";
import { Random } from "../../util/random";
import { effects } from "../effects";
import { systematicSample } from "../systematicSample";
import type { People } from "./people";
import { rowsWhere, sizesOf } from "./rowsWhere";
import type { Selection } from "./selection";
import { expit, type SampleMeans } from "./yearTargets";

/** Solved intercepts of an outcome in a year, and what the expected probabilities of its rows average to. */
export interface SolvedYear {
  readonly intercept: number;
  /** Added for respondents with a long-term condition and with mental health needs; 0 where the sample has only such. */
  readonly ltc: number;
  readonly mhNeeds: number;
  /** Largest difference of an expected sample mean from its target, after solving. */
  readonly gap: number;
}

/** What outcome draws need besides the people. */
export interface OutcomeInputs {
  readonly seed: number;
  readonly year: number;
  /** Per practice of the year: place effect, link workers, and the log odds that the scheme's total and share bring. */
  readonly place: Float64Array;
  readonly exposure: Float64Array;
  readonly scheme: Float64Array;
  /** Log odds ratio of a link worker given all of these. */
  readonly linkWorkers: number;
  readonly conditionalFactor: number;
  readonly means: SampleMeans;
}

/** Groups 0 and 1 have a long-term condition, 0 and 2 mental health needs. */
const LTC = [1, 1, 0, 0];
const NEEDS = [1, 0, 1, 0];

/**
 * Answers 0 / 1 of one outcome for every row with a valid one (2 elsewhere). Log odds = covariates + exposure + place + intercept +
 * offsets of the two groups; intercept and offsets solve, by Newton over the rows of the quotas, that the expected
 * means of the samples M1, M2 and M3 are the year's targets.
 */
export function drawOutcome(
  outcome: OutcomeName,
  people: People,
  selection: Selection,
  inputs: OutcomeInputs,
): { readonly answers: Uint8Array; readonly solved: SolvedYear } {
  const eta = linearPredictor(outcome, people, inputs);
  const solved = solveIntercepts(outcome, eta, selection, inputs.means);
  const shift = [0, 1, 2, 3].map((g) => solved.intercept + LTC[g] * solved.ltc + NEEDS[g] * solved.mhNeeds);
  const random = new Random(inputs.seed, "answers", outcome, inputs.year);
  const answers = new Uint8Array(people.count).fill(2);
  const probability = (i: number) => expit(eta[i] + shift[selection.group[i]]);
  for (let g = 0; g < 4; g++) drawGroup(g, selection, selection.valid[outcome], probability, random, answers);
  for (let i = 0; i < people.count; i++) {
    if (selection.complete[i] === 1 || selection.valid[outcome][i] === 0) continue;
    answers[i] = random.uniform() < probability(i) ? 1 : 0;
  }
  return { answers, solved };
}

/**
 * Draws the rows of a group in random order and systematically, so that the number of positive answers is the expected one and
 * printed means do not carry the noise of the draw; each row keeps its probability, and rows are as good as independent.
 */
function drawGroup(
  g: number,
  selection: Selection,
  valid: Uint8Array,
  probability: (i: number) => number,
  random: Random,
  answers: Uint8Array,
): void {
  const { complete, group } = selection;
  const rows = rowsWhere(valid.length, (i) => group[i] === g && valid[i] === 1 && complete[i] === 1);
  random.shuffleInPlace(rows);
  const sizes = sizesOf(rows, probability);
  const positive = systematicSample(sizes, Math.round(sizes.reduce((a, b) => a + b, 0)), random.uniform());
  rows.forEach((i, k) => {
    answers[i] = positive[k];
  });
}

/** Log odds but for the intercepts; a withheld covariate still acts. */
function linearPredictor(outcome: OutcomeName, people: People, inputs: OutcomeInputs): Float64Array {
  const effect = effects[outcome];
  const ethnicity = [0, ...effect.ethnicity, effect.ethnicity[3]];
  const employment = [0, ...effect.employment];
  const slopes = [0, ...effect.linkWorkersByDecile].map(
    (more) => (inputs.linkWorkers + more) * inputs.conditionalFactor,
  );
  const eta = new Float64Array(people.count);
  for (let i = 0; i < people.count; i++) {
    const k = people.practice[i];
    const decile = people.decile[i];
    eta[i] =
      inputs.place[k] +
      slopes[decile] * inputs.exposure[k] +
      inputs.scheme[k] * inputs.conditionalFactor +
      effect.age[people.age[i]] +
      effect.gender[people.gender[i]] +
      ethnicity[people.ethnicity[i]] +
      employment[people.employment[i]] +
      (decile === 0 ? 0.5 : (decile - 1) / 9) * effect.affluence +
      people.rural[i] * effect.rural;
  }
  return eta;
}

/** Which offsets an outcome has: those whose group is not the whole sample. */
function freeOffsets(outcome: OutcomeName): readonly (readonly number[])[] {
  const one = [1, 1, 1, 1];
  if (outcome === "mh_understood") return [one, LTC];
  if (outcome === "confidence" || outcome === "support") return [one, NEEDS];
  return [one, LTC, NEEDS];
}

/** Newton on the three (or two) mean equations: the score equations of a logit with expected outcomes, so convex. */
function solveIntercepts(
  outcome: OutcomeName,
  eta: Float64Array,
  selection: Selection,
  means: SampleMeans,
): SolvedYear {
  const columns = freeOffsets(outcome);
  const valid = selection.valid[outcome];
  const rows = rowsWhere(eta.length, (i) => valid[i] === 1 && selection.complete[i] === 1);
  const sizes = [0, 0, 0, 0];
  for (const i of rows) sizes[selection.group[i]]++;
  const wanted = columns.map((column) => {
    const mean = column === LTC ? means.M2 : column === NEEDS ? means.M3 : wholeMean(outcome, means);
    return mean * dot(sizes, column);
  });
  let offsets = columns.map(() => 0);
  for (let round = 0; round < 30; round++) {
    const { p, w } = sums(eta, rows, selection.group, columns, offsets);
    const gap = columns.map((column, a) => wanted[a] - dot(p, column));
    const information = columns.map((a) =>
      columns.map((b) => w.reduce((sum, value, g) => sum + value * a[g] * b[g], 0)),
    );
    const step = solveSmall(information, gap);
    offsets = offsets.map((value, a) => value + Math.max(-2, Math.min(2, step[a])));
    if (Math.max(...step.map(Math.abs)) < 1e-10) break;
  }
  const of = (column: readonly number[]) => offsets[columns.indexOf(column)] ?? 0;
  const { p } = sums(eta, rows, selection.group, columns, offsets);
  const gaps = columns.map((column, a) => Math.abs(wanted[a] - dot(p, column)) / Math.max(1, dot(sizes, column)));
  return { intercept: offsets[0], ltc: of(LTC), mhNeeds: of(NEEDS), gap: Math.max(...gaps) };
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}

/** Mean of everyone who answers the outcome's question. */
function wholeMean(outcome: OutcomeName, means: SampleMeans): number {
  if (outcome === "mh_understood") return means.M3;
  return outcome === "confidence" || outcome === "support" ? means.M2 : (means.M1 ?? means.M2);
}

/** Expected positives and information by group at the offsets. */
function sums(
  eta: Float64Array,
  rows: Int32Array,
  group: Uint8Array,
  columns: readonly (readonly number[])[],
  offsets: readonly number[],
): { p: number[]; w: number[] } {
  const shift = [0, 1, 2, 3].map((g) => columns.reduce((sum, column, a) => sum + column[g] * offsets[a], 0));
  const p = [0, 0, 0, 0];
  const w = [0, 0, 0, 0];
  for (const i of rows) {
    const g = group[i];
    const probability = expit(eta[i] + shift[g]);
    p[g] += probability;
    w[g] += probability * (1 - probability);
  }
  return { p, w };
}

/** Solves a system of at most three equations by elimination; an empty group's offset stays where it is. */
function solveSmall(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row.map((value, j) => (i === j ? value + 1e-9 : value)), right[i]]);
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let k = n - 1; k >= 0; k--) {
    let rest = rows[k][n];
    for (let j = k + 1; j < n; j++) rest -= rows[k][j] * x[j];
    x[k] = rest / rows[k][k];
  }
  return x;
}
