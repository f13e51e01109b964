import { join } from "node:path";
import { QUARTERS, type Quarter } from "../world/quarters";
import { type StaffRecord, staffOf } from "../world/staff";
import type { World } from "../world/world";
import { rawCsv } from "./rawCsv";
import { writeGzip } from "./writeGzip";

const COLUMNS = (
  "Data_source,CENSUS_YEAR,CENSUS_MONTH,PCN_CODE,PCN_NAME,SUB_ICB_CODE,SUB_ICB_NAME,ICB_CODE,ICB_NAME,COMM_REGION_CODE," +
  "COMM_REGION_NAME,STAFF_GROUP,STAFF_ROLE,DETAILED_STAFF_ROLE,FTE,UNIQUE_IDENTIFIER"
).split(",");

/** `pcn_workforce/<YYYY-MM>/pcn_individual.csv.gz`: sixteen columns, CRLF, Windows-1252. */
export function writeWorkforce(dir: string, world: World): void {
  for (const quarter of QUARTERS) {
    const rows = staffOf(world, quarter).map((entry) => fields(entry, quarter));
    const text = rawCsv(COLUMNS, rows, "\r\n");
    writeGzip(join(dir, "pcn_workforce", quarter.period, "pcn_individual.csv.gz"), windows1252(text));
  }
}

function fields(entry: StaffRecord, quarter: Quarter): (string | number)[] {
  const { subIcb } = entry.pcn;
  // The trailing space of some names is gone from the September 2022 release on.
  const subIcbName = quarter.index >= 10 ? subIcb.name.trimEnd() : subIcb.name;
  return [
    entry.source,
    quarter.year,
    quarter.month,
    entry.pcn.code,
    entry.pcn.name,
    subIcb.code,
    subIcbName,
    subIcb.icb.code,
    subIcb.icb.name,
    subIcb.icb.regionCode,
    subIcb.icb.regionName,
    entry.group,
    entry.role,
    entry.detailed,
    printFte(entry.fte),
    entry.person ?? "NULL",
  ];
}

/** Nine decimals at most, no trailing zeros: 0.986666667, 0.8, 1. */
function printFte(fte: number): string {
  return String(Number(fte.toFixed(9)));
}

/** Latin-1 bytes but for the en dash, which Windows-1252 has at 0x96. */
function windows1252(text: string): Buffer {
  return Buffer.from(text.replaceAll("–", "\u0096"), "latin1");
}
