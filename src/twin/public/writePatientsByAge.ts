import { join } from "node:path";
import { apportion } from "../../util/apportion";
import type { World } from "../world/world";
import { writeGzip } from "./writeGzip";

const HEADER = "PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,SEX,AGE,NUMBER_OF_PATIENTS\n";
const OLDEST = 95;
const AGES = Array.from({ length: OLDEST + 1 }, (_, age) => age);

/**
 * Rough shape of England's registers by single year of age: level to the fifties with more in their thirties, then falling; women live
 * longer. Relative numbers, not fitted to a release.
 */
function relativeNumber(sex: "FEMALE" | "MALE", age: number): number {
  const young = 1 + 0.22 * Math.exp(-(((age - 34) / 11) ** 2)) - 0.12 * Math.exp(-((age / 6) ** 2));
  const [middle, spread] = sex === "FEMALE" ? [79, 7.6] : [76.5, 7.4];
  const alive = 1 / (1 + Math.exp((age - middle) / spread));
  // The last class holds everybody of its age or older.
  return young * alive * (age === OLDEST ? 3.2 : 1);
}

/** `list_size/2023-07/gp-reg-pat-prac-sing-age-regions.csv.gz`: patients by area, sex and single year of age. */
export function writePatientsByAge(dir: string, world: World): void {
  const latest = world.lists.length - 1;
  const areas = new Map<string, { type: string; patients: number }>();
  const add = (type: string, code: string, patients: number) => {
    const key = `${type} ${code}`;
    areas.set(key, { type, patients: (areas.get(key)?.patients ?? 0) + patients });
  };
  world.practices.forEach((practice, i) => {
    const patients = Math.round(world.lists[latest][i]);
    if (practice.closed !== "" || patients === 0) return;
    const { code, icb } = practice.subIcb;
    add("Comm Region", icb.regionCode, patients);
    add("ICB", icb.code, patients);
    add("SUB_ICB_LOCATION_CODE", code, patients);
  });
  const lines = [...areas].flatMap(([key, { type, patients }]) =>
    areaLines(type, key.slice(type.length + 1), patients),
  );
  writeGzip(join(dir, "list_size", "2023-07", "gp-reg-pat-prac-sing-age-regions.csv.gz"), HEADER + lines.join(""));
}

function areaLines(type: string, code: string, patients: number): readonly string[] {
  const groups = (["FEMALE", "MALE"] as const).flatMap((sex) => AGES.map((age) => ({ sex, age })));
  const counts = apportion(
    groups.map(({ sex, age }) => relativeNumber(sex, age)),
    patients,
  );
  const line = (sex: string, age: string, count: number) =>
    `GP_PRAC_PAT_LIST,01JUL2023,${type},${code},,${sex},${age},${count}\n`;
  return [
    line("ALL", "ALL", patients),
    ...groups.map(({ sex, age }, i) => line(sex, age === OLDEST ? `${OLDEST}+` : String(age), counts[i])),
  ];
}
