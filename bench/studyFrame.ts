import type { Column, FactorCodes, Frame } from "../src/data/frame";
import type { LogitSpec, Term } from "../src/model/types";
import { Random } from "../src/util/random";

/** Levels of the seven covariates of the study, and how common each is. */
const FACTORS: Readonly<Record<string, readonly number[]>> = {
  year: [18, 18.3, 17.6, 20.3, 17.1, 18.1],
  age: [6, 12, 14, 15, 18, 18, 12, 5],
  gender: [54, 45, 1],
  ethnicity: [79, 1, 0.4, 5, 0.4, 0.2, 0.4, 0.3, 2.8, 2, 0.6, 0.9, 1.4, 1.7, 0.8, 0.2, 0.4, 1],
  employment: [40, 13, 2, 3, 5, 27, 5, 5],
  deprivation: [11, 11, 10, 10, 10, 10, 10, 10, 9, 9],
  rurality: [82, 18],
};
/** Log odds that one link worker per 50,000 adds to every outcome. */
const EFFECT = 0.02;
/** Kinds of network, by which ethnicity, deprivation and rurality differ. */
const KINDS = 40;

/** Respondents read; those complete for the outcome of the largest cell of Table 3 are about 4,176,144. */
export const FULL_ROWS = 4_598_677;
const PCNS = 1268;
const YEARS = 6;

/** Sample flags with their log odds. */
const SAMPLES: readonly (readonly [string, number])[] = [
  ["ltc", 0.44],
  ["mh_needs", -0.44],
];
/**
 * Outcome flags with their log odds, share of answers missing and the sample that is asked: so that each of the
 * twelve cells has the size of Table 3 within three in a hundred.
 */
const OUTCOMES: readonly (readonly [string, number, number, string?])[] = [
  ["confidence", 1.6, 0.127, "ltc"],
  ["support", 0, 0.134, "ltc"],
  ["not_isolated", 2.4, 0.08],
  ["good_gp", 1.5, 0.07],
  ["mh_understood", 1.7, 0.064, "mh_needs"],
];

/** A frame of the study's shape with `scale` times its respondents and networks; nothing in it is real. */
export function studyFrame(scale: number, seed = 1): Frame {
  const random = new Random(seed, "bench");
  const rows = Math.round(FULL_ROWS * scale);
  const pcns = Math.max(30, Math.round(PCNS * Math.min(1, scale * 5)));
  const pcn = pickNetworks(random, rows, pcns);
  const columns: Record<string, Column> = {
    pcn: { kind: "factor", levels: Array.from({ length: pcns }, (_, i) => `U${10000 + i}`), codes: pcn },
  };
  const eta = new Float64Array(rows);
  const kind = pcn.map((p) => p % KINDS);
  for (const name of Object.keys(FACTORS)) {
    const age = columns.age as Extract<Column, { kind: "factor" }> | undefined;
    columns[name] = pickFactor(
      random,
      name,
      name === "employment" ? (age as { codes: FactorCodes }).codes : kind,
      rows,
      eta,
    );
  }
  const year = columns.year as Extract<Column, { kind: "factor" }>;
  const exposure = drawExposure(random, pcn, year.codes, pcns);
  columns.link_workers = exposure;
  const shocks = Float64Array.from({ length: pcns * YEARS }, () => 0.15 * random.normal());
  for (let i = 0; i < rows; i++) {
    const cell = exposure.codes[i];
    eta[i] += shocks[cell] + EFFECT * exposure.values[cell];
  }
  const samples = Object.fromEntries(SAMPLES.map(([name, constant]) => [name, drawFlag(random, eta, constant, 0.05)]));
  Object.assign(columns, samples);
  for (const [name, constant, missing, asked] of OUTCOMES)
    columns[name] = drawFlag(random, eta, constant, missing, asked && samples[asked]);
  return { rows, columns };
}

/** The twelve cells of Table 3 as specifications. */
export function studySpecs(): readonly LogitSpec[] {
  const terms: Term[] = [
    { kind: "numeric", name: "link_workers" },
    ...Object.keys(FACTORS).map((name) => ({ kind: "factor", name }) as const),
  ];
  const all = OUTCOMES.map(([name]) => name);
  const cells: readonly (readonly [string[], readonly string[]])[] = [
    [[], ["not_isolated", "good_gp"]],
    [["ltc"], all],
    [["mh_needs"], all],
  ];
  return cells.flatMap(([sample, outcomes]) =>
    outcomes.map(
      (outcome) => ({ outcome, sample, terms, cluster: "pcn", vce: "cr1", margins: ["link_workers"] }) as const,
    ),
  );
}

/** Networks of unequal size: the share of network i falls from about 2.5 to 0.3 times the average. */
function pickNetworks(random: Random, rows: number, pcns: number): Uint16Array<ArrayBuffer> {
  const weights = Array.from({ length: pcns }, () => Math.exp(0.5 * random.normal()));
  const slots = slotsOf(weights);
  return Uint16Array.from({ length: rows }, () => slots[random.bits() >>> 16]);
}

function pickFactor(random: Random, name: string, by: FactorCodes, rows: number, eta: Float64Array): Column {
  const weights = FACTORS[name];
  const tables = Array.from({ length: KINDS }, (_, kind) =>
    slotsOf(weights.map((w, level) => w * tilt(name, kind, level))),
  );
  const codes = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) codes[i] = tables[by[i] % KINDS][random.bits() >>> 16];
  const effects = weights.map((_, level) => (level === 0 ? 0 : 0.3 * random.normal()));
  for (let i = 0; i < rows; i++) eta[i] += effects[codes[i]];
  if (name !== "year") for (let i = 0; i < rows; i++) if (random.uniform() < 0.004) codes[i] = 255;
  const first = name === "year" ? 2018 : 1;
  return { kind: "factor", levels: weights.map((_, level) => String(first + level)), codes };
}

/** How much commoner a level is among a kind of network, or for employment in an age group. */
function tilt(name: string, kind: number, level: number): number {
  const along = (kind % 8) / 7;
  switch (name) {
    case "employment":
      return level === 5 ? (kind >= 6 ? 30 : kind === 5 ? 2 : 0.03) : level === 3 && kind > 2 ? 0.05 : 1;
    case "deprivation":
      return Math.exp(-(((level / 9 - along) / 0.25) ** 2));
    case "rurality":
      return level === 1 ? (kind % 5 === 0 ? 20 : 0.05) : 1;
    case "ethnicity":
      return level > 0 && kind % 4 !== 0 ? 0.4 : 1;
    default:
      return 1;
  }
}

/** A table of 65,536 slots shared out in proportion to the weights. */
function slotsOf(weights: readonly number[]): Uint16Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const slots = new Uint16Array(65536);
  let [level, sum] = [0, weights[0]];
  for (let s = 0; s < slots.length; s++) {
    while (s / slots.length > sum / total && level < weights.length - 1) sum += weights[++level];
    slots[s] = level;
  }
  return slots;
}

/** Link workers per 50,000: none in the first three years, then growing, constant within a network and year. */
function drawExposure(random: Random, pcn: Uint16Array, year: FactorCodes, pcns: number) {
  const values = new Float64Array(pcns * YEARS);
  for (let cell = 0; cell < values.length; cell++) {
    const grown = (cell % YEARS) - 2;
    if (grown > 0) values[cell] = Math.max(0, 0.4 * grown + (0.4 + 0.1 * grown) * random.normal());
  }
  return { kind: "lookup", codes: pcn.map((p, i) => p * YEARS + year[i]), values } as const;
}

type Flag = Extract<Column, { kind: "flag" }>;

/** Answers of log odds `eta + constant`, some missing, and all of those who were not asked. */
function drawFlag(random: Random, eta: Float64Array, constant: number, missing: number, asked?: Flag | ""): Flag {
  const values = new Uint8Array(eta.length);
  for (let i = 0; i < values.length; i++) {
    const yes = random.uniform() < 1 / (1 + Math.exp(-eta[i] - constant));
    const answered = random.uniform() >= missing && (!asked || asked.values[i] === 1);
    values[i] = answered ? (yes ? 1 : 0) : 255;
  }
  return { kind: "flag", values };
}
