import { apportion } from "../../util/apportion";
import { Random } from "../../util/random";
import type { SubIcb } from "./geography";
import { placeName } from "./names";
import { type Pcn, type Practice, SCHEME_START } from "./networks";
import type { WorldSize } from "./size";

const TITLES = ["Surgery", "Medical Centre", "Health Centre", "Medical Practice", "Group Practice", "Family Practice"];
const JOINING = ["20200101", "20200401", "20200401", "20200401", "20200601", "20200701", "20210401"];
const OPENING = ["20190401", "20191001", "20200401", "20210401", "20211001"];

/** Practices that join a network, in code order within region: 96% at the start, the rest later or newly opened. */
export function drawMembers(seed: number, size: WorldSize, pcns: readonly Pcn[]): Practice[] {
  const random = new Random(seed, "members");
  const founders = pcns.filter((pcn) => pcn.opened === SCHEME_START);
  const weights = founders.map(() => Math.exp(0.42 * random.normal()));
  const perPcn = apportion(weights, size.practices, 2);
  const code = codeMaker();
  return founders.flatMap((pcn, i) =>
    Array.from({ length: perPcn[i] }, (_, k) => {
      const fate = k < 2 ? 1 : random.uniform();
      const opened = fate < 0.012 ? random.pick(OPENING) : "19740401";
      const start = fate < 0.03 ? later(opened, random.pick(JOINING)) : later(opened, SCHEME_START);
      const memberships = [{ pcn, start, end: "" }];
      return { ...identity(random, code, pcn.subIcb), opened, closed: "", memberships, kind: "practice" as const };
    }),
  );
}

/** Practices in no network: a few for good, many that close before networks exist, and walk-in centres without a list. */
export function drawOutsiders(seed: number, size: WorldSize, subIcbs: readonly SubIcb[]): Practice[] {
  const random = new Random(seed, "outsiders");
  const code = codeMaker(9000);
  const make = (kind: Practice["kind"], closed: string): Practice => {
    const area = random.pick(subIcbs);
    return { ...identity(random, code, area), opened: "19740401", closed, memberships: [], kind };
  };
  const early = Array.from({ length: size.earlyClosures }, () => {
    const u = random.uniform();
    // About half close during each of the two financial years before the networks, a few in 2019-20.
    const year = u < 0.5 ? 2018 : 2019;
    const month = 1 + random.integer(u < 0.5 ? 12 : 8);
    return make("practice", `${year}${String(month).padStart(2, "0")}28`);
  });
  const lasting = Array.from({ length: size.outsiders }, () => make("practice", ""));
  const empty = Array.from({ length: size.emptyPractices }, () => make("walk-in", ""));
  return [...early, ...lasting, ...empty];
}

type CodeMaker = (random: Random, region: number) => string;

/** Codes as ODS gives them: a letter and five digits, with gaps. */
function codeMaker(offset = 0): CodeMaker {
  const next = Array.from({ length: 7 }, () => 81000 + offset);
  return (random, region) => {
    next[region] += 1 + random.integer(3);
    return `${"FLHMDPA"[region]}${next[region]}`;
  };
}

function identity(random: Random, code: CodeMaker, subIcb: SubIcb): Pick<Practice, "code" | "name" | "subIcb"> {
  return {
    code: code(random, subIcb.icb.region),
    name: `${placeName(random)} ${random.pick(TITLES)}`.toUpperCase(),
    subIcb,
  };
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
