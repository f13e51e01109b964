import { Random } from "../../util/random";
import { QUARTERS, type Quarter } from "./quarters";
import { patientsByPcn, type World } from "./world";

/** Correlation of a network's log rate between neighbouring quarters: 0.8 over three quarters once zeros are counted. */
const PERSISTENCE = 0.92;
/** Whole hours of a 37.5 hour week: FTEs are their fractions, printed with nine decimals. */
export const WEEK = 37.5;

/**
 * Link-worker hours per week of each reporting network in a quarter. Networks with a link worker keep one; their rates
 * per 50,000 are log-normal with an autoregressive course, scaled so that England has the quarter's rate over all patients.
 */
export function linkWorkerHours(world: World, quarter: Quarter, reporting: readonly number[]): Map<number, number> {
  const patients = patientsByPcn(world, quarter.day, quarter.listYear);
  const eager = reporting.map((index) => ({
    index,
    u: new Random(world.seed, "hires", world.pcns[index].code).uniform(),
  }));
  eager.sort((a, b) => a.u - b.u);
  const hiring = eager.slice(0, Math.round(quarter.withLinkWorker * reporting.length)).map((entry) => entry.index);
  const sigma = Math.sqrt(Math.log(1 + quarter.spread ** 2));
  const raw = hiring.map((index) => Math.exp(sigma * course(world, index, quarter)) * patients[index]);
  const total = (quarter.per50k * patients.reduce((a, b) => a + b, 0)) / 50000;
  const factor = (total * WEEK) / raw.reduce((a, b) => a + b, 0);
  return new Map(hiring.map((index, i) => [index, Math.max(4, Math.round(raw[i] * factor))]));
}

/** The network's standard normal score in the quarter, from its own autoregressive series. */
function course(world: World, index: number, quarter: Quarter): number {
  const random = new Random(world.seed, "course", world.pcns[index].code);
  let score = random.normal();
  for (let q = 1; q < QUARTERS.length && q <= quarter.index; q++) {
    score = PERSISTENCE * score + Math.sqrt(1 - PERSISTENCE ** 2) * random.normal();
  }
  return score;
}
