import { disclosureError } from "./disclosureError";

/** Fewest unweighted respondents behind any released cell, group, mean, mark or outcome value. */
export const THRESHOLD = 10;
/** Released counts are multiples of this. */
export const ROUNDING_BASE = 5;
/** Fewest practices, and fewest PCNs, behind any released cell. */
export const MIN_PRACTICES = 3;
export const MIN_PCNS = 3;
/** Fewest residual degrees of freedom, and fewest clusters, of a released model. */
export const MIN_RESIDUAL_DF = 10;
export const MIN_CLUSTERS = 10;
/** Dominance of sums and means of magnitudes: the largest two hold less than this share (n-k rule) ... */
export const DOMINANCE_SHARE = 0.9;
/** ... and all but the two largest hold at least this share of the largest (p% rule). */
export const DOMINANCE_REST = 0.1;
/** Fewest whole values that an attacker must be left with for a suppressed count. */
export const INTERVAL_WIDTH = 10;
/** Fewest units behind a box plot; a percentile is the mean of this many nearest values. */
export const MIN_BOX = 40;
export const PERCENTILE_VALUES = 10;

/** The thresholds in force: DISCLOSURE.md, section 2. */
export interface DisclosurePolicy {
  readonly threshold: number;
  readonly roundingBase: number;
  readonly minPractices: number;
  readonly minPcns: number;
  readonly minResidualDf: number;
  readonly minClusters: number;
  readonly dominanceShare: number;
  readonly dominanceRest: number;
  readonly intervalWidth: number;
  readonly minBox: number;
  readonly percentileValues: number;
}

/** The weakest policy there is: every threshold may be stricter, none weaker. */
export const FLOOR: DisclosurePolicy = {
  threshold: THRESHOLD,
  roundingBase: ROUNDING_BASE,
  minPractices: MIN_PRACTICES,
  minPcns: MIN_PCNS,
  minResidualDf: MIN_RESIDUAL_DF,
  minClusters: MIN_CLUSTERS,
  dominanceShare: DOMINANCE_SHARE,
  dominanceRest: DOMINANCE_REST,
  intervalWidth: INTERVAL_WIDTH,
  minBox: MIN_BOX,
  percentileValues: PERCENTILE_VALUES,
};

/**
 * The policy with thresholds raised where asked.
 * @param overrides stricter values; every one must protect at least as much as the default
 * @throws {StudyError} `disclosure-thresholds-only-rise` for a weaker or unusable value, `disclosure-threshold-known` for an unknown name
 * @example disclosurePolicy({ threshold: 20 })
 */
export function disclosurePolicy(overrides: Partial<DisclosurePolicy> = {}): DisclosurePolicy {
  const policy = { ...FLOOR, ...overrides };
  for (const [name, value] of Object.entries(policy)) {
    if (!(name in FLOOR)) {
      throw disclosureError(
        "disclosure-threshold-known",
        `${name} is no disclosure threshold; known: ${Object.keys(FLOOR).join(", ")}.`,
      );
    }
    checkThreshold(name as keyof DisclosurePolicy, value);
  }
  if (policy.intervalWidth < policy.threshold) return { ...policy, intervalWidth: policy.threshold };
  return policy;
}

function checkThreshold(name: keyof DisclosurePolicy, value: number): void {
  const floor = FLOOR[name];
  // The largest allowed share of two units is the one threshold that protects more when it falls.
  const weaker = name === "dominanceShare" ? !(value <= floor && value > 0) : !(value >= floor && value < Infinity);
  const whole = name === "dominanceShare" || name === "dominanceRest" || Number.isInteger(value);
  const odd = name !== "roundingBase" || value % 2 === 1;
  if (!weaker && whole && odd) return;
  const direction = name === "dominanceShare" ? "at most" : "at least";
  const kind = name === "roundingBase" ? "an odd whole number of " : whole ? "" : "a whole number of ";
  throw disclosureError(
    "disclosure-thresholds-only-rise",
    `${name} is ${value}; it must be ${kind}${direction} ${floor}. Thresholds can be made stricter, never weaker.`,
  );
}
