/** Shares that turn registered patients into people whom an estimate is about. */
export interface EligibleShares {
  /** Share aged 16 and over among registered patients: the survey asks nobody younger. */
  readonly aged16: number;
  /** Shares among respondents; null where no sample tells. */
  readonly ltc: number | null;
  readonly mhNeeds: number | null;
  readonly both: number | null;
  /** Where the shares come from, for the note. */
  readonly source: string;
}

/**
 * About 18.5% of England's population were under 16 in mid-2022 (ONS estimates, from general knowledge: no file among the inputs has ages of
 * registered patients). Replace it where the practices' own age table is at hand.
 */
export const AGED_16_AND_OVER = 0.815;

/** A sample by its flags and its size. */
export interface SampleSize {
  readonly sample: readonly string[];
  readonly n: number;
}

/**
 * Shares by sample sizes: the largest sample with long-term conditions, with mental health needs and with both over the largest of all
 * respondents (58.7%, 39.5% and 24.8% in the paper's Table 3).
 */
export function eligibleShares(
  sizes: readonly SampleSize[],
  source: string,
  aged16 = AGED_16_AND_OVER,
): EligibleShares {
  const largest = (key: string) =>
    Math.max(0, ...sizes.filter(({ sample }) => keyOf(sample) === key).map(({ n }) => n));
  const all = largest("");
  const share = (key: string) => (all > 0 && largest(key) > 0 ? largest(key) / all : null);
  return { aged16, ltc: share("ltc"), mhNeeds: share("mh_needs"), both: share("ltc mh_needs"), source };
}

/** Share of respondents with the conditions that define a sample: `[]`, `["ltc"]`, `["mh_needs"]` or both; null for others. */
export function conditionShare(sample: readonly string[], { ltc, mhNeeds, both }: EligibleShares): number | null {
  const known = new Map([
    ["", 1],
    ["ltc", ltc],
    ["mh_needs", mhNeeds],
    ["ltc mh_needs", both],
  ]);
  return known.get(keyOf(sample)) ?? null;
}

function keyOf(sample: readonly string[]): string {
  return [...sample].sort().join(" ");
}
