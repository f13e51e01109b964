import { apportion } from "../../util/apportion";
import { Random } from "../../util/random";
import type { Pcn } from "./networks";
import type { WorldSize } from "./size";

/** A lower-layer super output area (2011) of England. */
export interface SmallArea {
  readonly lsoa: string;
  /** Rural Urban Classification 2011: A1, B1, C1, C2 urban; D1, D2, E1, E2 rural. */
  readonly ruc: string;
  /** Rank and decile, 1 = most deprived: all domains and the income domain. */
  readonly imdRank: number;
  readonly imdDecile: number;
  readonly incomeRank: number;
  readonly incomeDecile: number;
}

/** Small areas, and per founding network the indices of those it serves. */
export interface SmallAreas {
  readonly areas: readonly SmallArea[];
  readonly catchments: readonly (readonly number[])[];
}

/** Classes with their shares within urban and rural areas (England, ONS 2011). */
const URBAN = [
  ["A1", 0.423],
  ["B1", 0.044],
  ["C1", 0.531],
  ["C2", 0.002],
] as const;
const RURAL = [
  ["D1", 0.525],
  ["D2", 0.021],
  ["E1", 0.422],
  ["E2", 0.032],
] as const;
const AFFLUENCE: Readonly<Record<string, number>> = {
  A1: -0.2,
  B1: -0.2,
  C1: 0.1,
  C2: -0.2,
  D1: 0.35,
  D2: 0,
  E1: 0.7,
  E2: 0.4,
};

/** Draws areas around networks: neighbours share deprivation, a fifth of the networks are mainly rural. */
export function drawSmallAreas(seed: number, size: WorldSize, pcns: readonly Pcn[]): SmallAreas {
  const random = new Random(seed, "small areas");
  const perPcn = apportion(
    pcns.map((pcn) => (pcn.parent === pcn.index ? Math.exp(0.3 * random.normal()) : 0)),
    size.lsoas,
    4,
  );
  const rucs: string[] = [];
  const income: number[] = [];
  const catchments = pcns.map((pcn, p) => {
    const local = pcn.subIcb.affluence + 0.65 * random.normal();
    const rural = random.uniform() < 0.22 ? 0.6 : 0.055;
    const urbanKind = pick(URBAN, random.uniform());
    return Array.from({ length: perPcn[p] }, () => {
      const ruc = random.uniform() < rural ? pick(RURAL, random.uniform()) : urbanKind;
      income.push(local + AFFLUENCE[ruc] + 0.72 * random.normal());
      return rucs.push(ruc) - 1;
    });
  });
  const imd = income.map((score) => score + 0.3 * random.normal());
  const incomeRanks = ranks(income);
  const imdRanks = ranks(imd);
  const areas = rucs.map((ruc, i) => ({
    lsoa: `E01${String(i + 1).padStart(6, "0")}`,
    ruc,
    imdRank: imdRanks[i],
    imdDecile: decile(imdRanks[i], rucs.length),
    incomeRank: incomeRanks[i],
    incomeDecile: decile(incomeRanks[i], rucs.length),
  }));
  return { areas, catchments };
}

function pick(shares: readonly (readonly [string, number])[], u: number): string {
  let left = u;
  for (const [name, share] of shares) {
    left -= share;
    if (left < 0) return name;
  }
  return shares[shares.length - 1][0];
}

/** Ranks from 1 = lowest score. */
function ranks(scores: readonly number[]): number[] {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a] - scores[b]);
  const result = new Array<number>(scores.length);
  order.forEach((item, place) => {
    result[item] = place + 1;
  });
  return result;
}

function decile(rank: number, count: number): number {
  return Math.ceil((rank * 10) / count);
}
