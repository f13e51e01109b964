/** A 0/1 column made from one variable: codes that count as 1 and as 0; every other code is missing. */
export interface SingleCoding {
  readonly kind: "single";
  readonly name: string;
  readonly label: string;
  readonly variable: string;
  readonly one: readonly number[];
  readonly zero: readonly number[];
}

/**
 * A 0/1 column made from tick boxes: 0 when `box` is ticked, 1 when it is not and any of `others` is,
 * missing when nothing is ticked or the boxes carry a negative code.
 */
export interface TickedCoding {
  readonly kind: "ticked";
  readonly name: string;
  readonly label: string;
  readonly box: string;
  readonly others: readonly string[];
}

export type FlagCoding = SingleCoding | TickedCoding;

/** The five outcomes (Table 1 of the paper). "Haven't needed support" counts as 0, which the paper's 52.9% needs (codebook, section 3). */
export const outcomeCoding: readonly FlagCoding[] = [
  {
    kind: "single",
    name: "confidence",
    label: "Confidence managing long-term conditions",
    variable: "Q94",
    one: [1, 2],
    zero: [3, 4],
  },
  {
    kind: "single",
    name: "support",
    label: "Support to manage long-term conditions",
    variable: "Q32",
    one: [1, 2],
    zero: [3, 4],
  },
  {
    kind: "ticked",
    name: "not_isolated",
    label: "Not feeling isolated",
    box: "Q91_3",
    others: ["Q91_1", "Q91_2", "Q91_4"],
  },
  {
    kind: "single",
    name: "good_gp",
    label: "Good experience of the GP practice",
    variable: "Q28",
    one: [1, 2],
    zero: [3, 4, 5],
  },
  {
    kind: "single",
    name: "mh_understood",
    label: "Mental health needs understood",
    variable: "Q87",
    one: [1, 2],
    zero: [3],
  },
];

/** The samples (Table 2): Model 1 takes everyone; 1 = in the sample, 0 = not, missing = not known. */
export const sampleCoding: readonly FlagCoding[] = [
  {
    kind: "single",
    name: "ltc",
    label: "People with a long-term condition",
    variable: "Q30_recoded",
    one: [1],
    zero: [2, 3, 4],
  },
  {
    kind: "single",
    name: "mh_needs",
    label: "People with mental health needs",
    variable: "Q87",
    one: [1, 2, 3],
    zero: [4, 5],
  },
];
