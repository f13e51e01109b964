import { Random } from "../../util/random";
import type { OutcomeName } from "../../published/published";
import { effects } from "../effects";
import type { People } from "./people";
import type { Selection } from "./selection";
import { expit, type SampleMeans } from "./yearTargets";

/** Solved intercepts of an outcome in a year, and what the expected probabilities of its rows average to. */
export interface SolvedYear {
  readonly intercept: number;
  /** Added for respondents with a long-term condition and with mental health needs; 0 where the sample has only such. */
  readonly ltc: number;
  readonly mhNeeds: number;
}

/** What outcome draws need besides the people. */
export interface OutcomeInputs {
  readonly seed: number;
  readonly year: number;
  /** Per practice of the year: place effect and exposure with its conditional coefficient. */
  readonly place: Float64Array;
  readonly exposure: Float64Array;
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
  const random = new Random(inputs.seed, "answers", outcome, inputs.year);
  const answers = new Uint8Array(people.count).fill(2);
  const valid = selection.valid[outcome];
  for (let i = 0; i < people.count; i++) {
    const u = random.uniform();
    if (valid[i] === 0) continue;
    const g = selection.group[i];
    answers[i] = u < expit(eta[i] + solved.intercept + LTC[g] * solved.ltc + NEEDS[g] * solved.mhNeeds) ? 1 : 0;
  }
  return { answers, solved };
}

/** Log odds but for the intercepts; a withheld covariate still acts. */
function linearPredictor(outcome: OutcomeName, people: People, inputs: OutcomeInputs): Float64Array {
  const effect = effects[outcome];
  const ethnicity = [0, ...effect.ethnicity, effect.ethnicity[3]];
  const employment = [0, ...effect.employment];
  const slopes = [0, ...effect.linkWorkersByDecile].map((more) => (effect.linkWorkers + more) * inputs.conditionalFactor);
  slopes[0] = effect.linkWorkers * inputs.conditionalFactor;
  const eta = new Float64Array(people.count);
  for (let i = 0; i < people.count; i++) {
    const k = people.practice[i];
    const decile = people.decile[i];
    eta[i] =
      inputs.place[k] +
      slopes[decile] * inputs.exposure[k] +
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
function solveIntercepts(outcome: OutcomeName, eta: Float64Array, selection: Selection, means: SampleMeans): SolvedYear {
  const columns = freeOffsets(outcome);
  const rows = quotaRows(outcome, selection);
  const sizes = [0, 0, 0, 0];
  for (const i of rows) sizes[selection.group[i]]++;
  const wanted = columns.map((column) => {
    const isNeeds = column === NEEDS;
    const whole = outcome === "mh_understood" ? means.M3 : outcome in twoGroups ? means.M2 : (means.M1 ?? 0);
    const mean = column === LTC ? means.M2 : isNeeds ? means.M3 : whole;
    return mean * sizes.reduce((sum, size, g) => sum + size * column[g], 0);
  });
  let offsets = columns.map(() => 0);
  for (let round = 0; round < 30; round++) {
    const { p, w } = sums(eta, rows, selection.group, columns, offsets);
    const gap = columns.map((column, a) => wanted[a] - p.reduce((sum, value, g) => sum + value * column[g], 0));
    const information = columns.map((a) => columns.map((b) => w.reduce((sum, value, g) => sum + value * a[g] * b[g], 0)));
    const step = solveSmall(information, gap);
    offsets = offsets.map((value, a) => value + Math.max(-2, Math.min(2, step[a])));
    if (Math.max(...step.map(Math.abs)) < 1e-10) break;
  }
  const of = (column: readonly number[]) => offsets[columns.indexOf(column)] ?? 0;
  return { intercept: offsets[0], ltc: of(LTC), mhNeeds: of(NEEDS) };
}

const twoGroups = { confidence: true, support: true } as const;

function quotaRows(outcome: OutcomeName, selection: Selection): Int32Array {
  const valid = selection.valid[outcome];
  const rows = new Int32Array(valid.length);
  let found = 0;
  for (let i = 0; i < valid.length; i++) if (valid[i] === 1 && selection.complete[i] === 1) rows[found++] = i;
  return rows.slice(0, found);
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
