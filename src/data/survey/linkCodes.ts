import type { StudyRules } from "../../study/study";
import { arrsRates } from "../linkage/arrsRates";
import { type ArrsFte, EXPOSURE_STATES, type PcnYear } from "../linkage/types";

/** Why a respondent has no PCN. */
export const NO_PCN_RULES = [
  "practice code blank",
  "survey year before networks",
  "practice not in the map",
  "practice in no PCN at the map date",
] as const;
export type NoPcnRule = (typeof NO_PCN_RULES)[number];

/** Lookup of everything that follows from a practice and a survey year. */
export interface LinkCodes {
  readonly pcns: readonly string[];
  /** Exposure by PCN-year code. */
  readonly rates: Float64Array;
  /** Rates and share of the scheme's roles by PCN-year code, by column. */
  readonly arrs: Readonly<Record<string, Float64Array>>;
  /** By survey year and position in the practice dictionary. 65535 or 255 = missing. */
  readonly byYear: ReadonlyMap<number, YearCodes>;
}

export interface YearCodes {
  readonly pcn: Uint16Array;
  readonly rate: Uint16Array;
  /** Position in `EXPOSURE_STATES`. */
  readonly state: Uint8Array;
  /** Position in `NO_PCN_RULES`, 255 where there is a PCN. */
  readonly rule: Uint8Array;
}

export interface PracticeLinks {
  /** PCN by survey year and practice code. */
  readonly pcnOf: ReadonlyMap<number, ReadonlyMap<string, string>>;
  /** Practices of the map at any date. */
  readonly mapped: ReadonlySet<string>;
  /** Survey years before any PCN, when the settings drop them. */
  readonly droppedYears: ReadonlySet<number>;
}

const NONE = 0xffff;

/** Turns practice links and PCN exposures into codes by practice and survey year. */
export function linkCodes(
  study: StudyRules,
  practices: readonly string[],
  links: PracticeLinks,
  { pcnYears, arrs }: { readonly pcnYears: readonly PcnYear[]; readonly arrs: readonly ArrsFte[] },
): LinkCodes {
  const own = study.linkage.noPcn === "own-cluster";
  const clusters = new Set(
    [...links.pcnOf.values()].flatMap((pcnOf) => practices.map((practice) => pcnOf.get(practice))),
  );
  const networks = [...clusters].filter((pcn) => pcn !== undefined);
  const alone = own ? practices.filter((practice) => needsOwnCluster(practice, study, links)).map(ownCluster) : [];
  const pcns = [...networks, ...alone].sort(inOrder);
  const index = new Map(pcns.map((pcn, i) => [pcn, i]));
  const at = pcnYears.flatMap(({ pcn }, i) => (index.has(pcn) ? [i] : []));
  const used = at.map((i) => pcnYears[i]);
  const rateCode = new Map(used.map((row, i) => [`${row.surveyYear} ${row.pcn}`, i]));
  const zero = used.length;
  const states = new Map(used.map((row) => [`${row.surveyYear} ${row.pcn}`, EXPOSURE_STATES.indexOf(row.state)]));
  const byYear = study.survey.years.map((year) => {
    const codes = emptyCodes(practices.length);
    practices.forEach((practice, i) => {
      const pcn = links.pcnOf.get(year)?.get(practice);
      if (pcn !== undefined) {
        codes.pcn[i] = index.get(pcn) as number;
        codes.rate[i] = rateCode.get(`${year} ${pcn}`) ?? NONE;
        codes.state[i] = states.get(`${year} ${pcn}`) ?? 0xff;
      } else if (own && !links.droppedYears.has(year)) {
        codes.pcn[i] = index.get(ownCluster(practice)) as number;
        codes.rate[i] = zero;
      } else {
        codes.rule[i] = NO_PCN_RULES.indexOf(
          links.droppedYears.has(year)
            ? "survey year before networks"
            : links.mapped.has(practice)
              ? "practice in no PCN at the map date"
              : "practice not in the map",
        );
      }
    });
    return [year, codes] as const;
  });
  // The last code is a practice that is its own cluster: no PCN, no staff.
  const byCode = (values: readonly number[]) => Float64Array.from([...values, 0]);
  const roles = arrsRates(
    used,
    at.map((i) => arrs[i]),
    study.exposure.perPatients,
  );
  return {
    pcns,
    rates: byCode(used.map(({ rate }) => rate)),
    arrs: Object.fromEntries(Object.entries(roles).map(([name, values]) => [name, byCode(values)])),
    byYear: new Map(byYear),
  };
}

const needsOwnCluster = (practice: string, study: StudyRules, { pcnOf, droppedYears }: PracticeLinks): boolean =>
  study.survey.years.some((year) => !droppedYears.has(year) && !pcnOf.get(year)?.has(practice));

const ownCluster = (practice: string): string => `practice ${practice}`;

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const emptyCodes = (size: number): YearCodes => ({
  pcn: new Uint16Array(size).fill(NONE),
  rate: new Uint16Array(size).fill(NONE),
  state: new Uint8Array(size).fill(0xff),
  rule: new Uint8Array(size).fill(0xff),
});
