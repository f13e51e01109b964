import { join } from "node:path";
import type { World } from "../world/world";
import { rawCsv } from "./rawCsv";
import { writeGzip } from "./writeGzip";

const PARTNERS =
  "practice_code,practice_name,practice_ccg_or_subicb,pcn_code,pcn_name,relationship_start,relationship_end";
const DETAILS = "pcn_code,pcn_name,ccg_or_subicb,open_date,close_date";

/** `practice_pcn_map/2023-01/`: memberships with start and end (YYYYMMDD, empty = current), and the networks' own dates. */
export function writePracticeMap(dir: string, world: World): void {
  const folder = join(dir, "practice_pcn_map", "2023-01");
  const partners = world.practices.flatMap((practice) =>
    practice.memberships.map(({ pcn, start, end }) => [
      practice.code,
      practice.name,
      practice.subIcb.code,
      pcn.code,
      pcn.name,
      start,
      end,
    ]),
  );
  const details = world.pcns.map((pcn) => [pcn.code, pcn.name, pcn.subIcb.code, pcn.opened, pcn.closed]);
  details.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  writeGzip(join(folder, "epcn_core_partners.csv.gz"), rawCsv(PARTNERS.split(","), partners));
  writeGzip(join(folder, "epcn_pcn_details.csv.gz"), rawCsv(DETAILS.split(","), details));
}
