import { Random } from "../../util/random";
import { dayBefore, type PcnEvent } from "./events";
import { membershipAt, type Pcn, type Practice } from "./networks";

type Change = { readonly date: string; readonly kind: "open" | "close" | "move" | "shut" };

/**
 * Lets three years of history happen to the memberships, in order of date: networks open with practices of a neighbour and
 * close into one, single practices move or shut. No network is left without a practice unless it closes.
 */
export function playHistory(
  seed: number,
  places: number,
  pcns: Pcn[],
  practices: Practice[],
  events: readonly PcnEvent[],
): void {
  const random = new Random(seed, "history");
  const history = new History(random, pcns, practices);
  const changes: Change[] = [...events, ...singleChanges(random, places)];
  changes.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  for (const change of changes) history.apply(change);
}

/** Moves and closures of single practices; full-size counts per date. */
function singleChanges(random: Random, places: number): Change[] {
  const months = ["20191115", "20200401", "20200601", "20200801", "20201201", "20210401", "20210701", "20211101"];
  const list = [...months, "20220401", "20220701", "20221001", "20221201"];
  return list.flatMap((date) => {
    const april = date.endsWith("0401");
    const moves = Math.round((april ? 45 : 12) * places);
    const shut = Math.round((april ? 90 : 24) * places * (0.8 + 0.4 * random.uniform()));
    return [
      ...Array.from({ length: moves }, () => ({ date, kind: "move" as const })),
      ...Array.from({ length: shut }, () => ({ date, kind: "shut" as const })),
    ];
  });
}

class History {
  /** Practices whose newest membership is with the network, by its index; some start later than the day at hand. */
  private readonly rosters: Set<Practice>[];

  constructor(
    private readonly random: Random,
    private readonly pcns: readonly Pcn[],
    private readonly practices: readonly Practice[],
  ) {
    this.rosters = pcns.map(() => new Set());
    for (const practice of practices) this.rosters[practice.memberships[0].pcn.index].add(practice);
  }

  apply(change: Change): void {
    if (change.kind === "open") this.open(change.date);
    else if (change.kind === "close") this.close(change.date);
    else if (change.kind === "move") this.move(change.date);
    else this.shut(change.date);
  }

  /** The first unfilled network of that day takes half of a large neighbour's practices, or of any large network. */
  private open(date: string): void {
    const born = this.pcns.find((pcn) => pcn.opened === date && this.members(pcn, date).length === 0);
    if (born === undefined) return;
    const large = this.openPcns(date).filter((pcn) => pcn !== born && this.members(pcn, date).length >= 4);
    const near = large.filter((pcn) => pcn.subIcb === born.subIcb);
    const donor = this.random.pick(near.length > 0 ? near : large);
    born.parent = donor.parent;
    const members = this.members(donor, date);
    for (const practice of members.slice(0, members.length >> 1)) this.transfer(practice, born, date);
  }

  /** A small network of the first generation closes into another of its area. */
  private close(date: string): void {
    const open = this.openPcns(date).filter((pcn) => pcn.parent === pcn.index && this.neighbours(pcn, date).length > 0);
    const small = open.filter((pcn) => this.members(pcn, date).length <= 5);
    const gone = this.random.pick(small.length > 0 ? small : open);
    const heir = this.random.pick(this.neighbours(gone, date));
    for (const practice of this.members(gone, date)) this.transfer(practice, heir, date);
    // Practices due to join later join the heir.
    for (const practice of this.rosters[gone.index]) {
      const first = practice.memberships[0];
      if (first.pcn !== gone || first.start <= date) continue;
      practice.memberships[0] = { ...first, pcn: heir };
      this.rosters[heir.index].add(practice);
    }
    this.rosters[gone.index].clear();
    gone.closed = dayBefore(date);
  }

  private move(date: string): void {
    const practice = this.spare(date);
    const from = practice && membershipAt(practice, date)?.pcn;
    if (!practice || !from) return;
    const targets = this.neighbours(from, date);
    if (targets.length > 0) this.transfer(practice, this.random.pick(targets), date);
  }

  private shut(date: string): void {
    const practice = this.spare(date);
    if (!practice) return;
    const link = membershipAt(practice, date);
    if (link) link.end = dayBefore(date);
    practice.closed = dayBefore(date);
    if (link) this.rosters[link.pcn.index].delete(practice);
  }

  /** A founding practice whose network keeps two others. */
  private spare(date: string): Practice | undefined {
    for (let attempt = 0; attempt < 50; attempt++) {
      const practice = this.random.pick(this.practices);
      const link = membershipAt(practice, date);
      if (!link || practice.opened > "2019" || link.start === date) continue;
      if (this.members(link.pcn, date).length >= 3) return practice;
    }
    return undefined;
  }

  private transfer(practice: Practice, to: Pcn, date: string): void {
    const link = membershipAt(practice, date);
    if (link) {
      // Who joined this very day joins the other network instead.
      if (link.start === date) practice.memberships.pop();
      else link.end = dayBefore(date);
      this.rosters[link.pcn.index].delete(practice);
    }
    practice.memberships.push({ pcn: to, start: date, end: "" });
    this.rosters[to.index].add(practice);
  }

  private openPcns(date: string): Pcn[] {
    return this.pcns.filter((pcn) => pcn.opened <= date && pcn.closed === "");
  }

  private neighbours(pcn: Pcn, date: string): Pcn[] {
    return this.openPcns(date).filter(
      (other) => other !== pcn && other.subIcb === pcn.subIcb && this.members(other, date).length > 0,
    );
  }

  private members(pcn: Pcn, date: string): Practice[] {
    return [...this.rosters[pcn.index]].filter((practice) => membershipAt(practice, date)?.pcn === pcn);
  }
}
