import type { Underlying } from "../disclosure/underlying";
import { type Impact, populationImpact } from "../paper/impact";
import { published } from "../published/published";
import { conditionShare, type EligibleShares } from "./eligibleShares";
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
  /** What stands behind the effect, for the disclosure gate. */
  readonly behind?: Underlying;
}

/** People with a positive outcome for one more link worker per 50,000 patients, by four conventions. */
export interface ImpactRow extends ImpactInput {
  /** The paper's: all registered patients, the average rounded before it is multiplied. */
  readonly paper: Impact;
  /** All registered patients, nothing rounded on the way, with the interval of the AME. */
  readonly unrounded: Scaled;
  /** Only patients with the conditions that define the sample, as many as among respondents; null where that share is unknown. */
  readonly withCondition: Scaled | null;
  /** Of those, only people aged 16 and over, whom the survey asks. */
  readonly eligible: Scaled | null;
  /** Share with the conditions among respondents. */
  readonly share: number | null;
}

export interface Scaled {
  readonly averagePcn: number;
  readonly averageInterval: Range;
  readonly allPcns: number;
  readonly allInterval: Range;
}

/** Scales effects up by the paper's convention and beside it by others that carry their uncertainty and their denominators. */
export function impactRows(inputs: readonly ImpactInput[], shares: EligibleShares): ImpactRow[] {
  return inputs.map((input) => {
    const share = conditionShare(input.sample, shares);
    return {
      ...input,
      paper: populationImpact(input.ame),
      unrounded: scaled(input, 1),
      withCondition: share === null ? null : scaled(input, share),
      eligible: share === null ? null : scaled(input, share * shares.aged16),
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
