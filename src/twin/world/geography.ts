import { apportion } from "../../util/apportion";
import { Random } from "../../util/random";
import { placeName } from "./names";
import type { WorldSize } from "./size";

export interface Icb {
  readonly code: string;
  readonly name: string;
  readonly regionCode: string;
  readonly regionName: string;
  /** Number of the region, 0 to 6. */
  readonly region: number;
}

export interface SubIcb {
  readonly code: string;
  readonly name: string;
  readonly icb: Icb;
  /** Relative number of networks. */
  readonly weight: number;
  /** Area part of the deprivation score; higher = less deprived. */
  readonly affluence: number;
}

const REGIONS = [
  ["Y56", "London"],
  ["Y58", "South West"],
  ["Y59", "South East"],
  ["Y60", "Midlands"],
  ["Y61", "East of England"],
  ["Y62", "North West"],
  ["Y63", "North East and Yorkshire"],
] as const;

const LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";

/** Sub-ICB locations nested in integrated care boards nested in the seven regions; codes and names are invented. */
export function drawGeography(seed: number, size: WorldSize): readonly SubIcb[] {
  const random = new Random(seed, "geography");
  const icbs = Array.from({ length: size.icbs }, (_, i) => drawIcb(random, i));
  const perIcb = apportion(
    icbs.map(() => Math.exp(0.7 * random.normal())),
    size.subIcbs,
    1,
  );
  return icbs.flatMap((icb, i) =>
    Array.from({ length: perIcb[i] }, (_, k) => drawSubIcb(random, icb, i, k, perIcb[i])),
  );
}

function drawIcb(random: Random, i: number): Icb {
  const region = i % REGIONS.length;
  const [regionCode, regionName] = REGIONS[region];
  const code = `Q${LETTERS[i % LETTERS.length]}${"ABCDEFGHJK"[Math.floor(i / LETTERS.length)]}`;
  // One in eight has a comma in its name, as two real ones do: fields must be quoted.
  const place = i % 8 === 3 ? `${placeName(random)}, ${placeName(random)} and ${placeName(random)}` : placeName(random);
  return { code, name: `NHS ${place} ICB`, regionCode, regionName, region };
}

function drawSubIcb(random: Random, icb: Icb, i: number, k: number, siblings: number): SubIcb {
  const code = `${String((i * 2 + 1) % 100).padStart(2, "0")}${LETTERS[(k + i) % LETTERS.length]}`;
  // A board with one location repeats only the code, with a trailing space in the earlier releases.
  const name = `${icb.name} - ${code}${siblings === 1 ? " " : ` ${placeName(random)}`}`;
  return { code, name, icb, weight: Math.exp(0.6 * random.normal()), affluence: 0.35 * random.normal() };
}
