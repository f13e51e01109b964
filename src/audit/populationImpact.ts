import { type Impact, populationImpact } from "../paper/impact";
import { published } from "../published/published";
import { type EligibleShares, eligibleShare } from "./eligibleShares";
import type { Range } from "./types";

/** An effect to be scaled up. */
export interface ImpactInput {
  readonly id: string;
  readonly model: string;
  readonly outcome: string;
  /** Flags of the sample it was estimated in. */
  readonly sample: readonly string[];
  /** Average marginal effect, probability scale, with its 95% confidence interval. */
  readonly ame: number;
  readonly low: number;
  readonly high: number;
}

/** People with a positive outcome for one more link worker per 50,000 patients, by three conventions. */
export interface ImpactRow extends ImpactInput {
  /** The paper's: all registered patients, the average rounded before it is multiplied. */
  readonly paper: Impact;
  /** All registered patients, nothing rounded on the way, with the interval of the AME. */
  readonly unrounded: Scaled;
  /** Only people aged 16 and over with the conditions that define the sample; null where the sample's share is unknown. */
  readonly eligible: Scaled | null;
  /** Share of registered patients counted as eligible. */
  readonly share: number | null;
}

export interface Scaled {
  readonly averagePcn: number;
  readonly averageInterval: Range;
  readonly allPcns: number;
  readonly allInterval: Range;
}

/** Scales effects up by the paper's convention and beside it by two others that carry their uncertainty and their denominators. */
export function impactRows(inputs: readonly ImpactInput[], shares: EligibleShares): ImpactRow[] {
  return inputs.map((input) => {
    const share = eligibleShare(input.sample, shares);
    return {
      ...input,
      paper: populationImpact(input.ame),
      unrounded: scaled(input, 1),
      eligible: share === null ? null : scaled(input, share),
      share,
    };
  });
}

function scaled({ ame, low, high }: ImpactInput, share: number): Scaled {
  const { perPatients, pcns } = published.table4;
  const average = (effect: number) => effect * perPatients * share;
  return {
    averagePcn: average(ame),
    averageInterval: { low: average(low), high: average(high) },
    allPcns: average(ame) * pcns,
    allInterval: { low: average(low) * pcns, high: average(high) * pcns },
  };
}
