import { Random } from "../../util/random";
import { linkWorkerHours, WEEK } from "./linkWorkers";
import type { Pcn } from "./networks";
import type { Quarter } from "./quarters";
import { reportingPcns } from "./reporting";
import { LINK_WORKER, OTHER_ROLES, type Role } from "./roles";
import type { World } from "./world";

/** One record of a workforce return. */
export interface StaffRecord {
  readonly pcn: Pcn;
  readonly source: "NWRS Staff" | "NWRS contracted services";
  readonly group: string;
  readonly role: string;
  readonly detailed: string;
  readonly fte: number;
  /** Number of the person; contracted services have none. */
  readonly person: number | undefined;
}

/** Contracted hours in common use. */
const CONTRACTS = [37.5, 37.5, 37.5, 37.5, 37.5, 37.5, 37, 30, 30, 28, 25, 24, 22.5, 20, 18.75, 16, 15, 14];

/** All records of a quarter: networks in order of code, roles within them. */
export function staffOf(world: World, quarter: Quarter): StaffRecord[] {
  const reporting = reportingPcns(world, quarter);
  const hours = linkWorkerHours(world, quarter, reporting);
  const records = reporting.flatMap((index) => {
    const pcn = world.pcns[index];
    const linkWorkers = splitHours(
      new Random(world.seed, "contracts", pcn.code, quarter.period),
      hours.get(index) ?? 0,
    );
    return [
      ...linkWorkers.map((worked, k) => record(world, quarter, pcn, LINK_WORKER, worked / WEEK, k)),
      ...OTHER_ROLES.flatMap((role) => otherStaff(world, quarter, pcn, role, reporting.length)),
    ];
  });
  return withOddities(quarter, withEveryPcn(world, quarter, reporting, records));
}

/** Splits weekly hours into contracts; now and then one record stands for several people. */
function splitHours(random: Random, hours: number): number[] {
  const parts: number[] = [];
  for (let left = hours; left > 0.01; ) {
    const contract = random.uniform() < 0.025 ? 40 + random.integer(100) : random.pick(CONTRACTS);
    const part = Math.min(left, contract);
    parts.push(part);
    left -= part;
  }
  return parts;
}

function otherStaff(world: World, quarter: Quarter, pcn: Pcn, role: Role, reporting: number): StaffRecord[] {
  const random = new Random(world.seed, "staff", pcn.code, role.detailed);
  const appetite = Math.exp(0.6 * random.normal() - 0.18);
  // Full-size records over the full-size number of returns: a mean per reporting network at any scale.
  const mean = (recordsAt(role, quarter.index) / quarter.reporting) * appetite;
  const count = reporting > 0 ? poissonQuantile(mean, random.uniform()) : 0;
  const people = Array.from({ length: count }, () => random.uniform() ** (1 / role.meanFte - 0.9));
  return people.map((share, k) => record(world, quarter, pcn, role, Math.max(1, Math.round(share * WEEK)) / WEEK, k));
}

/** Records in England in a quarter: straight lines between the four known quarters; advanced roles start in March 2022. */
function recordsAt(role: Role, index: number): number {
  const knots = [0, 3, 7, 11];
  const after = Math.max(
    1,
    knots.findIndex((knot) => knot >= index),
  );
  const [from, to] = [role.records[after - 1], role.records[after]];
  if (from === 0 && index < knots[after] - 3) return 0;
  return from + ((to - from) * (index - knots[after - 1])) / (knots[after] - knots[after - 1]);
}

/** Number with cumulative Poisson probability above u: the same u gives counts that grow with the mean. */
function poissonQuantile(mean: number, u: number): number {
  let term = Math.exp(-mean);
  let total = term;
  let count = 0;
  while (u > total && count < 200) {
    count++;
    term *= mean / count;
    total += term;
  }
  return count;
}

type Label = Pick<Role, "group" | "role" | "detailed" | "laterRole">;

function record(world: World, quarter: Quarter, pcn: Pcn, label: Label, fte: number, k: number): StaffRecord {
  const random = new Random(world.seed, "person", pcn.code, label.detailed, k);
  const contracted = random.uniform() < (quarter.index < 6 ? 0.055 : 0.08 + 0.011 * (quarter.index - 5));
  const drifted = label.laterRole !== undefined && quarter.index >= 10;
  return {
    pcn,
    source: contracted ? "NWRS contracted services" : "NWRS Staff",
    group: label.group,
    role: drifted ? (label.laterRole as string) : label.role,
    detailed: label.detailed,
    fte,
    person: contracted ? undefined : 1000 + random.integer(110000),
  };
}

/** A network that reports has at least one record: a director where nothing else was drawn. */
function withEveryPcn(
  world: World,
  quarter: Quarter,
  reporting: readonly number[],
  records: StaffRecord[],
): StaffRecord[] {
  const seen = new Set(records.map((entry) => entry.pcn.index));
  const director = OTHER_ROLES.find((role) => role.detailed === "Clinical Director – Medical") as Role;
  const missing = reporting.filter((index) => !seen.has(index));
  const added = missing.map((index) => record(world, quarter, world.pcns[index], director, 5 / WEEK, 0));
  return [...records, ...added].sort((a, b) => a.pcn.index - b.pcn.index);
}

/** Zero FTEs in the first return, an impossible negative one from September 2021 (never a link worker's). */
function withOddities(quarter: Quarter, records: StaffRecord[]): StaffRecord[] {
  const others = records.filter((entry) => entry.detailed !== LINK_WORKER.detailed);
  const fte = quarter.index === 0 ? 0 : quarter.index >= 6 ? -1 / WEEK : undefined;
  if (fte === undefined || others.length === 0) return records;
  const odd = new Set(others.filter((_, k) => k % Math.ceil(others.length / (fte === 0 ? 7 : 2)) === 0));
  return records.map((entry) => (odd.has(entry) ? { ...entry, fte } : entry));
}
