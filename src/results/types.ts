import type { Underlying } from "../disclosure/underlying";

/** One number of the study, with all that is needed to quote it. Tables, figures and sentences read these and nothing else. */
export interface ResultRecord {
  /** `table3/M1.good_gp/or` */
  readonly key: string;
  /** At full precision. */
  readonly value: number;
  /** `%`, `pp` (percentage points) or empty. */
  readonly unit: string;
  /** Decimals it is printed with. */
  readonly decimals: number;
  /** Respondents it rests on. */
  readonly n?: number;
  /** Of them with outcome 1. */
  readonly events?: number;
  /** Clusters left in the estimation sample. */
  readonly clusters?: number;
  /** Degrees of freedom of the test it belongs to: of a chi-squared, or of t; none where the normal is used. */
  readonly df?: number;
  /** The sample in words. */
  readonly sample?: string;
  /** The model it comes from, such as `M1.good_gp`. */
  readonly model?: string;
  /** What stands behind it, for the disclosure gate; never written. */
  readonly underlying?: Underlying;
}
