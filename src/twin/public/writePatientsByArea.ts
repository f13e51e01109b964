import { join } from "node:path";
import { apportion } from "../../util/apportion";
import { Random } from "../../util/random";
import type { Practice } from "../world/networks";
import type { World } from "../world/world";
import { writeGzip } from "./writeGzip";
import { welshLsoa } from "./writeSmallAreas";

const HEADER = '"EXTRACT_DATE","PRACTICE_CODE","LSOA_CODE","SEX","NUMBER_OF_PATIENTS"\n';
/** Areas a practice draws most of its patients from; the real file has 105 at the median, most with a handful of patients. */
const AREAS_PER_PRACTICE = 16;

/** `list_size/2023-07/gp-reg-pat-prac-lsoa-all.csv.gz`: patients by practice and area of residence, open practices only. */
export function writePatientsByArea(dir: string, world: World): void {
  const latest = world.lists.length - 1;
  const lines = world.practices.flatMap((practice, i) => {
    const patients = Math.round(world.lists[latest][i]);
    if (practice.closed !== "" || patients === 0) return [];
    return residences(world, practice, patients).map(
      ([lsoa, count]) => `"01Jul2023","${practice.code}","${lsoa}","ALL",${count}\n`,
    );
  });
  writeGzip(join(dir, "list_size", "2023-07", "gp-reg-pat-prac-lsoa-all.csv.gz"), HEADER + lines.join(""));
}

function residences(world: World, practice: Practice, patients: number): (readonly [string, number])[] {
  const random = new Random(world.seed, "residences", practice.code);
  const { areas, catchments } = world.smallAreas;
  const home = homeCatchment(world, practice, random);
  const indices = new Set(random.shuffle(catchments[home]).slice(0, AREAS_PER_PRACTICE));
  // A few patients live further off.
  for (let k = 0; k < 3; k++) indices.add(random.integer(areas.length));
  const places = [...indices].sort((a, b) => a - b);
  const weights = places.map((index) => (catchments[home].includes(index) ? random.uniform() ** 1.5 + 0.03 : 0.02));
  const counts = apportion(weights, patients, 1);
  const rows: (readonly [string, number])[] = places.map((index, k) => [areas[index].lsoa, counts[k]] as const);
  if (random.uniform() < 0.6) rows.push(["NO2011", 1 + random.integer(8)]);
  if (random.uniform() < 0.02) rows.push([welshLsoa(random.integer(world.size.welshLsoas)), 1 + random.integer(60)]);
  return rows;
}

/** The founding network whose area the practice serves: its own, its network's parent, or a random one of outsiders. */
function homeCatchment(world: World, practice: Practice, random: Random): number {
  const first = practice.memberships[0]?.pcn;
  if (first !== undefined && first.parent === first.index) return first.index;
  if (first !== undefined) return first.parent;
  const near = world.pcns.filter((pcn) => pcn.subIcb === practice.subIcb && pcn.parent === pcn.index);
  return random.pick(near).index;
}
