import { apportion } from "../../util/apportion";
import { Random } from "../../util/random";
import { type PcnEvent, pcnEvents } from "./events";
import type { SubIcb } from "./geography";
import { placeName } from "./names";
import type { WorldSize } from "./size";

/** A primary care network; dates are YYYYMMDD, empty = still open. */
export interface Pcn {
  readonly index: number;
  readonly code: string;
  readonly name: string;
  readonly subIcb: SubIcb;
  readonly opened: string;
  closed: string;
  /** Index of the network whose area it took its first practices from (itself at the start of the scheme). */
  parent: number;
}

/** A practice's membership of a network, as ODS ePCN lists it. */
export interface Membership {
  readonly pcn: Pcn;
  readonly start: string;
  end: string;
}

export interface Practice {
  readonly code: string;
  readonly name: string;
  readonly subIcb: SubIcb;
  /** Day the practice opened and closed, YYYYMMDD; empty = open. */
  readonly opened: string;
  closed: string;
  /** In order of time; empty for a practice that never joined a network. */
  readonly memberships: Membership[];
  readonly kind: "practice" | "walk-in";
}

export const SCHEME_START = "20191001";

/** Networks open from the start plus those the events open later. */
export function drawPcns(
  seed: number,
  size: WorldSize,
  subIcbs: readonly SubIcb[],
): { pcns: Pcn[]; events: PcnEvent[] } {
  const random = new Random(seed, "pcns");
  const events = pcnEvents(size.places);
  const opening = events.filter((event) => event.kind === "open");
  const early = size.pcns - opening.filter((event) => event.date < "20230101").length;
  const perArea = apportion(
    subIcbs.map((area) => area.weight),
    early,
    2,
  );
  const homes = subIcbs.flatMap((area, i) => Array.from({ length: perArea[i] }, () => area));
  const codes = distinctCodes(random, early + opening.length);
  const make = (index: number, subIcb: SubIcb, opened: string): Pcn => {
    const name = `${placeName(random)} ${random.pick(["", "", "", "and District ", "Health ", "Alliance "])}PCN`;
    return { index, code: codes[index], name: name.toUpperCase(), subIcb, opened, closed: "", parent: index };
  };
  const pcns = homes.map((area, i) => make(i, area, SCHEME_START));
  // A network that opens later does so where many are: two at least must be able to give it practices.
  for (const event of opening) pcns.push(make(pcns.length, random.pick(homes), event.date));
  return { pcns, events };
}

function distinctCodes(random: Random, count: number): string[] {
  const codes = new Set<string>();
  while (codes.size < count) codes.add(`U${String(random.integer(100000)).padStart(5, "0")}`);
  return [...codes].sort();
}

/** The membership in force at the end of a day: started by then, not ended by then. */
export function membershipAt(practice: Practice, day: string): Membership | undefined {
  return practice.memberships.find((link) => link.start <= day && (link.end === "" || link.end > day));
}
