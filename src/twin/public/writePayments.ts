import { join } from "node:path";
import { Random } from "../../util/random";
import { FINANCIAL_YEARS, type FinancialYear } from "../world/lists";
import { membershipAt, type Practice } from "../world/networks";
import type { World } from "../world/world";
import { rawCsv } from "./rawCsv";
import { writeGzip } from "./writeGzip";

const COLUMNS = (
  "practice_code,practice_name,practice_postcode,pcn_code,pcn_name,ccg_or_subicb_code,open_date,close_date,contract_type," +
  "dispensing_practice,practice_type,practice_rurality,atypical,registered_patients,weighted_patients"
).split(",");

const NO_PCN = "Unknown or no PCN";
/** Share of practices in a network that the payments files do not know to be in one. */
const UNKNOWN_SHARE = 0.02;

/** `nhs_payments_to_practices/<year>/practice_subset.csv.gz`: fifteen columns, closed practices kept for two years. */
export function writePayments(dir: string, world: World): void {
  FINANCIAL_YEARS.forEach((year, y) => {
    const rows = world.practices.flatMap((practice, i) => {
      if (!listed(practice, year)) return [];
      return [fields(world, practice, year, y, world.lists[y][i])];
    });
    writeGzip(join(dir, "nhs_payments_to_practices", year.name, "practice_subset.csv.gz"), rawCsv(COLUMNS, rows));
  });
}

function listed(practice: Practice, year: FinancialYear): boolean {
  if (practice.opened > year.end) return false;
  return practice.closed === "" || Number(practice.closed.slice(0, 4)) >= Number(year.start.slice(0, 4)) - 1;
}

function fields(world: World, practice: Practice, year: FinancialYear, y: number, list: number): (string | number)[] {
  const random = new Random(world.seed, "payments", practice.code);
  const closed = practice.closed !== "" && practice.closed <= year.end;
  const type = contract(random, closed && list === 0);
  const rural = random.uniform() < 0.17;
  const postcode = `ZZ${1 + random.integer(99)}`.padEnd(5) + `${random.integer(10)}Q${random.pick([..."ABDEFGHJLN"])}`;
  const need = 0.85 + 0.3 * random.uniform();
  const unknown = random.uniform();
  return [
    practice.code,
    practice.name,
    postcode,
    ...network(practice, year, y, unknown),
    practice.subIcb.code,
    ukDate(practice.opened),
    closed ? ukDate(practice.closed) : "",
    type,
    type === "UNKNOWN" ? "UNKNOWN" : rural && random.uniform() < 0.7 ? "Yes" : "No",
    practice.kind === "walk-in" ? "Walk in centre" : "GP practice",
    (y === 1 || y === 2) && random.uniform() < 0.012
      ? "MISSING"
      : y >= 3 && closed
        ? "Missing"
        : rural
          ? "Rural"
          : "Urban",
    oddity(y, closed, list),
    list,
    Math.round(list * need * 100) / 100,
  ];
}

/** Code and name of the network at the year's end: blank before networks, unknown for some. */
function network(practice: Practice, year: FinancialYear, y: number, unknown: number): [string, string] {
  if (y < 2) return ["", ""];
  const last = practice.memberships[practice.memberships.length - 1];
  const link = membershipAt(practice, year.end) ?? (last?.end !== "" && last?.start <= year.end ? last : undefined);
  return link === undefined || unknown < UNKNOWN_SHARE ? [NO_PCN, NO_PCN] : [link.pcn.code, link.pcn.name];
}

function contract(random: Random, empty: boolean): string {
  const u = random.uniform();
  if (empty) return "UNKNOWN";
  return u < 0.7 ? "GMS" : u < 0.965 ? "PMS" : "APMS";
}

function oddity(y: number, closed: boolean, list: number): string {
  if (list === 0) return `| ${closed ? "Part year of data || " : ""}No ${y === 0 ? "known " : ""}registered patients |`;
  return closed ? "| Part year of data |" : "";
}

function ukDate(day: string): string {
  return `${day.slice(6, 8)}/${day.slice(4, 6)}/${day.slice(0, 4)}`;
}
