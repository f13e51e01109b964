import { join } from "node:path";
import type { OutcomeName } from "../../published/published";
import { Random } from "../../util/random";
import type { PracticeYear } from "../answerFrame";
import { effects } from "../effects";
import { fillAnswers, type Respondents } from "./answers";
import { ByteWriter } from "./byteWriter";
import { Bytes } from "./codeTable";
import { CODED, layoutOf } from "./layout";
import { drawOutcome, type SolvedYear } from "./outcomes";
import type { PackedResidences } from "./packFrame";
import { drawPeople, WITHHELD } from "./people";
import { conditionalFactor, drawPlaceEffect, type PlaceSds } from "./placeEffects";
import { GROUPS, type Quotas } from "./quotas";
import type { SchemeSlopes } from "./schemeSlopes";
import { selectRespondents } from "./selection";
import type { YearMeans } from "./yearTargets";

/** One survey year to draw and write; everything in it can be sent to a worker. */
export interface YearJob {
  readonly year: number;
  readonly seed: number;
  readonly file: string;
  readonly practices: readonly PracticeYear[];
  readonly rows: readonly number[];
  readonly quotas: Quotas;
  readonly means: YearMeans;
  readonly placeSds: Readonly<Record<OutcomeName, PlaceSds>>;
  readonly slopes: Readonly<Record<OutcomeName, SchemeSlopes>>;
}

/** Numbers of one cell's sample in one year, from the rows written. */
export interface CellTally {
  readonly n: number;
  readonly positive: number;
}

export interface YearSummary {
  readonly year: number;
  readonly rows: number;
  readonly bytes: number;
  readonly quotas: Quotas;
  readonly targets: YearMeans;
  readonly solved: Readonly<Record<OutcomeName, SolvedYear>>;
  /** Rows with all covariates and a network that answered, by outcome and group of respondents. */
  readonly answered: Readonly<Record<OutcomeName, readonly CellTally[]>>;
}

const OUTCOMES = Object.keys(effects) as OutcomeName[];
/** Non-response weights by age band, in ten-thousandths: the young answer less and weigh more. */
const WEIGHTS = [24000, 17000, 14000, 11000, 8500, 6500, 6800, 9500];

/** Draws and writes a year. Same job, same bytes, on any thread. */
export function writeSurveyYear(
  job: YearJob,
  homes: PackedResidences,
  onProgress: (fraction: number) => void,
): YearSummary {
  const people = drawPeople(job.seed, job.year, job.practices, job.rows, homes);
  onProgress(0.2);
  const selection = selectRespondents(job.seed, job.year, people, job.practices, job.quotas);
  onProgress(0.35);
  const exposure = Float64Array.from(job.practices, (row) => row.exposure);
  const outcomes = {} as Record<OutcomeName, Uint8Array>;
  const solved = {} as Record<OutcomeName, SolvedYear>;
  for (const outcome of OUTCOMES) {
    const sds = job.placeSds[outcome];
    const place = Float64Array.from(job.practices, (row) => drawPlaceEffect(job.seed, outcome, row, sds));
    const { linkWorkers, schemeTotal, linkWorkerShare } = job.slopes[outcome];
    const scheme = Float64Array.from(
      job.practices,
      (row) => schemeTotal * row.schemeTotal + linkWorkerShare * row.linkWorkerShare,
    );
    const given = { place, exposure, scheme, linkWorkers, conditionalFactor: conditionalFactor(sds) };
    const drawn = drawOutcome(outcome, people, selection, { ...job, ...given, means: job.means[outcome] });
    outcomes[outcome] = drawn.answers;
    solved[outcome] = drawn.solved;
  }
  onProgress(0.5);
  const respondents = { year: job.year, people, selection, outcomes };
  const bytes = writeRows(job, homes, respondents, (share) => onProgress(0.5 + share / 2));
  return {
    year: job.year,
    rows: people.count,
    bytes,
    quotas: job.quotas,
    targets: job.means,
    solved,
    answered: tally(respondents),
  };
}

function writeRows(job: YearJob, homes: PackedResidences, all: Respondents, onShare: (share: number) => void): number {
  const { people } = all;
  const layout = layoutOf(job.year);
  const text = (value: string) => Buffer.from(value, "latin1");
  const lsoas = homes.lsoas.map(text);
  const writer = new ByteWriter(job.file);
  const codes = new Int8Array(CODED.length);
  for (const name of layout.header) writer.bytes(text(name));
  writer.endRow();
  let i = 0;
  for (const [k, practice] of job.practices.entries()) {
    const bytes = new Bytes(new Random(job.seed, "codes", job.year, practice.practice));
    const network = [practice.pcn, practice.pcn === "" ? "" : `PCN ${practice.pcn}`].map(text);
    const code = text(practice.practice);
    const size = Math.round(practice.patients);
    for (let row = 0; row < job.rows[k]; row++, i++) {
      writer.integer(respondentId(job.year, i));
      writer.bytes(code);
      writer.bytes((people.missing[i] & WITHHELD.residence) !== 0 ? NOTHING : lsoas[people.area[i]]);
      if (layout.hasNetwork) for (const field of network) writer.bytes(field);
      writer.integer(size);
      if (layout.hasRurality) writer.integer(1 + people.rural[i]);
      writer.integer(job.year);
      writer.integer(bytes.chance(25 + 12 * (7 - people.age[i])) ? 2 : 1);
      writer.tenThousandths(Math.round((WEIGHTS[people.age[i]] * (160 + bytes.next() * 0.75)) / 256));
      fillAnswers(codes, i, all, bytes);
      for (const position of layout.coded) writer.integer(codes[position]);
      writer.endRow();
    }
    if (k % 500 === 0) onShare(k / job.practices.length);
  }
  return writer.close();
}

const NOTHING = new Uint8Array(0);

/** A number per respondent, distinct over years and in no order: 7919 and ten million have no common factor. */
function respondentId(year: number, i: number): number {
  return (year % 100) * 1e7 + ((i * 7919 + 104729) % 1e7);
}

function tally(all: Respondents): Record<OutcomeName, CellTally[]> {
  const { complete, group } = all.selection;
  const of = (outcome: OutcomeName) => {
    const n = GROUPS.map(() => 0);
    const positive = GROUPS.map(() => 0);
    all.outcomes[outcome].forEach((answer, i) => {
      if (complete[i] === 0 || answer === 2) return;
      n[group[i]]++;
      positive[group[i]] += answer;
    });
    return GROUPS.map((_, g) => ({ n: n[g], positive: positive[g] }));
  };
  return Object.fromEntries(OUTCOMES.map((outcome) => [outcome, of(outcome)])) as Record<OutcomeName, CellTally[]>;
}

/** `survey/gpps_<year>.csv` below the folder. */
export function surveyFile(dir: string, year: number): string {
  return join(dir, "survey", `gpps_${year}.csv`);
}
