import { outcomeLabel } from "../labels";

const SHORT: Readonly<Record<string, string>> = {
  confidence: "Confidence",
  support: "Support",
  not_isolated: "Not isolated",
  good_gp: "Experience",
  mh_understood: "MH needs",
};

/** An outcome in a word or two, for heads of narrow columns. */
export const shortOutcome = (outcome: string): string => SHORT[outcome] ?? outcomeLabel(outcome);
