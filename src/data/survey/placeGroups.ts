import type { LinkCodes } from "./linkCodes";

/** Everything that rows of one practice and survey year share. */
export interface PlaceGroup {
  /** Position among the survey years. */
  readonly year: number;
  /** Position in the practice dictionary; 65535 for rows without a practice. */
  readonly id: number;
  /** Codes of the frame's columns; 65535 and 255 = missing. */
  readonly practice: number;
  readonly pcn: number;
  readonly rate: number;
  readonly state: number;
  /** Position in `NO_PCN_RULES`, 255 where there is a PCN. */
  readonly rule: number;
}

const NONE = 0xffff;

export interface PlaceGroups {
  /** In canonical order: by PCN, year, practice, missing ones last. */
  readonly groups: readonly PlaceGroup[];
  /** By survey year: position in `groups` by position in the practice dictionary, 65535 = no practice. */
  readonly at: ReadonlyMap<number, Uint32Array>;
}

/** All practices and survey years. */
export function placeGroups(
  surveyYears: readonly number[],
  practices: readonly string[],
  codes: LinkCodes,
): PlaceGroups {
  const ranks = ranksOf(practices);
  const groups = surveyYears.flatMap((surveyYear, year): readonly PlaceGroup[] => {
    const of = codes.byYear.get(surveyYear);
    if (of === undefined) throw new Error(`no links for ${surveyYear}`);
    const { pcn, rate, state, rule } = of;
    return [
      ...practices.map((_, id) => {
        const codes = { pcn: pcn[id], rate: rate[id], state: state[id], rule: rule[id] };
        return { year, id, practice: ranks[id], ...codes };
      }),
      { year, id: NONE, practice: NONE, pcn: NONE, rate: NONE, state: 0xff, rule: 0 },
    ];
  });
  groups.sort((a, b) => a.pcn - b.pcn || a.year - b.year || a.practice - b.practice);
  const at = surveyYears.map((surveyYear) => [surveyYear, new Uint32Array(NONE + 1)] as const);
  for (const [position, { year, id }] of groups.entries()) at[year][1][id] = position;
  return { groups, at: new Map(at) };
}

/** Position of each practice of the dictionary in alphabetical order. */
function ranksOf(practices: readonly string[]): readonly number[] {
  const ranks: number[] = [];
  const order = practices.map((_, i) => i).sort((a, b) => (practices[a] < practices[b] ? -1 : 1));
  for (const [position, id] of order.entries()) ranks[id] = position;
  return ranks;
}
