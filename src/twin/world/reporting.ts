import { Random } from "../../util/random";
import type { Quarter } from "./quarters";
import { patientsByPcn, type World } from "./world";

/**
 * Networks with a return in a quarter, by index. Who reports keeps reporting, and neighbours start together (whole
 * areas are absent in 2020): the first of an order that depends on the area and the network. The order does not know the outcomes.
 */
export function reportingPcns(world: World, quarter: Quarter): number[] {
  const patients = patientsByPcn(world, quarter.day, quarter.listYear);
  const active = world.pcns.filter((pcn) => patients[pcn.index] > 0).map((pcn) => pcn.index);
  const wanted = Math.round((quarter.reporting * active.length) / 1254);
  const readiness = active.map((index) => ({ index, score: readinessOf(world, index) }));
  readiness.sort((a, b) => b.score - a.score);
  return readiness
    .slice(0, wanted)
    .map((entry) => entry.index)
    .sort((a, b) => a - b);
}

function readinessOf(world: World, index: number): number {
  const pcn = world.pcns[index];
  const area = new Random(world.seed, "readiness", pcn.subIcb.code, pcn.subIcb.name).normal();
  return area + 1.1 * new Random(world.seed, "readiness", pcn.code).normal();
}
