import { published } from "../published/published";

/** People helped by one more link worker per 50,000 patients, by the paper's convention. */
export interface Impact {
  /** AME x 50,000, rounded to whole people: an average-sized PCN. */
  readonly averagePcn: number;
  /** The rounded figure x 1,268: all PCNs of England in 2023. */
  readonly allPcns: number;
}

/**
 * Table 4's arithmetic (its note; verified on all twelve printed cells): the average PCN's figure is rounded before it is
 * multiplied by the number of PCNs.
 * @param ame average marginal effect on the probability scale per link worker per 50,000 patients
 */
export function populationImpact(ame: number): Impact {
  const { perPatients, pcns } = published.table4;
  const averagePcn = roundHalfAway(ame * perPatients);
  return { averagePcn, allPcns: averagePcn * pcns };
}

function roundHalfAway(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value)) + 0;
}
