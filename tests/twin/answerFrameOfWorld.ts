import { ARRS_TOTAL } from "../../src/data";
import type { AnswerFrame, PracticeYear, Residence } from "../../src/twin/answerFrame";
import { membershipAt, type Practice } from "../../src/twin/world/networks";
import { QUARTERS } from "../../src/twin/world/quarters";
import { LINK_WORKER } from "../../src/twin/world/roles";
import { staffOf } from "../../src/twin/world/staff";
import { patientsByPcn, type World } from "../../src/twin/world/world";

/** Workforce return by survey year. */
const RETURNS: Readonly<Record<number, string>> = { 2021: "2020-12", 2022: "2021-12", 2023: "2022-12" };

/** The default linkage and exposure rules on a world in memory: what the readers build from its files. */
export function answerFrameOfWorld(world: World, years: readonly number[]): AnswerFrame {
  const practiceYears = years.flatMap((year) => practicesOf(world, year));
  const { areas, catchments } = world.smallAreas;
  const residences = new Map<string, Residence[]>();
  for (const practice of world.practices) {
    const first = practice.memberships[0]?.pcn;
    if (first === undefined || practice.closed !== "") continue;
    const homes = catchments[first.parent].slice(0, 12);
    residences.set(
      practice.code,
      homes.map((index, k) => ({ ...place(areas[index]), patients: 100 + 40 * k })),
    );
  }
  return { practiceYears, residences, elsewhere: areas.map((area) => ({ ...place(area), patients: 1500 })) };
}

function place(area: World["smallAreas"]["areas"][number]): Omit<Residence, "patients"> {
  return { lsoa: area.lsoa, incomeDecile: area.incomeDecile, rural: area.ruc >= "D" };
}

function practicesOf(world: World, year: number): PracticeYear[] {
  const lists = world.lists[year - 2018];
  const rates = ratesOf(world, year);
  return world.practices.flatMap((practice, i) => {
    if (lists[i] <= 0) return [];
    const pcn = pcnOf(practice, year);
    const { linkWorkers, scheme } = (pcn && rates.get(pcn.index)) ?? { linkWorkers: 0, scheme: 0 };
    const staff = {
      exposure: linkWorkers,
      schemeTotal: scheme,
      linkWorkerShare: scheme > 0 ? linkWorkers / scheme : 0,
    };
    return [{ year, practice: practice.code, pcn: pcn?.code ?? "", patients: lists[i], ...staff }];
  });
}

function pcnOf(practice: Practice, year: number) {
  if (year < 2020) return practice.memberships[0]?.pcn;
  return membershipAt(practice, `${year - 1}1231`)?.pcn;
}

/** Link workers and all staff of the scheme per 50,000 patients by network index; absent networks have none. */
function ratesOf(world: World, year: number): ReadonlyMap<number, { linkWorkers: number; scheme: number }> {
  const quarter = QUARTERS.find((entry) => entry.period === RETURNS[year]);
  if (quarter === undefined) return new Map();
  const patients = patientsByPcn(world, quarter.day, quarter.listYear);
  const rates = new Map<number, { linkWorkers: number; scheme: number }>();
  for (const { pcn, detailed, fte } of staffOf(world, quarter)) {
    if (!ARRS_TOTAL.labels.includes(detailed)) continue;
    const rate = (fte * 50000) / patients[pcn.index];
    const { linkWorkers, scheme } = rates.get(pcn.index) ?? { linkWorkers: 0, scheme: 0 };
    const more = detailed === LINK_WORKER.detailed ? rate : 0;
    rates.set(pcn.index, { linkWorkers: linkWorkers + more, scheme: scheme + rate });
  }
  return rates;
}
