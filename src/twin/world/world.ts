import { drawGeography, type SubIcb } from "./geography";
import { playHistory } from "./history";
import { drawLists } from "./lists";
import { drawPcns, membershipAt, type Pcn, type Practice } from "./networks";
import { drawMembers, drawOutsiders } from "./practices";
import { type WorldSize, worldSize } from "./size";
import { drawSmallAreas, type SmallAreas } from "./smallAreas";

/** The simulated country behind the public files. */
export interface World {
  readonly seed: number;
  readonly size: WorldSize;
  readonly subIcbs: readonly SubIcb[];
  readonly pcns: readonly Pcn[];
  /** In order of practice code. */
  readonly practices: readonly Practice[];
  /** Registered patients by financial year, aligned with `practices`. */
  readonly lists: readonly Float64Array[];
  readonly smallAreas: SmallAreas;
}

/** Draws the country of a seed at a scale. */
export function drawWorld(seed: number, scale: number): World {
  const size = worldSize(scale);
  const subIcbs = drawGeography(seed, size);
  const { pcns, events } = drawPcns(seed, size, subIcbs);
  const members = drawMembers(seed, size, pcns);
  playHistory(seed, size.places, pcns, members, events);
  const practices = [...members, ...drawOutsiders(seed, size, subIcbs)];
  practices.sort((a, b) => (a.code < b.code ? -1 : 1));
  const lists = drawLists(seed, size, practices);
  return { seed, size, subIcbs, pcns, practices, lists, smallAreas: drawSmallAreas(seed, size, pcns) };
}

/** Patients of each network (by index) on a day, with the lists of a financial year. */
export function patientsByPcn(world: World, day: string, listYear: number): Float64Array {
  const patients = new Float64Array(world.pcns.length);
  world.practices.forEach((practice, i) => {
    const link = membershipAt(practice, day);
    if (link) patients[link.pcn.index] += world.lists[listYear][i];
  });
  return patients;
}
