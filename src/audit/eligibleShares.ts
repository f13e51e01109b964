import { type CellId, findPublished } from "../published/published";

/** Shares that turn registered patients into people whom an estimate is about. */
export interface EligibleShares {
  /** Share aged 16 and over among registered patients: the survey asks nobody younger. */
  readonly aged16: number;
  /** Shares among respondents. */
  readonly ltc: number;
  readonly mhNeeds: number;
  readonly both: number;
  /** Where the shares come from, for the note. */
  readonly source: string;
}

/**
 * About 18.5% of England's population were under 16 in mid-2022 (ONS estimates, from general knowledge: no file among the inputs has ages of
 * registered patients). Replace it where the practices' own age table is at hand.
 */
export const AGED_16_AND_OVER = 0.815;

/**
 * Shares that the printed sample sizes give: good GP experience among people with long-term conditions over all (58.7%), the mental health question
 * over all respondents (39.5%), and those asked it who have a long-term condition (24.8%).
 */
export function publishedShares(aged16 = AGED_16_AND_OVER): EligibleShares {
  const n = (id: CellId) => findPublished(id)!.n.value;
  const all = n("M1.good_gp");
  return {
    aged16,
    ltc: n("M2.good_gp") / all,
    mhNeeds: n("M3.mh_understood") / all,
    both: n("M2.mh_understood") / all,
    source: "printed sample sizes over that of good GP experience, Model 1",
  };
}

/** Share of respondents with the conditions that define a sample: `[]`, `["ltc"]`, `["mh_needs"]` or both; null for other flags. */
export function conditionShare(sample: readonly string[], shares: EligibleShares): number | null {
  const known = new Map([
    ["", 1],
    ["ltc", shares.ltc],
    ["mh_needs", shares.mhNeeds],
    ["ltc mh_needs", shares.both],
  ]);
  return known.get([...sample].sort().join(" ")) ?? null;
}
