import { join } from "node:path";
import { Random } from "../../util/random";
import type { World } from "../world/world";
import { rawCsv } from "./rawCsv";
import { writeGzip } from "./writeGzip";

const NAMES: Readonly<Record<string, string>> = {
  A1: "Urban major conurbation",
  B1: "Urban minor conurbation",
  C1: "Urban city and town",
  C2: "Urban city and town in a sparse setting",
  D1: "Rural town and fringe",
  D2: "Rural town and fringe in a sparse setting",
  E1: "Rural village and dispersed",
  E2: "Rural village and dispersed in a sparse setting",
};

/** Code of the n-th Welsh area, from 0. */
export function welshLsoa(n: number): string {
  return `W01${String(n + 1).padStart(6, "0")}`;
}

/** `imd/lsoa/` (England) and `rural_urban_2011/lsoa/` (England and Wales), by 2011 LSOA. */
export function writeSmallAreas(dir: string, world: World): void {
  const { areas } = world.smallAreas;
  const imd = areas.map((area) => [area.lsoa, area.imdRank, area.imdDecile, area.incomeRank, area.incomeDecile]);
  const random = new Random(world.seed, "wales");
  const wales = Array.from({ length: world.size.welshLsoas }, (_, n) => {
    const ruc = random.pick(["C1", "C1", "C1", "C1", "C1", "C1", "C2", "D1", "D2", "E1", "E2"]);
    return [welshLsoa(n), ruc, NAMES[ruc]];
  });
  const ruc = [...areas.map((area) => [area.lsoa, area.ruc, NAMES[area.ruc]]), ...wales];
  const imdColumns = ["lsoa11_code", "imd_rank", "imd_decile", "income_rank", "income_decile"];
  writeGzip(join(dir, "imd", "lsoa", "imd2019_income_lsoa11.csv.gz"), rawCsv(imdColumns, imd));
  const rucColumns = ["lsoa11_code", "ruc11_code", "ruc11"];
  writeGzip(join(dir, "rural_urban_2011", "lsoa", "ruc2011_lsoa11.csv.gz"), rawCsv(rucColumns, ruc));
}
